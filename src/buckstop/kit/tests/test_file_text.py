"""The words of files, each read by a program of its own."""

import pytest

from buckstop.kit import file_text
from buckstop.kit.file_text import text_of
from buckstop.kit.tests.written_files import archive, docx, odt, pdf, xlsx

PAGE = "<html><style>p {}</style><p>Gate&nbsp;<b>12</b></p><script>run()</script></html>"
READ = {
    "a.pdf": (pdf("Lieferschein Müller 4711"), "Lieferschein Müller 4711"),
    "a.docx": (docx("Liefer", "schein", " 4711"), "Lieferschein 4711"),
    "a.xlsx": (xlsx("Gateway", "NB-4711"), "Gateway NB-4711"),
    "a.odt": (odt("Bring <t:span>it</t:span><t:s/>back"), "Bring it back"),
    "a.html": (PAGE.encode(), "Gate 12"),
    "a.csv": ("Straße;5\r\nCafé;6\r\n".encode("cp1252"), "Straße;5 Café;6"),
    "notes.TXT": ("Süd".encode("utf-16"), "Süd"),
}
UNREAD = {
    "a password": ("a.pdf", pdf("secret", password="x")),
    "no PDF after all": ("a.pdf", b"%PDF-1.7 and then nothing"),
    "a broken archive": ("a.docx", b"PK\x03\x04 and then nothing"),
    "another archive": ("a.zip", archive(readme="<p>no</p>")),
    "broken XML": ("a.docx", archive(word__document="<w><p>no")),
    "a picture": ("a.png", b"\x89PNG\r\n"),
    "a program": ("a.exe", b"MZ text"),
    "entities of entities": (
        "a.odt",
        archive(
            content='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
            + "".join(
                f'<!ENTITY a{n + 1} "{f"&a{n or str()};" * 20}">' for n in range(9)
            )
            + "]><p>&a9;</p>"
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_people_write_is_read(name: str):
    raw, said = READ[name]
    assert text_of(raw, name=name) == said


@pytest.mark.parametrize("why", UNREAD)
def test_what_cant_be_read_has_no_words(why: str):
    name, raw = UNREAD[why]
    assert text_of(raw, name=name) == ""


def test_what_unpacks_to_much_is_not_unpacked():
    assert text_of(archive(content=f"<p>no{' ' * 61_000_000}</p>"), name="a.odt") == ""


def test_what_is_too_large_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(file_text, "LARGEST", 3)
    assert (text_of(b"one", name="a.txt"), text_of(b"more", name="a.txt")) == ("one", "")


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(file_text, "PATIENCE", 0.001)
    assert text_of(pdf("Too late"), name="a.pdf") == ""


def test_the_beginning_of_a_long_file_is_kept():
    assert text_of(b"word " * 100_000, name="a.txt") == ("word " * 100_000)[: file_text.MOST]
