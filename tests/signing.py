"""Keys for tests of signatures, and how a site checks a signed request."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

AGENT = "https://crawler.example.org"
INPUT = re.compile(
    r'(?P<label>\w+)=(?P<parameters>\("@authority" "signature-agent";key="(?P<member>\w+)"\);created=(?P<created>\d+)'
    r';keyid="(?P<keyid>[\w-]{43})";alg="ed25519";expires=(?P<expires>\d+);nonce="(?P<nonce>[\w+/]{86}==)"'
    r';tag="web-bot-auth")'
)


def write_key(
    path: Path, encryption: KeySerializationEncryption | None = None, key: Any = None
) -> Path:
    key = key or Ed25519PrivateKey.generate()
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())
    )
    return path


def unpadded(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


def verify(headers: dict[str, str], host: str, directory: str, now: int) -> dict[str, str]:
    """Checks a request as RFC 9421, 3.2, says, from its headers and the agent's directory alone;
    what was signed.
    """
    signed = INPUT.fullmatch(headers["Signature-Input"])
    assert signed
    label, agent = signed["label"], headers["Signature-Agent"].partition("=")
    assert agent[0] == signed["member"]
    assert int(signed["created"]) <= now < int(signed["expires"])
    (key,) = (one for one in json.loads(directory)["keys"] if thumbprint(one) == signed["keyid"])
    base = [
        f'"@authority": {host}',
        f'"signature-agent";key="{agent[0]}": {agent[2]}',
        f'"@signature-params": {signed["parameters"]}',
    ]
    value = headers["Signature"].removeprefix(f"{label}=:").removesuffix(":")
    Ed25519PublicKey.from_public_bytes(unpadded(key["x"])).verify(
        base64.b64decode(value), "\n".join(base).encode()
    )
    return signed.groupdict()


def thumbprint(key: dict[str, str]) -> str:
    """Returns the thumbprint of a key (RFC 7638; RFC 8037, A.3)."""
    text = f'{{"crv":"{key["crv"]}","kty":"{key["kty"]}","x":"{key["x"]}"}}'
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
