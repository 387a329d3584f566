"""Small files as other programs write them, for tests: each says what it is given."""

import io
import zipfile

from pypdf import PdfReader, PdfWriter

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def pdf(text: str, *, password: str = "") -> bytes:
    """One page that says `text`, of Latin letters."""
    shown = b"BT /F 12 Tf 72 720 Td (" + text.encode("latin-1") + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
        b"/Encoding/WinAnsiEncoding>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
    ]
    raw, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj%sendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    raw += end % (table, len(raw))
    if not password:
        return raw
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    writer.encrypt(password, algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def archive(**parts: str) -> bytes:
    """An archive of these parts: `word__document` is `word/document.xml`."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(f"{name.replace('__', '/')}.xml", text)
    return kept.getvalue()


def docx(*runs: str) -> bytes:
    """One paragraph, of these runs."""
    said = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return archive(
        word__document=f'<w:document xmlns:w="{WORD}"><w:body><w:p>{said}</w:p></w:body>'
        "</w:document>"
    )


def xlsx(*cells: str) -> bytes:
    """A sheet with these cells."""
    said = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    return archive(xl__sharedStrings=f'<sst xmlns="{SHEET}">{said}</sst>')


def odt(inside: str) -> bytes:
    """A text of one paragraph, of what stands inside it."""
    return archive(
        content=f'<o:document-content xmlns:o="{ODF}:office:1.0" xmlns:t="{ODF}:text:1.0">'
        f"<o:body><t:p>{inside}</t:p></o:body></o:document-content>"
    )
