"""A second verifier, written from docs/verification.md with the standard library alone.

It shares no code with the product: `python independent.py FOLDER [OLD_CHECKPOINT_FILE]`.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


# --- the tree, by the recursive definitions of RFC 9162 -----------------------------------------


def half(count: int) -> int:
    """Largest power of two below count."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def tree_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return leaves[0]
    middle = half(len(leaves))
    return sha(b"\x01", tree_root(leaves[:middle]), tree_root(leaves[middle:]))


def inclusion_path(place: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    middle = half(len(leaves))
    left, right = leaves[:middle], leaves[middle:]
    if place < middle:
        return [*inclusion_path(place, left), tree_root(right)]
    return [*inclusion_path(place - middle, right), tree_root(left)]


def consistency_path(old: int, leaves: list[bytes], *, known: bool = True) -> list[bytes]:
    if old == len(leaves):
        return [] if known else [tree_root(leaves)]
    middle = half(len(leaves))
    left, right = leaves[:middle], leaves[middle:]
    if old <= middle:
        return [*consistency_path(old, left, known=known), tree_root(right)]
    return [*consistency_path(old - middle, right, known=False), tree_root(left)]


def climb(leaf: bytes, place: int, count: int, path: list[bytes]) -> bytes | None:
    if count == 1:
        return None if path else leaf
    if not path:
        return None
    middle = half(count)
    if place < middle:
        below = climb(leaf, place, middle, path[:-1])
        return None if below is None else sha(b"\x01", below, path[-1])
    below = climb(leaf, place - middle, count - middle, path[:-1])
    return None if below is None else sha(b"\x01", path[-1], below)


def is_included(leaf: bytes, place: int, count: int, path: list[bytes], root: bytes) -> bool:
    return 0 <= place < count and climb(leaf, place, count, path) == root


def both(old: int, new: int, path: list[bytes], seed: bytes | None) -> tuple[bytes, bytes] | None:
    if old == new:
        if seed is not None:
            return None if path else (seed, seed)
        return (path[0], path[0]) if len(path) == 1 else None
    if not path:
        return None
    middle, last = half(new), path[-1]
    if old <= middle:
        below = both(old, middle, path[:-1], seed)
        return None if below is None else (below[0], sha(b"\x01", below[1], last))
    below = both(old - middle, new - middle, path[:-1], None)
    if below is None:
        return None
    return sha(b"\x01", last, below[0]), sha(b"\x01", last, below[1])


def is_extension(old: int, new: int, first: bytes, second: bytes, path: list[bytes]) -> bool:
    if old == 0 and new > 0:
        return not path and first == sha()
    if not 0 <= old <= new:
        return False
    return both(old, new, path, first) == (first, second)


# --- Ed25519, by RFC 8032 section 5.1 -----------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]


def add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def read_point(data: bytes) -> Point | None:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = read_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    public, commitment = read_point(key), read_point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if BASE is None or public is None or commitment is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little")
    left, right = times(scalar, BASE), add(commitment, times(challenge % ORDER, public))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- the folder ---------------------------------------------------------------------------------


def open_head(note: str, vkey: str) -> tuple[str, int, bytes]:
    name, key_id, key = vkey.strip().split("+", 2)
    public = base64.b64decode(key)[1:]
    assert sha(name.encode(), b"\n\x01", public)[:4].hex() == key_id, "key id"
    body, _, signatures = note.rpartition("\n\n")
    body += "\n"
    for line in signatures.splitlines():
        _, signer, blob = line.split(" ")
        raw = base64.b64decode(blob)
        if signer == name and raw[:4].hex() == key_id:
            assert is_signed(public, body.encode(), raw[4:]), "signature"
            origin, size, root = body.splitlines()
            assert origin == name, "origin"
            return origin, int(size), base64.b64decode(root)
    raise AssertionError("not signed by this key")


def spelled(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def close(value: object) -> object:
    if isinstance(value, list):
        return [close(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"salt", "value"}:
        return {"commitment": sha(bytes.fromhex(value["salt"]), spelled(value["value"])).hex()}
    return {name: close(each) for name, each in value.items()}


def code_of(county: str, leaf: bytes, attempt: int) -> str:
    seed = sha(f"mingbai-code-v1\n{county}\n{leaf.hex()}\n{attempt}\n".encode())
    payload = f"{int.from_bytes(seed, 'big') % 10**10:010d}"
    return payload + f"{98 - int(county + payload + '00') % 97:02d}"


def check(folder: Path, old_head: str | None = None) -> int:
    """Return the number of leaves; an AssertionError says what does not hold."""
    vkey = (folder / "log.vkey").read_text(encoding="utf-8")
    origin, size, root = open_head((folder / "checkpoint").read_text(encoding="utf-8"), vkey)
    county = origin.split("/")[1]
    leaves: list[bytes] = []
    codes: list[str] = []
    for line in (folder / "leaves.jsonl").read_bytes().splitlines():
        row = json.loads(line)
        assert spelled(row) == line, "spelling"
        leaf = sha(b"\x00", spelled(row["leaf"]))
        assert row["hash"] == leaf.hex(), "hash"
        assert row["index"] == len(leaves), "index"
        attempt = 0
        while code_of(county, leaf, attempt) in codes:
            attempt += 1
        assert row["code"] == code_of(county, leaf, attempt), "code"
        item = json.loads((folder / "items" / f"{row['code']}.json").read_bytes())
        assert spelled(close(item)) == spelled(row["leaf"]), "item"
        leaves.append(leaf)
        codes.append(row["code"])
    assert (len(leaves), tree_root(leaves)) == (size, root), "root"
    if old_head is not None:
        _, old_size, old_root = open_head(old_head, vkey)
        assert old_size <= size, "shorter than before"
        assert tree_root(leaves[:old_size]) == old_root, "not what it was before"
    return size


if __name__ == "__main__":
    kept = Path(sys.argv[2]).read_text(encoding="utf-8") if sys.argv[2:] else None
    print(f"genuine: {check(Path(sys.argv[1]), kept)} leaves")
