"""Pictures of people: only a small square is kept, and nothing else of what was sent."""

import random
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from buckstop.kit import portraits
from buckstop.kit.portraits import SIDE, portrait


def picture(kind: str, size: tuple[int, int] = (64, 32), mode: str = "RGB", **how: Any) -> bytes:
    """A picture that is red on the left and blue on the right."""
    drawn = Image.new(mode, size, "blue")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    written = BytesIO()
    drawn.save(written, kind, **how)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_becomes_a_small_square(kind: str):
    kept = Image.open(BytesIO(portrait(picture(kind))))
    assert (kept.format, kept.size, kept.mode) == ("JPEG", (SIDE, SIDE), "RGB")


def test_where_it_was_taken_is_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 3, "A camera"  # upside down
    sent = picture("JPEG", (64, 64), exif=exif.tobytes())
    kept = Image.open(BytesIO(portrait(sent)))
    assert not kept.getexif()
    red, _green, blue = kept.convert("RGB").getpixel((10, 128))  # type: ignore[misc]
    assert blue > red  # what was left is right


def test_what_is_clear_is_paper():
    clear = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(clear, "PNG")
    assert Image.open(BytesIO(portrait(clear.getvalue()))).getpixel((4, 4)) == (255, 255, 255)


def test_what_is_no_picture_is_refused(monkeypatch: pytest.MonkeyPatch):
    drawn, bmp = picture("PNG"), picture("BMP")
    for raw in (b"", b"<svg onload='x'/>", drawn[:60], bmp, b"GIF89a" + b"\xff" * 40):
        with pytest.raises(ValueError, match="no picture"):
            portrait(raw)
    monkeypatch.setattr(portraits, "MOST_PIXELS", 100)
    with pytest.raises(ValueError, match="too large"):
        portrait(drawn)


def test_bytes_of_a_stranger_are_read_or_refused():
    chance, whole = random.Random(7), picture("WEBP", (200, 100))
    for _ in range(60):
        torn = bytearray(whole[: chance.randrange(20, len(whole))])
        torn[chance.randrange(len(torn))] ^= 0xFF
        try:
            portrait(bytes(torn))
        except ValueError:
            continue
