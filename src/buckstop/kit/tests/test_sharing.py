"""What takes long to find is found once for all who ask within some seconds."""

from buckstop.kit import sharing
from buckstop.kit.sharing import Shared


def test_what_is_worth_it_is_found_once_within_its_time(monkeypatch):
    now = 100.0
    monkeypatch.setattr(sharing, "monotonic", lambda: now)
    shared, found = Shared[list[int]](2.0), iter([[1], [2, 2], [3, 3], [4]])

    def ask(asked: str = "all") -> list[int]:
        return shared.of(asked, lambda: next(found), worth=lambda one: len(one) > 1)

    assert ask() == [1]
    assert ask() == [2, 2], "one that is quick is found anew"
    now += 1.9
    assert ask() == [2, 2]
    now += 0.2
    assert ask() == [3, 3]
    assert ask("others") == [4]
