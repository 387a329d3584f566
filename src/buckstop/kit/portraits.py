"""A picture of somebody, written anew as a small square: of what was sent nothing else stays."""

import warnings
from io import BytesIO

SIDE = 256  # pixels
LARGEST = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000
_KINDS = ("PNG", "JPEG", "GIF", "WEBP")


def portrait(raw: bytes) -> bytes:
    """The middle of a picture as a JPEG of SIDE by SIDE, upright, without its place and camera.

    Raises ValueError for what is no picture of these kinds, too large, or can't be read.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415

    if len(raw) > LARGEST:
        raise ValueError("too large")
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(raw), formats=_KINDS) as sent:
            warnings.simplefilter("error")
            if sent.width * sent.height > MOST_PIXELS:
                raise ValueError("too large")
            sent.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG is read no larger than is needed
            upright = ImageOps.exif_transpose(sent).convert("RGBA")
    except ValueError:
        raise
    except Exception as error:  # a stranger's bytes may do anything to a decoder
        raise ValueError("no picture") from error
    square = ImageOps.fit(upright, (SIDE, SIDE))
    paper = Image.new("RGBA", square.size, "white")
    paper.alpha_composite(square)
    written = BytesIO()
    paper.convert("RGB").save(written, "JPEG", quality=85, optimize=True)
    return written.getvalue()
