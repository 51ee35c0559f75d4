"""QR codes for paper and screens: level Q, so that a quarter of the code may be torn or faded."""

import io

import segno

QUIET_ZONE_MODULES = 4


def svg(text: str) -> bytes:
    """Draw the code as a black SVG on white, one unit a module, quiet zone included."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=QUIET_ZONE_MODULES, light="#fff", xmldecl=False)
    return out.getvalue()


def png(text: str, pixels_per_module: int = 4) -> bytes:
    """Draw the code as a PNG for messages and pages that cannot show SVG."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=pixels_per_module, border=QUIET_ZONE_MODULES)
    return out.getvalue()


def width_modules(text: str) -> int:
    """Say how many modules wide the code is with its quiet zone, to choose its printed size."""
    return int(_code(text).symbol_size(scale=1, border=QUIET_ZONE_MODULES)[0])


def mode(text: str) -> str:
    """Say how the text is packed: `alphanumeric` needs a third less room than `byte`."""
    return str(_code(text).mode)


def _code(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="q", boost_error=False)
