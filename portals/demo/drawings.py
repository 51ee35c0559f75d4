"""A made-up plan, drawn here, that hangs with the demo's own matters; it shows no real place."""

from io import BytesIO

from PIL import Image, ImageDraw

_PAPER, _INK, _PINE, _WATER = "#fffdf8", "#1c211f", "#0c5a45", "#1d4a78"
_SIZE = (1200, 800)


def plan() -> bytes:
    """Return the sketch of a main, its branches and four groups of houses, as PNG."""
    sheet = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((20, 20, 1180, 780), outline=_INK, width=3)
    pen.line((80, 400, 1120, 400), fill=_WATER, width=14)
    for left, top in ((160, 120), (680, 120), (160, 500), (680, 500)):
        pen.line((left + 160, 400, left + 160, top + 80), fill=_WATER, width=6)
        for number in range(8):
            x, y = left + number % 4 * 90, top + number // 4 * 80
            pen.rectangle((x, y, x + 60, y + 50), outline=_PINE, width=4)
    file = BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()
