"""Small recordings as phones write them: an M4A with one track, an MP3 of silent frames."""

import struct


def box(kind: bytes, body: bytes) -> bytes:
    """Return one box of an MP4 file."""
    return struct.pack(">I4s", len(body) + 8, kind) + body


def m4a(told: bytes = b"", kinds: tuple[bytes, ...] = (b"soun",), sound: bytes = b"mp4a") -> bytes:
    """Return an M4A whose metadata tell something."""
    stsd = box(b"stsd", bytes(4) + struct.pack(">I", 1) + box(sound, bytes(28)))
    tracks = [
        box(
            b"trak",
            box(
                b"mdia",
                box(b"hdlr", bytes(8) + kind + bytes(13)) + box(b"minf", box(b"stbl", stsd)),
            ),
        )
        for kind in kinds
    ]
    moov = box(b"moov", b"".join(tracks) + box(b"udta", box(b"\xa9xyz", told)))
    return box(b"ftyp", b"M4A \0\0\0\0isom") + moov + box(b"mdat", b"SOUND" * 40)


def mp3(frames: int) -> bytes:
    """Return silence: MPEG-1 layer III, 32 kbit/s at 32 kHz, 144 bytes a frame."""
    return (b"\xff\xfb\x18\xc0" + bytes(140)) * frames
