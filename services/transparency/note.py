"""Signed notes and checkpoints in the C2SP formats (signed-note, tlog-checkpoint)."""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519 = b"\x01"
MOST_SIGNATURES = 100
_DASH = "\u2014"
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


class NoteError(ValueError):
    """A note, a checkpoint or a verifier key that cannot be trusted, and why."""


class Verifier(NamedTuple):
    """A log's name and public key; `text` is the C2SP verifier key to hand out."""

    name: str
    key: bytes

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:4]

    @property
    def text(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encode64(ED25519 + self.key)}"


class Checkpoint(NamedTuple):
    """The head of a log: whose it is, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{encode64(self.root)}\n"


def encode64(data: bytes) -> str:
    """Return standard base64."""
    return base64.b64encode(data).decode()


def decode64(text: str) -> bytes:
    """Read standard base64 in its one canonical spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError("not base64") from error
    if encode64(data) != text:
        raise NoteError("base64 with stray bits")
    return data


def decode_decimal(text: str) -> int:
    """Read an ASCII decimal without sign or leading zeroes."""
    if not _DECIMAL.fullmatch(text):
        raise NoteError("not a decimal number")
    return int(text)


def verifier_of(name: str, key: Ed25519PrivateKey) -> Verifier:
    """Return what others need to check this key's signatures."""
    _require_name(name)
    return Verifier(name, key.public_key().public_bytes_raw())


def parse_verifier(text: str) -> Verifier:
    """Read a C2SP verifier key, `name+keyid+key`."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:  # noqa: PLR2004 - name, key id, key
        raise NoteError("a verifier key has the form name+id+key")
    name, key_id, encoded = parts
    _require_name(name)
    data = decode64(encoded)
    verifier = Verifier(name, data[1:])
    if data[:1] != ED25519 or len(verifier.key) != 32:  # noqa: PLR2004 - RFC 8032
        raise NoteError("not an Ed25519 verifier key")
    if key_id != verifier.key_id.hex():
        raise NoteError("the key id does not belong to this name and key")
    return verifier


def sign(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """Return the signed note of a text that ends in a newline."""
    _require_text(text)
    signature = verifier_of(name, key).key_id + key.sign(text.encode())
    return f"{text}\n{_DASH} {name} {encode64(signature)}\n"


def verify(note: str, verifier: Verifier) -> str:
    """Return a note's text if the verifier's key signed it; other keys' lines are not looked at."""
    text, lines = _split(note)
    found = False
    for name, signature in map(_signature, lines):
        if (name, signature[:4]) != (verifier.name, verifier.key_id):
            continue
        _require_signature(verifier, signature[4:], text)
        found = True
    if not found:
        raise NoteError("no signature by the expected key")
    return text


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint; extension lines are refused, since nobody audits them."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:  # noqa: PLR2004 - origin, size, root, end
        raise NoteError("a checkpoint has exactly three lines")
    root = decode64(lines[2])
    if len(root) != hashlib.sha256().digest_size:
        raise NoteError("the root is not a SHA-256 hash")
    return Checkpoint(lines[0], decode_decimal(lines[1]), root)


def open_checkpoint(note: str, verifier: Verifier) -> Checkpoint:
    """Return the head in a signed note after checking signature and origin."""
    checkpoint = parse_checkpoint(verify(note, verifier))
    if checkpoint.origin != verifier.name:
        raise NoteError("the checkpoint belongs to another log")
    return checkpoint


def _split(note: str) -> tuple[str, Sequence[str]]:
    """Cut a note at its last empty line."""
    if any(character < " " and character != "\n" for character in note):
        raise NoteError("a note holds no control characters")
    head, gap, tail = note.rpartition("\n\n")
    lines = tail.split("\n")
    if not gap or lines.pop() or not lines:
        raise NoteError("a note ends in an empty line and signature lines")
    if len(lines) > MOST_SIGNATURES:
        raise NoteError("too many signatures")
    return head + "\n", lines


def _signature(line: str) -> tuple[str, bytes]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != _DASH:  # noqa: PLR2004 - dash, name, signature
        raise NoteError("a signature line has the form: dash, name, signature")
    _require_name(parts[1])
    signature = decode64(parts[2])
    if len(signature) <= 4:  # noqa: PLR2004 - the key id takes four bytes
        raise NoteError("a signature is longer than its key id")
    return parts[1], signature


def _require_signature(verifier: Verifier, signature: bytes, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(verifier.key).verify(signature, text.encode())
    except InvalidSignature as error:
        raise NoteError("the signature does not fit the text") from error


def _require_name(name: str) -> None:
    if not name or "+" in name or any(character.isspace() for character in name):
        raise NoteError("a key name is not empty and has neither spaces nor plus")


def _require_text(text: str) -> None:
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise NoteError("a note's text ends in a newline and holds no control characters")
