"""Which lines of a problem's story stand within another one."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from buckstop.doors.components.shown.timeline import Line
from buckstop.doors.desk.pages.problem.folding import SOON, folded, waiting

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def told(code: str, what: str, *, transaction: int, kind: str = "act", **more: Any) -> Any:
    """A moment with its line."""
    at = more.pop("at", NOW)
    line = Line(id=what, kind=kind, who=more.pop("who", "Ana"), what=what, at=at, **more)
    return SimpleNamespace(entry=SimpleNamespace(transaction=transaction, code=code)), line


def test_what_an_act_brought_stands_with_it() -> None:
    lines = folded(
        [
            told("problem-opened", "opened it", transaction=1, who="Buckstop"),
            told("customer-heard", "wrote", transaction=1, who="Ines", kind="mail_in"),
            told("message-sent", "answered", transaction=2, kind="mail_out"),
            told("news-sent", "sent the news", transaction=2, kind="kept"),
            told("news-promised", "promised news", transaction=2),
            told("news-promised", "promised news", transaction=2),
        ]
    )
    assert [(line.what, line.brought) for line in lines] == [
        ("wrote", ["Buckstop opened it"]),
        ("answered", ["sent the news", "promised news"]),
    ]


def test_a_letter_of_the_desk_stands_with_what_it_follows_soon() -> None:
    wrote = told("customer-heard", "wrote", transaction=1, kind="mail_in")
    for after, alone in ((SOON, False), (SOON + timedelta(seconds=1), True)):
        letter = told("letter-sent", "sent a letter", transaction=2, at=NOW + after, automatic=True)
        assert (len(folded([wrote, letter])) == 2) is alone
    lost = told("letter-sent", "sent", transaction=2, automatic=True, delivery_words="came back")
    assert len(folded([wrote, lost])) == 2  # what somebody must look at stands by itself


def test_what_is_not_answered_waits_above_the_answer() -> None:
    def line(what: str, kind: str, **more: Any) -> Line:
        return Line(id=what, kind=kind, who="", what=what, at=NOW, **more)

    first, ours, second = line("1", "mail_in"), line("2", "mail_out"), line("3", "mail_in")
    assert waiting([first, ours, second, line("4", "note")]) == [second]
    assert waiting([first, ours]) == []
    assert waiting([first, line("5", "mail_out", taken_back=True)]) == [first]
