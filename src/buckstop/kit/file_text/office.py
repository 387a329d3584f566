"""The words of what Office and OpenDocument write: archives of XML, of which some parts are read.

ECMA-376 (docx, xlsx, pptx) and ISO/IEC 26300 (odt, ods, odp) name the parts and the elements.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from buckstop.kit.file_text.program import run

PARTS = ("word/document.xml", "word/footnotes.xml", "xl/sharedStrings.xml", "content.xml")
NUMBERED = ("ppt/slides/slide", "xl/worksheets/sheet", "word/header", "word/footer")
UNPACKED = 60_000_000
"""Bytes that these parts may have, unpacked."""
LINES = {"p", "h", "si", "is"}
"""Elements, by their local names, that hold a line: a paragraph, a heading, a cell."""
BLANKS = {"tab", "br", "cr", "s", "line-break"}


def words(raw: bytes) -> Iterator[str]:
    """Its lines, the slides and sheets in order."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = [one for one in archive.infolist() if _is_read(one.filename)]
        if sum(one.file_size for one in parts) > UNPACKED:
            return
        for part in sorted(parts, key=lambda one: (len(one.filename), one.filename)):
            with archive.open(part) as file:
                yield from _lines(file)


def _is_read(part: str) -> bool:
    return part in PARTS or (part.startswith(NUMBERED) and part.endswith(".xml"))


def _lines(file: IO[bytes]) -> Iterator[str]:
    for _event, element in ElementTree.iterparse(file):
        name = element.tag.rpartition("}")[2]
        if name in BLANKS:
            element.text = " "
        elif name in LINES:
            yield "".join(element.itertext())
            element.clear()


if __name__ == "__main__":
    run(words)
