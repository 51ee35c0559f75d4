"""Posters are readable, accessible and light, and their codes can be scanned from a poor proof."""

import io
import re
import zlib
from typing import cast

import pytest
import zxingcpp
from PIL import Image

from infra.documents import fonts, palette, posters, qr, typst_poster
from infra.documents.poster import Poster
from infra.documents.typst_poster import FORMATS, Format
from portals.kit import tokens

URL = "HTTPS://MINGBAI.KAILU.GOV.CN/150523/C/4821907734612/" + "AB2C3D4E5F" * 20


def poster(title: str = "安装与改造自来水工程", rows: int = 0) -> Poster:
    return {
        "issuer": "三苗树村村民委员会",
        "masthead": "村务公开",
        "place": "开鲁县 · 吉日嘎郎吐镇 · 三苗树村",
        "kind": "决议公告",
        "number": "三苗树村公告〔2026〕1 号",
        "title": title,
        "period": "公示期　2026年11月22日 至 2026年12月2日",
        "labels": {
            "rail": "走到哪一步",
            "vote": "怎样表决",
            "facts": "办什么",
            "checked": "谁审核",
        },
        "rail": [
            {"label": "提出议案", "state": "done", "when": "11月5日"},
            {"label": "公示结果", "state": "now", "when": "11月22日"},
            {"label": "村委会实施", "state": "todo", "when": ""},
        ],
        "counts": [{"label": "同意", "value": "17", "unit": "人", "strong": True}],
        "derivation": [
            {"met": True, "text": "17×3 ≥ 17×2", "citation": "村民委员会组织法第二十六条"},
            {"met": False, "text": "少 1 人", "citation": ""},
        ],
        "facts": [{"label": "谁来办", "text": "村民委员会"}],
        "table": {
            "title": "钱怎么花",
            "head": ["项目", "金额（元）"],
            "numeric": [1],
            "rows": [[f"第 {n} 项", "96,000.00"] for n in range(rows)],
            "total": ["合计", "96,000.00"] if rows else [],
        },
        "checked": [{"body": "村务监督委员会", "text": "审核无异议"}],
        "objection": "有不同意见，请在公示期内提出。",
        "phone": "监督电话　0475-000-0000",
        "seal": "已审已公开",
        "code": "4821907734612",
        "code_label": "校验码",
        "code_spaced": "4821 9077 3461 2",
        "how_to_check": "扫码或输入校验码，就能查真假。",
        "qr_url": URL,
        "qr_alt": "二维码：扫码核对本公告",
    }


def opened(pdf: bytes) -> bytes:
    """Return the file with its compressed streams unpacked, so that its objects can be read."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    plain = b""
    for stream in streams:
        try:
            plain += zlib.decompress(stream) + b"\n"
        except zlib.error:
            plain += stream
    return pdf + plain


@pytest.mark.parametrize("form", FORMATS)
def test_the_code_can_be_scanned_from_a_72_dpi_proof(form: Format) -> None:
    sheets = typst_poster.images(poster(), form, dots_per_inch=72)

    for sheet in sheets:
        read = zxingcpp.read_barcodes(Image.open(io.BytesIO(sheet)))
        assert [code.text for code in read] == [URL]


@pytest.mark.parametrize("form", FORMATS)
def test_a_sheet_is_an_accessible_pdf_of_at_most_400_kilobytes(form: Format) -> None:
    pdf = typst_poster.pdf(poster(rows=40), form)

    assert len(pdf) <= 400_000
    assert b"pdfuaid:part>1<" in opened(pdf)
    assert b"/Lang" in opened(pdf)
    assert b"/StructTreeRoot" in opened(pdf)


def test_every_font_is_embedded_and_has_readable_text() -> None:
    pdf = opened(typst_poster.pdf(poster(), "a3"))

    names = set(re.findall(rb"/FontName/([^/\s]+)", pdf))
    assert names
    assert all(re.match(rb"[A-Z]{6}\+Noto", name) for name in names)
    assert len(re.findall(rb"/FontFile[23] ", pdf)) == len(names)
    assert b"/ToUnicode" in pdf


def test_the_code_is_at_least_40_millimetres_wide_and_grows_with_the_link() -> None:
    assert typst_poster.qr_millimetres("HTTPS://A.CN/C/1", "a4") == 48.0
    assert typst_poster.qr_millimetres(URL, "a4") == pytest.approx(58.65)
    assert typst_poster.qr_millimetres(URL, "a3") == pytest.approx(69.0)
    assert qr.mode(URL) == "alphanumeric"


def test_what_does_not_fit_goes_to_a_second_numbered_sheet() -> None:
    assert len(typst_poster.images(poster(), "a3", dots_per_inch=10)) == 1
    assert len(typst_poster.images(poster(rows=20), "a3", dots_per_inch=10)) == 2


def test_a_sheet_is_set_closer_rather_than_leave_a_second_one_almost_empty() -> None:
    just_over = poster(rows=6)

    assert len(typst_poster.images(just_over, "a3", dots_per_inch=10)) == 1
    assert {size >= 15 for size in sizes(opened(typst_poster.pdf(just_over, "a3")))} == {True}
    # Where it saves nothing, nothing is set closer: twelve rows run over as they always did.
    assert len(typst_poster.images(poster(rows=12), "a3", dots_per_inch=10)) == 2


def test_type_never_gets_smaller_than_can_be_read_from_a_metre() -> None:
    short = opened(typst_poster.pdf(poster(), "a3"))
    long = opened(typst_poster.pdf(poster(title="很长的标题" * 12, rows=60), "a3"))

    assert {size >= 15 for size in sizes(short) | sizes(long)} == {True}
    assert max(sizes(short)) >= 48
    assert max(sizes(long)) >= 48


def sizes(pdf: bytes) -> set[float]:
    return {float(size) for size in re.findall(rb"/f\d+ ([\d.]+) Tf", pdf)}


def test_black_and_white_sheets_hold_no_colour() -> None:
    for sheet in typst_poster.images(poster(rows=3), "a4_bw", dots_per_inch=36):
        red, green, blue = Image.open(io.BytesIO(sheet)).convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_the_same_poster_is_the_same_file() -> None:
    assert typst_poster.pdf(poster(), "a4") == typst_poster.pdf(poster(), "a4")


async def test_all_four_sheets_come_from_the_printing_process() -> None:
    files = await posters.printed(poster())

    assert list(files) == ["a3", "a4", "a3_bw", "a4_bw"]
    assert all(data.startswith(b"%PDF-1.7") for data in files.values())


async def test_a_printing_process_that_hangs_is_stopped_and_tried_again_later() -> None:
    with pytest.raises(posters.PrintingFailed, match="printing took over"):
        await posters.printed(poster(), ("a3",), time_limit_seconds=0.01)


async def test_a_broken_poster_is_reported_with_its_reason() -> None:
    broken = cast("Poster", {k: v for k, v in poster().items() if k != "rail"})

    with pytest.raises(posters.PrintingFailed, match="rail"):
        await posters.printed(broken, ("a3",))


def test_missing_fonts_are_named_with_the_package_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", ())

    with pytest.raises(fonts.FontsMissing, match="fonts-noto-cjk"):
        fonts.load.__wrapped__()


def test_a_code_can_be_drawn_as_an_image_for_pages_and_messages() -> None:
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr.png(URL))))

    assert [code.text for code in read] == [URL]
    assert qr.svg(URL).startswith(b"<svg ")


def test_paper_and_screens_use_the_same_inks() -> None:
    assert {name: tokens.COLOUR[name] for name in palette.COLOUR} == palette.COLOUR
