"""Fits logistic regressions whose signs weigh a number, or along a curve, as text/weights.py reads
them.

Each weight has the same normal prior around 0. A curve is a line with bends; it has a column for
its presence and one for the rise behind each of its points but the last.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.optimize import minimize

PRIOR_SD = 2.5
"""The standard deviation of a weight, and of a curve's rise from point to point, in log-odds."""
FOLDS = 5

Column = tuple[str, float | None]
"""A sign, and the point of its curve behind which the column counts; None for the sign itself."""


@dataclass
class Shape:
    """The signs of a regression. `curves` has the points of the signs that have a curve. A higher
    value of a `rising` sign never makes a yes less likely, one of a `falling` sign never more
    likely. All others may do either.
    """

    names: Sequence[str]
    curves: Mapping[str, Sequence[float]] = field(default_factory=dict)
    rising: Collection[str] = ()
    falling: Collection[str] = ()

    @property
    def columns(self) -> list[Column]:
        return [
            (name, point)
            for name in self.names
            for point in (None, *self.curves.get(name, ())[:-1])
        ]

    def matrix(self, rows: Iterable[Mapping[str, float]]) -> np.ndarray:
        """Returns a row for each example. A curve's column for a point holds how far the value has
        come from that point to the next: 0 before the point, 1 from the next point on.
        """
        places = {column: at for at, column in enumerate(self.columns)}
        found = []
        for signs in rows:
            line = np.zeros(len(places))
            for name, value in signs.items():
                points = self.curves.get(name, ())
                line[places[name, None]] = 1.0 if points else value
                for low, high in pairwise(points):
                    passed = (min(max(value, low), high) - low) / (high - low)
                    line[places[name, low]] = passed
            found.append(line)
        return np.array(found)

    def fit(self, x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """Returns the columns' weights of greatest posterior probability."""
        columns = self.columns

        def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
            said = x @ beta
            value = weight @ (np.logaddexp(0, said) - y * said) + beta @ beta / PRIOR_SD**2 / 2
            p = 1 / (1 + np.exp(-np.clip(said, -40, 40)))
            return float(value), x.T @ (weight * (p - y)) + beta / PRIOR_SD**2

        bounds = [self._bounds(*column) for column in columns]
        options = {"maxiter": 2000, "maxfun": 4000}
        start = np.zeros(len(columns))
        return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x

    def _bounds(self, name: str, point: float | None) -> tuple[float | None, float | None]:
        height = name in self.curves and point is None  # the height of a curve may have any sign
        return (
            0.0 if name in self.rising and not height else None,
            0.0 if name in self.falling and not height else None,
        )

    def out_of_fold(
        self, x: np.ndarray, y: np.ndarray, weight: np.ndarray, folds: np.ndarray
    ) -> np.ndarray:
        """Returns each example's log-odds by weights fitted without its fold."""
        said = np.zeros(len(y))
        for part in range(FOLDS):
            others = folds != part
            said[~others] = x[~others] @ self.fit(x[others], y[others], weight[others])
        return said

    def packed(self, beta: np.ndarray) -> dict[str, float | list[list[float]]]:
        """Returns the weights as weights.json has them."""
        known = dict(zip(self.columns, map(float, beta), strict=True))
        found: dict[str, float | list[list[float]]] = {}
        for name in self.names:
            height = known[name, None]
            curve = [[point, height] for point in self.curves.get(name, ())[:1]]
            for low, high in pairwise(self.curves.get(name, ())):
                height += known[name, low]
                curve.append([high, height])
            rounded = [[point, round(value, 2)] for point, value in curve]
            found[name] = rounded or round(height, 2)
        return found


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))
