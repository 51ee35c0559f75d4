"""Photos lose their metadata and nothing else."""

import io

import pytest
from PIL import Image

from infra.documents import photo


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image = Image.linear_gradient("L").convert("RGB").resize((64, 48))
    image.save(out, kind, **options)
    return out.getvalue()


def exif() -> bytes:
    made = Image.Exif()
    made[0x010F] = "canary-device"
    return made.tobytes()


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_keeps_its_picture_and_loses_its_metadata(progressive: bool) -> None:
    data = picture("JPEG", exif=exif(), comment=b"canary-comment", progressive=progressive)
    assert b"canary-device" in data

    clean = photo.cleaned(data)

    assert clean.content_type == "image/jpeg"
    assert b"canary" not in clean.data
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(clean.data))
    assert before.tobytes() == after.tobytes()


def test_a_png_keeps_its_picture_and_loses_its_metadata() -> None:
    data = picture("PNG", exif=exif())

    clean = photo.cleaned(data)

    assert clean.content_type == "image/png"
    assert b"canary" not in clean.data
    assert Image.open(io.BytesIO(clean.data)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_what_follows_the_picture_is_cut_off() -> None:
    assert photo.cleaned(picture("JPEG") + b"PK\x03\x04 hidden").data.endswith(b"\xff\xd9")
    assert photo.cleaned(picture("PNG") + b"PK\x03\x04 hidden").data.endswith(b"IEND\xaeB`\x82")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg onload=alert(1)>",
        b"GIF89a",
        b"\xff\xd8\xff\xe0",
        picture("JPEG")[:-2],
        picture("JPEG")[:200],
        picture("PNG")[:-8],
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT",
        b"\xff\xd8\xff" + b"\x00" * 8_000_000,
    ],
)
def test_anything_but_a_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(photo.NotAPhoto):
        photo.cleaned(data)
