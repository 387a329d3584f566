"""What was looked for is marked where it stands, and nothing of the text changes."""

from hypothesis import given
from hypothesis import strategies as st

from buckstop.kit.marking import parts


def marked(text: str, *words: str) -> str:
    return "".join(f"[{piece}]" if found else piece for piece, found in parts(text, words))


def test_however_it_is_written():
    assert marked("Café in der Straße", "cafe", "STRASSE") == "[Café] in der [Straße]"
    assert marked("NB-4711-22 and 4711", "4711") == "NB-[4711]-22 and [4711]"
    assert marked("上海打印机故障", "打印") == "上海[打印]机故障"
    assert marked("nothing", "") == marked("nothing") == "nothing"
    assert marked("aaa", "aa") == "[aa]a"
    assert marked("", "a") == ""


@given(st.text("aÄßÅİ上 \u0301", max_size=12), st.lists(st.text("aäßi上", max_size=3), max_size=3))
def test_all_of_the_text_stays(text: str, words: list[str]):
    assert "".join(piece for piece, _found in parts(text, words)) == text
