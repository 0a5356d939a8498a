"""Which values of NEWSCRAWL_STATE name a database, and that no message holds a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.state import StateError
from newscrawl.state.opening import is_database, open_store
from newscrawl.state.postgresql import database_of

SECRET = "s3cr3t"


@pytest.mark.parametrize(
    "where",
    [
        f"postgresql://me:{SECRET}@127.0.0.1:1/news",
        f"postgres://me:{SECRET}@127.0.0.1:1/news",
        f"PostgreSQL://me:{SECRET}@127.0.0.1:1/news",
        f" postgresql://me:{SECRET}@127.0.0.1:1/news\n",
        f"postgresql://127.0.0.1:1/news?user=me&password={SECRET}",
        f"postgresql://me@127.0.0.1:1/news?sslpassword={SECRET}",
        f"host=127.0.0.1 port=1 user=me password={SECRET} dbname=news",
        f"password = '{SECRET}' host = 127.0.0.1 port = 1 dbname = news",
        # libpq reads these in another way than was meant, or refuses them.
        f"postgresql://me:{SECRET}%@127.0.0.1:1/news",
        f"postgresql://me:{SECRET} x@127.0.0.1:1/news",
        f"postgresql://me:x@{SECRET}@127.0.0.1:1/news",
        f"postgresql://me:{SECRET}/x@127.0.0.1:1/news",
        f"postgresql://me:1/{SECRET}@127.0.0.1:1/news",
        f"postgresql://me:x#{SECRET}@127.0.0.1:1/news",
        f"postgresql://me:x?{SECRET}@127.0.0.1:1/news",
        f"postgresql:/me:{SECRET}@127.0.0.1:1/news",
        f"postgresql:me:{SECRET}@127.0.0.1:1/news",
        f"host=127.0.0.1 port=1 password=x {SECRET} dbname=news",
        f"host=127.0.0.1 port=1 password='{SECRET}",
        f"HOST=127.0.0.1 port=1 password={SECRET}",
        f"host=127.0.0.1 port={SECRET}",
        f"host=127.0.0.1 port=1 dbname=postgresql://me:{SECRET}@127.0.0.1/news",
        f"host=127.0.0.1 port=1 dbname='host=x password={SECRET}'",
        f"mysql://me:{SECRET}@127.0.0.1:1/news",
    ],
)
def test_no_form_of_an_address_tells_its_password(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StateError) as told:
        open_store(where, 0)
    assert SECRET not in f"{told.value} {told.value.__cause__ or ''} {caplog.text}"
    assert list(tmp_path.iterdir()) == []  # no address became a path


@pytest.mark.parametrize(
    "where", ["state/newscrawl.sqlite", "/srv/a=b/state", "./x=y.sqlite", "./host=a", "~/postgres"]
)
def test_paths(where: str) -> None:
    assert not is_database(where)


def test_the_shown_address_of_a_database_has_no_secrets() -> None:
    found = database_of(
        f"postgresql://me:{SECRET}@db.example:5432,db2.example:5433/news?sslmode=require"
    )
    assert found.shown == "postgresql://db.example,db2.example/news"
    assert SECRET not in repr(found)
    assert found.hide(f"wrong: {SECRET}") == "wrong: ***"
