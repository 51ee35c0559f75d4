"""Keys of ballot boxes: outside the database, each for one box, and destroyed once it was emptied.

Whoever has the whole database, with its backups and its write-ahead log, holds ciphertext; without
the key it stays that for good. A file system may keep what was deleted (docs/honest-limits.md).
"""

import base64
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infra.crypto import key_folder
from infra.errors import Trouble

_ALGORITHM = "aesgcm1"
_NONCE_BYTES = 12


class BoxKeyLost(Trouble):
    """The key of an open box is not on the disk: put the file back where it was."""


class EnvelopeSpoilt(Trouble):
    """An envelope is not what this box's key sealed for this member: the database was changed."""


def _path(county: str, box: str) -> Path:
    folder = key_folder() / "boxes" / county
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{box}.key"


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def make(county: str, box: str) -> None:
    """Make the key of a box, on the disk before this returns."""
    path = _path(county, box)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(file, secrets.token_bytes(32))
        os.fsync(file)
    finally:
        os.close(file)
    _sync_folder(path)


def _key(county: str, box: str) -> AESGCM:
    """Read the key each time: nothing may remember it longer than the disk does."""
    try:
        return AESGCM(_path(county, box).read_bytes())
    except FileNotFoundError as error:
        raise BoxKeyLost(box) from error


def seal(county: str, box: str, plain: bytes, about: str) -> str:
    """Seal what goes into a box; `about` says whose it is, so that it fits nowhere else."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    body = _key(county, box).encrypt(nonce, plain, about.encode())
    return f"{_ALGORITHM}:{base64.urlsafe_b64encode(nonce + body).decode()}"


def unseal(county: str, box: str, sealed: str, about: str) -> bytes:
    """Open what `seal` made for the same box and the same member."""
    raw = base64.urlsafe_b64decode(sealed.removeprefix(f"{_ALGORITHM}:"))
    try:
        return _key(county, box).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], about.encode())
    except InvalidTag as error:
        raise EnvelopeSpoilt(box) from error


def destroy(county: str, box: str) -> None:
    """Write over a key and remove it; one that is gone is as good."""
    path = _path(county, box)
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(bytes(32))
        file.flush()
        os.fsync(file.fileno())
    path.unlink(missing_ok=True)
    _sync_folder(path)
