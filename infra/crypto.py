"""One provider for cryptography: sealed fields, blind indexes, signing keys, each with a key id."""

import base64
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from infra.settings import settings

_ALGORITHM = "aesgcm1"


def key_folder() -> Path:
    """Return where keys live: beside the database, never in it."""
    folder = settings().home / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _write_once(path: Path, data: bytes) -> bytes:
    """Write a secret unless another process was first; return what is on disk."""
    scratch = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    scratch.touch(mode=0o600)
    scratch.write_bytes(data)
    try:
        os.link(scratch, path)
    except FileExistsError:
        return path.read_bytes()
    finally:
        scratch.unlink()
    return data


def fingerprint(name: str) -> str:
    """Return a mark by which a secret is recognised, or nothing where it was never made."""
    if not (key_folder() / f"{name}.key").exists():
        return ""
    return hmac.new(secret(name), b"mingbai-fingerprint", hashlib.sha256).hexdigest()[:16]


@lru_cache(maxsize=16)
def secret(name: str) -> bytes:
    """Return the 32-byte secret of this name, made on first use."""
    path = key_folder() / f"{name}.key"
    return path.read_bytes() if path.exists() else _write_once(path, secrets.token_bytes(32))


def seal(plain: str) -> str:
    """Encrypt a field; the value names its algorithm and key, so that keys can be changed."""
    nonce = secrets.token_bytes(12)
    body = AESGCM(secret("fields")).encrypt(nonce, plain.encode(), None)
    return f"{_ALGORITHM}:fields:{base64.urlsafe_b64encode(nonce + body).decode()}"


def unseal(sealed: str) -> str:
    """Decrypt a field that `seal` made."""
    _, key, body = sealed.split(":", 2)
    raw = base64.urlsafe_b64decode(body)
    return AESGCM(secret(key)).decrypt(raw[:12], raw[12:], None).decode()


def blind_index(plain: str) -> str:
    """Return a keyed hash by which a sealed value can be looked up without being read."""
    return hmac.new(secret("index"), plain.encode(), hashlib.sha256).hexdigest()


def has_signing_key(name: str) -> bool:
    """Say whether the key of this name was made already."""
    return (key_folder() / f"{name}.pem").exists()


@lru_cache(maxsize=512)
def signing_key(name: str) -> Ed25519PrivateKey:
    """Return the Ed25519 key of this name, made on first use and kept outside the database."""
    path = key_folder() / f"{name}.pem"
    made = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    data = path.read_bytes() if path.exists() else _write_once(path, made)
    key = load_pem_private_key(data, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        message = f"the key {name} is not an Ed25519 key"
        raise TypeError(message)
    return key
