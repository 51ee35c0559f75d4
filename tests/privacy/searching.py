"""Collects what anybody can get hold of, and searches it for canaries."""

import base64
import binascii
import re
import subprocess
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

_GLOBAL_ID = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_START = 5  # every needle is longer
_MASKED_PHONE = re.compile(r"1[3-9]\d\*{4}\d{4}")


@dataclass(frozen=True)
class Thing:
    """Something that came out, and where."""

    where: str
    data: bytes

    def readings(self) -> Iterable[str]:
        """Return every way in which somebody would read it."""
        whole = self.data.decode("utf-8", "ignore")
        readings = {whole, unescape(whole), unquote(whole), " ".join(_decoded(self.data))}
        if "\\u" in whole:
            readings.add(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), whole))
        if self.data.startswith(b"%PDF"):
            readings.update(_of_pdf(self.data))
        return readings


def _decoded(data: bytes) -> Iterable[str]:
    """Yield what stands inside global ids and other base64."""
    for found in set(_GLOBAL_ID.findall(data)):
        text = found.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        try:
            yield base64.b64decode(text + b"=" * (-len(text) % 4)).decode("utf-8", "ignore")
        except (binascii.Error, ValueError):
            continue


def _of_pdf(data: bytes) -> Iterable[str]:
    """Yield the text of a PDF, its unpacked streams, and the words of its metadata."""
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    yield re.sub(r"\s+", "", done.stdout.decode("utf-8", "ignore"))
    for packed in _STREAM.findall(data):
        try:
            raw = zlib.decompressobj().decompress(packed)
        except zlib.error:
            continue
        yield raw.decode("utf-8", "ignore")
        yield raw.decode("utf-16-be", "ignore")
    for words in re.findall(rb"\(\xfe\xff(.*?)\)", data, re.DOTALL):
        yield words.decode("utf-16-be", "ignore")
    for words in re.findall(rb"<(?:FEFF|feff)([0-9A-Fa-f]+)>", data):
        yield bytes.fromhex(words.decode()).decode("utf-16-be", "ignore")


class Index:
    """Many needles in one pass, by their first characters."""

    def __init__(self, needles: Iterable[str]) -> None:
        self.by_start: dict[str, list[str]] = {}
        for needle in needles:
            self.by_start.setdefault(needle[:_START], []).append(needle)

    def inside(self, text: str) -> set[str]:
        starts = self.by_start
        return {
            needle
            for place in range(len(text) - _START + 1)
            if (start := text[place : place + _START]) in starts
            for needle in starts[start]
            if text.startswith(needle, place)
        }


def search(things: Iterable[Thing], needles: dict[str, str]) -> dict[str, str]:
    """Return where each canary was found, by its column and itself."""
    index = Index(needles)
    return {
        f"{needles[found]}: {found}": thing.where
        for thing in things
        for reading in thing.readings()
        for found in index.inside(reading)
    }


def masked_phones(things: Iterable[Thing]) -> dict[str, str]:
    """Return the phone numbers that somebody thought hidden enough for the public."""
    return {
        found: thing.where
        for thing in things
        for reading in thing.readings()
        for found in _MASKED_PHONE.findall(reading)
    }
