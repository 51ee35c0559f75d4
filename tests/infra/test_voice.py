"""Recordings are told by their content, lose what they tell, and stay playable to the byte."""

import struct

import pytest

from infra.documents import voice
from infra.documents.voice import NotAVoice
from tests.factories.voices import box, m4a, mp3

HOME = b"+44.5678+122.1234/"


def test_a_recording_loses_its_place_and_device_and_not_a_byte_of_its_sound() -> None:
    sent = m4a(told=HOME)
    kept = voice.cleaned(sent)

    assert HOME in sent
    assert HOME not in kept.data
    assert kept.content_type == "audio/mp4"
    assert len(kept.data) == len(sent)
    assert b"SOUND" * 40 in kept.data
    assert voice.cleaned(kept.data) == kept


def test_an_mp3_loses_its_tags_and_a_frame_that_breaks_off() -> None:
    tag = b"ID3\x03\x00\x00" + bytes([0, 0, 0, len(HOME)]) + HOME
    kept = voice.cleaned(tag + mp3(5) + mp3(1)[:100] + b"TAG" + bytes(125))

    assert kept.data == mp3(5)
    assert kept.content_type == "audio/mpeg"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<script>alert(1)</script>",
        b"#!AMR\n" + bytes(500),
        mp3(2),
        mp3(4) + b"<html>" * 1000,
        m4a()[:-10],
        m4a(kinds=(b"soun", b"vide")),
        m4a(sound=b"samr"),
        box(b"ftyp", b"M4A ") + box(b"moov", b"") + box(b"html", b"<script>"),
        box(b"ftyp", b"M4A ") + struct.pack(">I4sQ", 1, b"mdat", 1 << 62),
        b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f" + mp3(5),
    ],
)
def test_what_is_no_whole_recording_is_refused(sent: bytes) -> None:
    with pytest.raises(NotAVoice):
        voice.cleaned(sent)
