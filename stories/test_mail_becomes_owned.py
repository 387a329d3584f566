"""1. An ordinary mail becomes a problem that somebody owns, and its sender knows it at once."""

from stories.house import House

INES = "Ines Keller <ines@nordbank.example>"
WORDS = "Since nine outgoing transfers stay on “pending”, in all our branches.\n\nInes"


def test_ines_writes_and_ana_owns_it(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)

    problem = house.problem()
    assert problem.owner == house.ana
    case = problem.cases.get()
    assert (case.contact.name, str(case.customer)) == ("Ines Keller", "Nordbank")
    assert problem.commitments.get(kind="update", state="promised").due == problem.news_due

    (answer,) = house.inbox("ines@nordbank.example")
    assert answer.subject == "Re: Transfers fail since nine"
    assert answer.text.splitlines()[0].startswith("Ana Ruiz owns this at Halden IT")
    assert "hasn’t read it yet" in answer.text
    letter, _, quoted = answer.text.partition("— Please write above this line —")
    assert "by 09:42 today" in letter.strip().splitlines()[-1]
    assert "> Since nine outgoing transfers stay on “pending”" in quoted
    assert answer.message["From"].startswith("Halden IT")
    assert answer.message["Auto-Submitted"] == "auto-replied"
    assert answer.message["X-Buckstop-Ledger"]

    page = house.on_phone(answer.link)
    assert page.get_by_role("heading", level=1).inner_text() == "Transfers fail since nine"
    assert "Ana Ruiz owns this at Halden IT" in page.inner_text("body")
