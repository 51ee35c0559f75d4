"""Hands out a printed certificate as a file that nobody's cache keeps."""

from datetime import date, datetime

from starlette.responses import Response

from infra import clock
from infra.documents import posters
from infra.documents.certificate import Certificate


async def handed(certificate: Certificate, name: str) -> Response:
    """Return the PDF of a certificate under a file name."""
    data = await posters.printed_certificate(certificate)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, media_type="application/pdf", headers=headers)


def day(text: str) -> str:
    """Return a day as a certificate says it: 2026年3月1日."""
    return f"{date.fromisoformat(text):%Y年%-m月%-d日}"


def day_of(moment: str) -> str:
    """Return the day in China of a moment, as a certificate says it."""
    return day(f"{clock.local(datetime.fromisoformat(moment)).date()}")
