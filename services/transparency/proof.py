"""The proof file of one leaf, c2sp.org/tlog-proof@v1, which can be checked without a server."""

from collections.abc import Sequence
from typing import NamedTuple

from services.transparency import merkle
from services.transparency.note import (
    Checkpoint,
    NoteError,
    Verifier,
    decode64,
    decode_decimal,
    encode64,
    open_checkpoint,
)

HEADER = "c2sp.org/tlog-proof@v1"


class Proof(NamedTuple):
    """Where a leaf stands, the hashes from it up to the root, and the signed head."""

    leaf_index: int
    hashes: tuple[bytes, ...]
    checkpoint: str


def render(index: int, hashes: Sequence[bytes], checkpoint: str) -> str:
    """Return the text of a proof file."""
    lines = [HEADER, f"index {index}", *map(encode64, hashes), "", checkpoint]
    return "\n".join(lines)


def parse(text: str) -> Proof:
    """Read a proof file; extra data is skipped, because nothing vouches for it."""
    head, gap, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if lines.pop(0) != HEADER or not gap:
        raise NoteError(f"a proof file starts with {HEADER}")
    if lines and lines[0].startswith("extra "):
        decode64(lines.pop(0).removeprefix("extra "))
    if not lines or not lines[0].startswith("index "):
        raise NoteError("a proof file names the index of its leaf")
    index = decode_decimal(lines.pop(0).removeprefix("index "))
    return Proof(index, tuple(map(decode64, lines)), checkpoint)


def verify(text: str, leaf: bytes, verifier: Verifier) -> Checkpoint:
    """Return the signed head under which the proof shows the leaf hash, or refuse."""
    proof = parse(text)
    head = open_checkpoint(proof.checkpoint, verifier)
    if not merkle.verify_inclusion(leaf, proof.leaf_index, head.size, proof.hashes, head.root):
        raise NoteError("the proof does not lead from this leaf to the signed root")
    return head
