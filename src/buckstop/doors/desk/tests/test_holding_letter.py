"""A service level with a time by law, and the letter that says why it takes longer, by forms."""

from datetime import timedelta

from buckstop.briefings.actions import brief
from buckstop.complaints.commitments.final_answer import owe_final_answers
from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.people.roles import Role
from buckstop.problems.models import Commitment
from buckstop.problems.tests.world import World


def test_a_level_carries_the_time_and_a_letter_says_why_and_when(world: World, seat):
    ana, admin = seat(world.ana), seat(world.hire("Adam Blum", Role.ADMIN))
    wrong = send(admin, "/levels/additions/new/", name="Law", legal="0")
    assert "Write a number of days, up to a year." in words(wrong)
    send(admin, "/levels/additions/new/", name="Law", legal="56")
    assert "By law A final answer within 56 days." in words(admin.get("/levels/"))
    case = reported(world)
    assert "Holding letter" not in words(ana.get(home(case)))
    owe_final_answers(at=world.now)
    page = words(ana.get(home(case)))
    assert "Our final answer" in page or "The final answer" in page
    sheet = f"{home(case)}cases/{case.pk}/holding-letters/new/"
    assert "Holding letter" in page
    briefing = words(ana.get(f"{home(case)}briefing/"))
    line = "The final answer, by the time that the law gives"
    assert f"{line} for Nordbank, Ana Ruiz, by" in briefing
    brief(case.problem, text="Ana is on it.", by=world.ana.actor(), at=world.now)
    assert f"{line} Ana Ruiz, by" in words(seat(world.zed).get(f"{home(case)}briefing/"))
    assert "The law wants the final answer, or this letter," in words(ana.get(sheet))
    until = world.now + timedelta(weeks=12)
    text = "The maker looks at the part; we wait for what they find."
    send(ana, sheet, why=text, by="other", by_other=f"{until:%Y-%m-%dT%H:%M}")
    assert text in str(Message.objects.get(kind="reply").text)
    [kept, owed] = Commitment.objects.filter(kind="final-answer").order_by("made_at", "pk")
    assert (kept.state, owed.ended_at) == ("kept", None)
    assert text in words(ana.get(home(case)))
