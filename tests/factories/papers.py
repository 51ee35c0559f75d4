"""Small whole files that people might attach: a PDF with some words, a photo."""

import io

from PIL import Image


def pdf(words: str, size: int = 0) -> bytes:
    """Return the least that a reader takes for a PDF, filled up to a size."""
    head = b"%PDF-1.7\n% " + words.encode()
    body = b"\n1 0 obj<</Type/Catalog>>endobj\n"
    tail = b"startxref\n0\n%%EOF\n"
    return head + b" " * (size - len(head + body + tail)) + body + tail


def photo(kind: str, **options: object) -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((64, 48)).save(out, kind, **options)
    return out.getvalue()
