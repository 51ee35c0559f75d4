"""Recordings from phones: known by their content, and stripped of title, place and device."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 5_000_000  # five minutes as phones record
_CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_TOP = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide"})
# Names, coordinates, device: they stand here, and nothing that is needed to play does.
_TOLD = frozenset({b"udta", b"meta", b"uuid"})
_BOX = 8
_WIDE = 1  # a size of 1 says that the size comes after the name, in eight bytes
_KIND_AT = {b"hdlr": 8, b"stsd": 12}  # where the kind of a track and of its sound stands
_SOUND = [b"soun", b"mp4a"]  # one track, in AAC: what every browser plays
_MOST_BOXES = 2_000
_MOST_DEPTH = 6
_ID3V2_BYTES, _ID3V1_BYTES = 10, 128
# MPEG-1 and 2, layer III: kbit/s by the header's index (ISO 11172-3, 13818-3).
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_MPEG_1, _LAYER_3 = 3, 1
_FEWEST_FRAMES = 3
_MOST_REST = 4_096  # a frame cut off, or a tag behind the sound


class NotAVoice(Exception):
    """Neither a whole M4A nor a whole MP3 recording."""


@dataclass(frozen=True)
class Voice:
    """A clean recording with its kind."""

    data: bytes
    content_type: str


def cleaned(data: bytes) -> Voice:
    """Return the recording without what it tells beside the voice (SECURITY 26)."""
    try:
        if data[4:8] == b"ftyp":
            return Voice(_without_tags(data), "audio/mp4")
        return Voice(_frames(_without_id3(data)), "audio/mpeg")
    except (struct.error, ValueError) as error:
        raise NotAVoice("the recording breaks off") from error


@dataclass(frozen=True)
class _Part:
    kind: bytes
    name: int
    body: int
    end: int


def _parts(data: bytes, at: int, end: int, depth: int = 0) -> Iterator[_Part]:
    """Yield every box of an MP4 file, the inner ones after the one they lie in."""
    if depth > _MOST_DEPTH:
        raise NotAVoice("boxes in boxes")
    while at < end:
        size, kind = struct.unpack_from(">I4s", data, at)
        head = _BOX
        if size == _WIDE:
            (size,), head = struct.unpack_from(">Q", data, at + _BOX), 2 * _BOX
        if size < head or at + size > end or (depth == 0 and kind not in _TOP | _TOLD):
            raise NotAVoice("no box of a recording")
        yield _Part(kind, at + 4, at + head, at + size)
        if kind in _CONTAINERS:
            yield from _parts(data, at + head, at + size, depth + 1)
        at += size


def _without_tags(data: bytes) -> bytes:
    """Blank what tells of place and device; nothing moves, so that the sound stays where it is."""
    clean, tracks = bytearray(data), []
    for number, part in enumerate(_parts(data, 0, len(data))):
        if number > _MOST_BOXES:
            raise NotAVoice("cut into more boxes than any phone writes")
        if part.kind in _TOLD:
            clean[part.name : part.name + 4] = b"free"
        if part.kind in _TOLD | {b"free", b"skip"}:
            clean[part.body : part.end] = bytes(part.end - part.body)
        if part.kind in _KIND_AT:
            at = part.body + _KIND_AT[part.kind]
            tracks.append(data[at : at + 4])
    if tracks != _SOUND:
        raise NotAVoice("not one track of sound")
    return bytes(clean)


def _without_id3(data: bytes) -> bytes:
    while data[:3] == b"ID3":
        a, b, c, d = data[6:_ID3V2_BYTES]
        data = data[_ID3V2_BYTES + (a << 21 | b << 14 | c << 7 | d) :]
    if data[-_ID3V1_BYTES:][:3] == b"TAG":
        data = data[:-_ID3V1_BYTES]
    return data


def _frames(data: bytes) -> bytes:
    """Return the frames of layer III from the start, without the rest that recorders leave."""
    at = frames = 0
    while at < len(data):
        try:
            end = at + _frame_bytes(data, at)
        except (NotAVoice, struct.error):
            break
        if end > len(data):
            break
        at, frames = end, frames + 1
    if frames < _FEWEST_FRAMES or len(data) - at > _MOST_REST:
        raise NotAVoice("neither M4A nor MP3, or it breaks off")
    return data[:at]


def _frame_bytes(data: bytes, at: int) -> int:
    head = int.from_bytes(data[at : at + 4], "big")
    version, layer = head >> 19 & 3, head >> 17 & 3
    rate, sample = head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version not in _SAMPLES or layer != _LAYER_3:  # noqa: PLR2004
        raise NotAVoice("neither M4A nor MP3")
    first = version == _MPEG_1
    kilobits = (_RATES_1 if first else _RATES_2)[rate]
    if not kilobits:
        raise NotAVoice("an MP3 without a rate")
    return (144 if first else 72) * kilobits * 1000 // _SAMPLES[version][sample] + (head >> 9 & 1)
