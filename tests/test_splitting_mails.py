"""What was said is told from what was quoted, over mails of our own making in many languages."""

import re

import pytest

from bench.labelled import CORPUS, Label, mails, read
from bench.splitting import Outcome, compared, outcome, table
from buckstop.mail.reply import Reply
from tests.source import ROOT

EXACT = {"measured": 100, "kept": 80}
"""So many are split as people would, today: a change of the reader may only add to them."""
LONGEST = 3_000  # bytes of a mail


@pytest.fixture(scope="module")
def halves() -> dict[str, list[Outcome]]:
    outcomes = [outcome(mail) for mail in mails()]
    return {
        name: [one for one in outcomes if one.mail.kept is kept]
        for name, kept in (("measured", False), ("kept", True))
    }


def test_the_corpus_is_what_its_readme_says():
    names = [(mail.language, mail.name) for mail in mails()]
    assert len(names) == len(set(names)) >= 150
    assert len({language for language, _name in names}) >= 12
    assert max(len(mail.raw()) for mail in mails()) < LONGEST
    for path in CORPUS.glob("*.txt"):
        for domain in re.findall(r"@([\w.-]+)", path.read_text(encoding="utf-8")):
            assert domain.endswith(".example"), (path.name, domain)


@pytest.mark.parametrize("half", ["measured", "kept"])
def test_no_word_of_a_customer_is_lost(halves, half):
    assert sum(one.lost for one in halves[half]) == 0
    assert sum(one.misread for one in halves[half]) == 0


@pytest.mark.parametrize("half", ["measured", "kept"])
def test_as_many_are_exact_as_ever(halves, half):
    assert sum(one.exact for one in halves[half]) >= EXACT[half]


@pytest.mark.parametrize("half", ["measured", "kept"])
def test_the_document_has_the_figures(halves, half):
    assert table(halves[half]) in (ROOT / "docs" / "reading-mail.md").read_text(encoding="utf-8")


def test_the_two_errors_are_told_apart():
    (mail,) = read(
        "=== a | plain | Re: x | A <a@b.example>\n[said]\nIt fails\n[quoted]\n> Hello there\n", "en"
    )
    assert [label for _word, label in mail.words] == [Label.SAID] * 2 + [Label.QUOTED] * 2
    text = "It fails\n> Hello there"
    for said, quoted, lost, too_much in (
        ("It fails", "> Hello there", 0, 0),
        (text, "", 0, 2),
        ("> Hello there", "It fails", 2, 2),
    ):
        found = compared(mail, text, Reply(said, quoted))
        assert (found.lost, found.too_much) == (lost, too_much)
    assert compared(mail, "It fails", Reply("It fails", "")).misread
