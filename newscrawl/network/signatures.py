"""Web Bot Auth: signatures that prove to a site that a request is from this crawler (RFC 9421 with
Ed25519).

Follows draft-ietf-webbotauth-httpsig-protocol-00. The site finds the public key in the directory
that `Signature-Agent` names: https://AGENT/.well-known/http-message-signatures-directory.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

LIFETIME = 600
"""Seconds for which a signature is valid: a request may wait for Retry-After (300 seconds)."""
NONCE_BYTES = 64
"""Random bytes of a nonce. The site recognises a replayed request by its nonce."""
_ORIGIN = re.compile(r"https://[\w.-]+(?::\d+)?/?", re.ASCII)
_LABEL = "sig1"
_TAG = "web-bot-auth"
_PORTS = {"http": 80, "https": 443}


class SignatureKeyError(Exception):
    """The key can't be used. The message says what to do, and contains nothing of the key file."""


class Signer:
    """Signs requests with a private key, for an agent such as "https://crawler.example.org"."""

    def __init__(self, key: Ed25519PrivateKey, agent: str) -> None:
        self._key = key
        self.agent = agent
        public = _base64url(key.public_key().public_bytes_raw())
        self.public_key = {"crv": "Ed25519", "kty": "OKP", "x": public}
        # RFC 7638: the hash of the key as JSON, names sorted and without spaces.
        canonical = json.dumps(self.public_key, sort_keys=True, separators=(",", ":"))
        self.key_id = _base64url(sha256(canonical.encode()).digest())

    def headers(self, url: str, now: int, nonce: bytes) -> dict[str, str]:
        """Returns the headers that sign a request for `url`, made at `now` (seconds since 1970)."""
        agent = f'"{self.agent}"'
        parameters = (
            f'("@authority" "signature-agent";key="{_LABEL}");created={now};keyid="{self.key_id}";alg="ed25519"'
            f';expires={now + LIFETIME};nonce="{b64encode(nonce).decode()}";tag="{_TAG}"'
        )
        base = f'"@authority": {authority(url)}\n"signature-agent";key="{_LABEL}": {agent}\n"@signature-params": {parameters}'
        return {
            "Signature-Agent": f"{_LABEL}={agent}",
            "Signature-Input": f"{_LABEL}={parameters}",
            "Signature": f"{_LABEL}=:{b64encode(self._key.sign(base.encode())).decode()}:",
        }

    def directory(self) -> str:
        """Returns the directory with the public key, as JSON. The agent's site has to serve it."""
        return json.dumps(
            {"keys": [{**self.public_key, "kid": self.key_id, "use": "sig", "alg": "EdDSA"}]}
        )


def signer_of(path: str, agent: str) -> Signer:
    """Returns a signer with the private key in a PEM file. Raises SignatureKeyError."""
    if not _ORIGIN.fullmatch(agent):
        raise SignatureKeyError(
            f"NEWSCRAWL_SIGNATURE_AGENT={agent!r} must be the address of the site with the key's directory, without a "
            "path, such as https://crawler.example.org"
        )
    try:
        key = load_pem_private_key(Path(path).expanduser().read_bytes(), password=None)
    except OSError as error:
        raise SignatureKeyError(f"NEWSCRAWL_SIGNATURE_KEY={path}: {error.strerror}") from None
    # the texts of these errors may contain parts of the file
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise SignatureKeyError(
            f"NEWSCRAWL_SIGNATURE_KEY={path} is not an Ed25519 private key without a password. Make one with: "
            "openssl genpkey -algorithm ed25519 -out key.pem"
        )
    return Signer(key, agent.rstrip("/"))


def authority(url: str) -> str:
    """Returns the @authority of RFC 9421: the host, with any port but the scheme's default."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def _base64url(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()
