"""The Merkle tree of RFC 9162 section 2.1: hashes, which stored nodes a proof needs, and checks."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

EMPTY_ROOT = hashlib.sha256(b"").digest()


class Node(NamedTuple):
    """A complete subtree of 2**level leaves, counted from the left within its level."""

    level: int
    place: int


class Range(NamedTuple):
    """The leaves from `start` up to, not including, `end`."""

    start: int
    end: int


Hashes = Mapping[Node, bytes]


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(start: int, end: int) -> int:
    """Return where RFC 9162 splits a range: after the largest power of two that is shorter."""
    return start + (1 << ((end - start - 1).bit_length() - 1))


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Return the subtrees whose hashes prove that leaf `index` is in a tree of `size`."""
    if not 0 <= index < size:
        message = f"no leaf {index} in a tree of {size}"
        raise ValueError(message)
    path, start, end = [], 0, size
    while end - start > 1:
        middle = _split(start, end)
        if index < middle:
            path.append(Range(middle, end))
            end = middle
        else:
            path.append(Range(start, middle))
            start = middle
    return path[::-1]


def consistency_ranges(first: int, second: int) -> list[Range]:
    """Return the subtrees whose hashes prove that a tree of `second` extends one of `first`."""
    if not 0 <= first <= second:
        message = f"a tree of {second} cannot extend one of {first}"
        raise ValueError(message)
    if first in {0, second}:
        return []
    path, start, end = [], 0, second
    while first < end:
        middle = _split(start, end)
        if first <= middle:
            path.append(Range(middle, end))
            end = middle
        else:
            path.append(Range(start, middle))
            start = middle
    return ([Range(start, end)] if start else []) + path[::-1]


def nodes_of(part: Range) -> list[Node]:
    """Return the complete subtrees, left to right, that make up a range from a split."""
    nodes, start = [], part.start
    while start < part.end:
        level = (part.end - start).bit_length() - 1
        nodes.append(Node(level, start >> level))
        start += 1 << level
    return nodes


def nodes_for(parts: Iterable[Range]) -> set[Node]:
    """Return every stored node that the hashes of these ranges are made from."""
    return {node for part in parts for node in nodes_of(part)}


def range_hash(part: Range, hashes: Hashes) -> bytes:
    """Return the hash of a range, folded from its complete subtrees."""
    nodes = nodes_of(part)
    if not nodes:
        return EMPTY_ROOT
    folded = hashes[nodes[-1]]
    for node in reversed(nodes[:-1]):
        folded = node_hash(hashes[node], folded)
    return folded


def root(size: int, hashes: Hashes) -> bytes:
    """Return the root of the first `size` leaves."""
    return range_hash(Range(0, size), hashes)


def left_siblings(index: int) -> list[Node]:
    """Return the nodes that leaf `index`, when it arrives, completes into parents."""
    nodes, level = [], 0
    while (index >> level) & 1:
        nodes.append(Node(level, (index >> level) - 1))
        level += 1
    return nodes


def grow(index: int, leaf: bytes, siblings: Hashes) -> dict[Node, bytes]:
    """Return the nodes that become complete when leaf `index` with this hash is appended."""
    made = {Node(0, index): leaf}
    folded = leaf
    for sibling in left_siblings(index):
        folded = node_hash(siblings[sibling], folded)
        made[Node(sibling.level + 1, sibling.place >> 1)] = folded
    return made


def build(leaves: Iterable[bytes]) -> dict[Node, bytes]:
    """Return every complete node over the given leaf hashes."""
    hashes: dict[Node, bytes] = {}
    for index, leaf in enumerate(leaves):
        hashes.update(grow(index, leaf, hashes))
    return hashes


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes
) -> bool:
    """Check an inclusion proof as RFC 9162 section 2.1.3.2 tells."""
    if not 0 <= index < size:
        return False
    place, last, folded = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            folded = node_hash(step, folded)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            folded = node_hash(folded, step)
        place, last = place >> 1, last >> 1
    return last == 0 and folded == expected


def verify_consistency(
    first: int, second: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Check a consistency proof as RFC 9162 section 2.1.4.2 tells."""
    if first == second:
        return not proof and old_root == new_root
    if first == 0:
        return second > 0 and not proof and old_root == EMPTY_ROOT
    if not 0 < first < second or not proof:
        return False
    whole = first & (first - 1) == 0
    steps = [old_root, *proof] if whole else list(proof)
    return _fold_consistency(first, second, steps) == (old_root, new_root)


def _fold_consistency(
    first: int, second: int, steps: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """Return the old and the new root that a proof leads to; nothing if its length is wrong."""
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None
