"""Web Bot Auth: the signature of a request, checked as a site checks it, and keys that can't be
used.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from signing import AGENT, thumbprint, verify, write_key

from newscrawl.network.signatures import LIFETIME, SignatureKeyError, authority, signer_of


def test_a_site_can_verify_a_request(tmp_path: Path) -> None:
    signer = signer_of(str(write_key(tmp_path / "key.pem")), f"{AGENT}/")
    headers = signer.headers("https://Daily.example/world?page=2", 1_800_000_000, b"n" * 64)
    assert headers["Signature-Agent"] == f'sig1="{AGENT}"'
    signed = verify(headers, "daily.example", signer.directory(), 1_800_000_001)
    assert int(signed["expires"]) - int(signed["created"]) == LIFETIME
    assert signed["keyid"] == signer.key_id
    with pytest.raises(InvalidSignature):
        verify(headers, "other.example", signer.directory(), 1_800_000_001)
    changed = {**headers, "Signature-Agent": 'sig1="https://other.example"'}
    with pytest.raises(InvalidSignature):
        verify(changed, "daily.example", signer.directory(), 1_800_000_001)


def test_the_thumbprint_of_a_known_key() -> None:
    """The key of RFC 8037, A.1, and its thumbprint in A.3."""
    key = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert thumbprint(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Daily.Example/a?b", "daily.example"),
        ("https://daily.example:443/", "daily.example"),
        ("http://daily.example:80/", "daily.example"),
        ("http://daily.example:443/", "daily.example:443"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("https://[2001:DB8::1]:8443/", "[2001:db8::1]:8443"),
    ],
)
def test_authority(url: str, expected: str) -> None:
    assert authority(url) == expected


@pytest.mark.parametrize(
    "agent", ["", "crawler.example.org", "http://a.example", "https://a.example/keys", "https://[a"]
)
def test_an_agent_that_is_no_site(tmp_path: Path, agent: str) -> None:
    with pytest.raises(SignatureKeyError, match="NEWSCRAWL_SIGNATURE_AGENT"):
        signer_of(str(write_key(tmp_path / "key.pem")), agent)


def test_keys_that_can_not_be_used(tmp_path: Path) -> None:
    other, text = tmp_path / "other.pem", tmp_path / "text.pem"
    write_key(other, key=X25519PrivateKey.generate())
    text.write_text("-----BEGIN PRIVATE KEY-----\nsecretsecret\n-----END PRIVATE KEY-----\n")
    locked = write_key(tmp_path / "locked.pem", BestAvailableEncryption(b"word"))
    for path in (other, text, locked):
        with pytest.raises(SignatureKeyError, match="openssl genpkey") as error:
            signer_of(str(path), AGENT)
        assert "secret" not in str(error.value)
        assert error.value.__cause__ is None
    with pytest.raises(SignatureKeyError, match="No such file"):
        signer_of(str(tmp_path / "nothing.pem"), AGENT)
