"""Feeds of tests run without a reactor, on asyncio alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _asyncio(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("scrapy.extensions.feedexport.is_asyncio_available", lambda: True)
    yield
