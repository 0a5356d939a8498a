"""The address of the state: a file, or a PostgreSQL database in any form that libpq reads.

No message of this module contains a password.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newscrawl.state import StateError

# The words that can begin a connection string of libpq (PostgreSQL 18, 32.1.2). A path with such a
# beginning must be written as ./host=x.
_KEYWORDS = frozenset(
    """host hostaddr port dbname user password passfile require_auth channel_binding connect_timeout client_encoding options
    application_name fallback_application_name keepalives keepalives_idle keepalives_interval keepalives_count
    tcp_user_timeout replication gssencmode sslmode requiressl sslnegotiation sslcompression sslcert sslkey
    sslkeylogfile sslpassword sslcertmode sslrootcert sslcrl sslcrldir sslsni requirepeer min_protocol_version
    max_protocol_version ssl_min_protocol_version ssl_max_protocol_version krbsrvname gsslib gssdelegation service
    servicefile target_session_attrs load_balance_hosts scram_client_key scram_server_key oauth_issuer oauth_client_id
    oauth_client_secret oauth_scope""".split()
)
_SECRETS = (
    "password",
    "sslpassword",
    "scram_client_key",
    "scram_server_key",
    "oauth_client_secret",
)
_SHORTEST_SECRET = 3
"""Shorter passwords are not hidden in messages: replacing 1 or 2 characters would garble the
message.
"""
_KEYWORD = re.compile(r"\s*(\w+)\s*=")
_POSTGRESQL = re.compile(r"\s*postgres(?:ql)?\s*:", re.IGNORECASE)
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*)://", re.IGNORECASE)

UNREADABLE = (
    "NEWSCRAWL_STATE can't be read as the address of a PostgreSQL database. Write postgresql://USER:PASSWORD@HOST/DATABASE "
    "with each special character of the password percent-encoded, such as %40 for @, or put the password into ~/.pgpass"
)


@dataclass(frozen=True)
class Database:
    """How to connect to a PostgreSQL database. `shown` is its address without user and password."""

    conninfo: str = field(repr=False)
    shown: str
    secrets: tuple[str, ...] = field(repr=False)

    def hide(self, text: object) -> str:
        """Returns a message of the driver with passwords replaced by ***."""
        told = str(text)
        for secret in self.secrets:
            told = told.replace(secret, "***")
        return told


def is_database(where: str) -> bool:
    """Returns whether NEWSCRAWL_STATE names a PostgreSQL database, well-formed or not.

    Raises StateError if it names another database system.
    """
    if _POSTGRESQL.match(where):
        return True
    if scheme := _SCHEME.match(where):
        raise StateError(
            f"NEWSCRAWL_STATE begins with {scheme[1].lower()}://, but the state is a SQLite file or a PostgreSQL "
            "database: name a path, or postgresql://…"
        )
    keyword = _KEYWORD.match(where)
    return keyword is not None and keyword[1].lower() in _KEYWORDS


def database_of(where: str, parse: Callable[[str], Mapping[str, Any]]) -> Database:
    """Returns the database at `where`. `parse` is libpq's own parser.

    Raises StateError. Its message repeats nothing of `where`, which may contain a password.
    """
    conninfo = where.strip()
    if scheme := _SCHEME.match(conninfo):
        conninfo = scheme[0].lower() + conninfo[scheme.end() :]
    try:
        facts = {name: str(value) for name, value in parse(conninfo).items()}
    except Exception:
        raise StateError(UNREADABLE) from None
    host, database = facts.get("host") or facts.get("hostaddr", ""), facts.get("dbname", "")
    # libpq cuts a password at a bare @ or /, and reads the rest as part of the address.
    if "@" in f"{host}{facts.get('port', '')}{database}" or "=" in database or "://" in database:
        raise StateError(UNREADABLE)
    if any(not part.isdigit() for part in facts.get("port", "").split(",") if part):
        raise StateError(UNREADABLE)
    secrets = tuple(
        facts[name] for name in _SECRETS if len(facts.get(name, "")) >= _SHORTEST_SECRET
    )
    return Database(conninfo, f"postgresql://{host}/{database}", secrets)
