"""The words of a PDF, page by page, by pypdf; none of one that a password keeps shut."""

import io
from collections.abc import Iterator

from pypdf import PdfReader

from buckstop.kit.file_text.program import run


def words(raw: bytes) -> Iterator[str]:
    """Its title and its pages."""
    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        return
    if reader.metadata and reader.metadata.title:
        yield str(reader.metadata.title)
    for page in reader.pages:
        yield page.extract_text()


if __name__ == "__main__":
    run(words)
