"""Stands in for lightgbm, which the tests do not need: trees of one split, in LightGBM's form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class Dataset:
    """What a model is fitted on."""

    rows: np.ndarray
    label: np.ndarray
    weight: np.ndarray | None = None


@dataclass
class Booster:
    """A fitted model. `is_logistic` says whether it predicts probabilities."""

    trees: list[dict[str, Any]]
    is_logistic: bool

    def dump_model(self) -> dict[str, Any]:
        return {"tree_info": [{"tree_structure": tree} for tree in self.trees]}

    def predict(self, rows: Any) -> np.ndarray:
        values = np.asarray(rows, dtype=np.float64)
        total = np.zeros(len(values))
        for tree in self.trees:
            is_low = values[:, tree["split_feature"]] <= tree["threshold"]
            low, high = (tree[side]["leaf_value"] for side in ("left_child", "right_child"))
            total += np.where(is_low, low, high)
        return 1 / (1 + np.exp(-total)) if self.is_logistic else total


def train(options: dict[str, Any], data: Dataset, trees: int) -> Booster:
    """Returns a tree for each of the features that differ most: it splits at their mean."""
    order = np.argsort(-np.std(data.rows, axis=0), kind="stable")[:trees]
    found = []
    for feature in map(int, order):
        column = data.rows[:, feature]
        middle = float(column.mean())
        sides = data.label[column <= middle], data.label[column > middle]
        low, high = ({"leaf_value": float(side.mean() - 0.4)} for side in sides)
        found.append(
            {"split_feature": feature, "threshold": middle, "left_child": low, "right_child": high}
        )
    return Booster(found, options["objective"] == "cross_entropy")
