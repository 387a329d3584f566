"""Bytes become the text that was meant, and one damaged byte costs one sign, not the text."""

from base64 import b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckstop.mail.charset import decode

PUMP = "① ポンプが止まりました。㈱ﾎﾟﾝﾌﾟ 2台"
# As Outlook sends it: NEC's row 13, and half-width katakana by an escape of their own.
PUMP_IN_JIS = (
    b"\x1b$B-!\x1b(B \x1b$B%]%s%W$,;_$^$j$^$7$?!#-j\x1b(I\x4e\x5f\x5d\x4c\x5f\x1b(B 2\x1b$BBf\x1b(B"
)


@pytest.mark.parametrize("declared", ["iso-2022-jp", "ISO-2022-JP-MS", "CP50220", "", "utf-8", "x"])
def test_japanese_by_escapes_with_the_vendors_signs_declared_or_not(declared: str) -> None:
    assert decode(PUMP_IN_JIS, declared)[0] == PUMP


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-2022-jp", "印刷機が動きません。 plain ~\\ 注文は百件\n次の行"),
        ("iso-2022-jp-1", "丂丄 漢字"),
        ("iso-2022-jp-2", "漢字 한국 汉语"),
        ("iso-2022-jp-3", "① 漢字"),
        ("iso-2022-jp-2004", "俱 漢字"),
        ("iso-2022-kr", "펌프가 멈췄습니다 ok\n다시"),
        ("hz", "水泵停了 ~ ok\n再来"),
        ("utf-7", "Größe +- ポンプ"),
        ("utf-16", "Größe ポンプ"),
        ("koi8-r", "Насос стоит"),
        ("windows-1251", "Насос стоит"),
        ("tis-620", "ปั๊มหยุด"),
        ("gb18030", "水泵停了 ✓"),
        ("euc_jis_2004", "① ポンプ"),
    ],
)
def test_declared_sets(charset: str, text: str) -> None:
    assert decode(text.encode(charset), charset) == (text, "")


@pytest.mark.parametrize(
    ("name", "codec", "text"),
    [
        ("iso-gb2312", "gb2312", "水泵停了"),
        ("x-gb2312", "gbk", "水泵停了"),
        ("GB_2312-80", "gbk", "水泵停了"),
        ("chinesebig5", "big5", "水泵停了"),
        ("x-x-big5", "big5", "水泵停了"),
        ("cn-big5", "big5", "水泵停了"),
        ("x-sjis", "cp932", "ポンプ①"),
        ("windows-31j", "cp932", "ポンプ①"),
        ("x-euc-jp", "euc_jp", "ポンプ"),
        ("ks_c_5601-1987", "cp949", "펌프"),
        ("x-windows-949", "cp949", "펌프"),
        ("x-cp1251", "cp1251", "Насос"),
        ("win-1251", "cp1251", "Насос"),
        ("windows1251", "cp1251", "Насос"),
        ("iso8859_15", "iso8859-15", "€ä"),
        ("iso-8859-8-i", "iso8859-8", "שלום"),
        ("iso-8859-1", "cp1252", "„ä“ €"),
        ("x-mac-roman", "mac_roman", "„ä“"),
        ("macintosh", "mac_roman", "„ä“"),
        ("x-unknown", "utf-8", "äöü"),
        ("utf8mb4", "utf-8", "äöü"),
        ('"UTF-8"', "utf-8", "äöü"),
        ("unicode-1-1-utf-7", "utf-7", "äöü"),
    ],
)
def test_names_of_sets_as_mailers_write_them(name: str, codec: str, text: str) -> None:
    assert decode(text.encode(codec), name) == (text, "")


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("gb18030", "打印机坏了，请尽快来修理。"),
        ("big5", "印表機壞了，請盡快來修理。"),
        ("cp932", "プリンタが故障しました。すぐ来てください。"),
        ("euc_jp", "プリンタが故障しました。すぐ来てください。"),
        ("cp949", "프린터가 고장 났습니다. 빨리 와 주세요."),
        ("koi8-r", "Принтер сломался, приезжайте скорее."),
        ("cp1251", "Принтер сломался, приезжайте скорее."),
        ("cp1252", "Die Tür schließt nicht – größer als üblich. Où êtes-vous ?"),
    ],
)
def test_what_is_declared_by_nobody_or_wrongly_is_recognised(codec: str, text: str) -> None:
    content = text.encode(codec)
    assert decode(content)[0] == text
    assert decode(content, "utf-8")[0] == text
    assert "read as" in decode(content, "utf-8")[1]


def test_utf_16_is_known_by_its_mark() -> None:
    assert decode("Größe ポンプ".encode("utf-16"))[0] == "Größe ポンプ"


def test_utf_8_under_a_western_name_is_utf_8() -> None:
    assert decode("Größe: 5 €".encode(), "iso-8859-1")[0] == "Größe: 5 €"


def test_a_terminals_escapes_are_no_character_set() -> None:
    log = b"\x1b[1mdone\x1b(B\x1b[m in 5 s, caf\xe9"
    assert decode(log, "windows-1252")[0].endswith("café")
    assert decode(log)[0].endswith("café")


def test_one_bad_byte_is_said_and_costs_one_sign() -> None:
    text = "Der Drucker fällt aus. Die Tür schließt nicht."
    content = text.encode().replace("ü".encode(), b"\xff")
    assert decode(content, "utf-8") == (
        text.replace("ü", "\ufffd"),
        "One sign of the text could not be read; \ufffd stands in its place.",
    )


SETS = {
    "windows-1252": "Die Tür schließt nicht – größer als „üblich“. Où êtes-vous ?",
    "koi8-r": "Насос стоит, приезжайте скорее. Pump 4, tel. 77.\nСпасибо.",
    "gb18030": "打印机坏了，请尽快来修理。Pump 4, 水泵 停了\n请回电 77，谢谢。",
    "big5": "印表機壞了，請盡快來修理。Pump 4, 水泵 停了\n請回電 77，謝謝。",
    "shift_jis": "プリンタが故障しました。すぐ来てください。Pump 4, ﾎﾟﾝﾌﾟ\n電話 77 まで。",
    "euc-jp": "プリンタが故障しました。すぐ来てください。Pump 4, ポンプ\n電話 77 まで。",
    "euc-kr": "프린터가 고장 났습니다. 빨리 와 주세요. Pump 4, 펌프\n전화 77 번으로.",
    "iso-2022-jp": "プリンタが故障しました。すぐ来てください。Pump 4, ポンプ\n電話 77 まで。",
    "hz": "打印机坏了，请尽快来修理。\nPump 4\n水泵 停了，谢谢。",
}
DAMAGE = [0x00, 0x0A, 0x1B, 0x20, 0x30, 0x41, 0x7B, 0x7E, 0x80, 0x9F, 0xA1, 0xC4, 0xE9, 0xFF]


@pytest.mark.parametrize("charset", SETS)
def test_one_damaged_byte_anywhere_costs_a_few_signs_at_most(charset: str) -> None:
    text = SETS[charset]
    content = text.encode(charset)
    for at in range(len(content)):
        for byte in (*DAMAGE, content[at] ^ 0x80, content[at] ^ 0x01):
            damaged = content[:at] + bytes([byte]) + content[at + 1 :]
            read, _problem = decode(damaged, charset)
            assert len(text) - alike(text, read) <= 8, (at, byte, read)


@settings(deadline=None)
@given(data=st.data(), charset=st.sampled_from(["utf-8", "utf-16-le", "utf-32-be"]))
def test_in_unicode_a_damaged_byte_costs_two_signs_at_most(
    data: st.DataObject, charset: str
) -> None:
    # A text of many scripts: what is hardly UTF-8 any more is another set.
    words = st.text(alphabet="Größe 漢字 Насос 펌프 ok\n", min_size=20, max_size=60)
    text = data.draw(words.filter(lambda text: sum(sign > "\x7f" for sign in text) > 4))
    content = bytearray(text.encode(charset))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert len(text) - alike(text, decode(bytes(content), charset)[0]) <= 2


def alike(one: str, other: str) -> int:
    """Signs of `one` that begin or end `other` too."""
    ahead = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if ahead is None:
        return min(len(one), len(other))
    behind = next(
        (n for n, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return min(len(one), ahead + behind)


def test_base64_of_a_real_outlook_subject() -> None:
    words = b64decode("GyRCLSEbKEIgGyRCRUU4OyRyRn4kbCRrGyhC")
    assert decode(words, "iso-2022-jp") == ("① 電源を入れる", "")


def test_what_is_another_set_throughout_is_read_as_that() -> None:
    said = "印表機壞了，請儘快派人來修理，謝謝您的幫忙"
    assert decode(said.encode("cp950"), "gb2312")[0] == said
