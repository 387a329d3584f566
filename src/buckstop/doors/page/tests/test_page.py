"""What Ines sees and does on her page."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from buckstop.conversations.actions import letters, telling
from buckstop.conversations.actions.taking_back import take_back
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.models import Message
from buckstop.coverage.models import ServiceLevel
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.page.tests.conftest import LOG, Desk
from buckstop.ledger.models import Entry
from buckstop.ledger.reading import sentence
from buckstop.ledger.verify import verify
from buckstop.people.actions.pictures import set_picture
from buckstop.problems.actions import attending, fixing, kinds, understandings
from buckstop.problems.commitments import escalation, owed
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Case, Commitment, EffortScore
from buckstop.problems.queries.work import work_of
from buckstop.problems.tests.world import answering


def fixed(desk: Desk, case: Case, text: str = "The gateway runs again.") -> None:
    telling.say_fixed(case.problem, text=text, by=desk.ana.actor(), at=desk.now)
    desk.later(minutes=5)


def step(desk: Desk, case: Case, what: str = "send us the log") -> Commitment:
    return add_step(
        case.problem,
        what=what,
        debtor=desk.ines,
        due=desk.now + timedelta(hours=3),
        by=desk.ana.actor(),
        at=desk.now,
        case=case,
    )


def test_it_says_who_owns_it_and_when_there_is_news(desk: Desk, case: Case):
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    set_picture(desk.ana, drawn.getvalue(), by=desk.ana.actor(), at=desk.now)
    said = " ".join(desk.page(case).says().split())
    assert 'class="letter-portrait" src="/look/portrait/' in said
    assert "Ana Ruiz</strong> owns this at" in said
    assert "Next news from Ana" in said
    assert "by 09:30 today" in said
    assert "They stay at pending." in said
    assert "Answering as Ines." in said


def test_they_say_which_of_theirs_comes_first(desk: Desk, case: Case):
    assert "What comes first for you" not in desk.page(case).says()
    other = desk.write_in("The portal is slow")
    page, first = desk.page(case), desk.page(other)
    assert "one more thing open with us" in page.says()
    assert page.post("rank/", rank="1").status_code == 302
    assert "This one comes first, you said" in page.says()
    first.post("rank/", rank="1")
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.rank, other.rank) == (0, 1)  # one at a time
    assert "said: it comes first" in first.says()
    assert first.forge("rank/", rank="7").status_code == 422
    work = work_of(desk.ana, on_duty=who_is_on_duty(desk.now), at=desk.now)
    assert {one.problem.pk: one.task.ranked for one in work.now + work.later} == {
        case.problem_id: 0, other.problem_id: 1,
    }  # fmt: skip
    assert not list(verify())


def test_writing_reaches_the_conversation(desk: Desk, case: Case):
    page = desk.page(case)
    answer = page.post("messages/", text="It is worse now")
    assert (answer.status_code, answer.url) == (302, page.url)
    said = page.says()
    assert "Ana has your message." in said
    assert "It is worse now" in said


def test_a_file_comes_with_the_words_and_can_be_fetched(desk: Desk, case: Case):
    page = desk.page(case)
    page.post("messages/", text="Here it is", attached=SimpleUploadedFile("läg.txt", b"refused"))
    attached = Message.objects.get(text__text="Here it is").attachments.get()
    assert "läg.txt" in page.says()
    answer = page.get(f"files/{attached.pk}/")
    assert answer.content == b"refused"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nothing_written_is_said_beside_the_field(desk: Desk, case: Case):
    answer = desk.page(case).post("messages/", text="  ")
    assert answer.status_code == 422
    assert "Please write something, or attach a file." in answer.content.decode()


def test_the_understanding_and_its_correction(desk: Desk, case: Case):
    ana = desk.ana.actor()
    understandings.understand(
        case.problem, what="Transfers stop.", since="nine", by=ana, at=desk.now, case=case
    )
    desk.later(minutes=1)
    page = desk.page(case)
    assert "Transfers stop." in page.says()
    assert "Since: nine" in page.says()
    page.post("corrections/", text="Standing orders too")
    assert "You told us that’s not it:" in page.says()
    desk.later(minutes=1)
    understandings.understand(case.problem, what="Both stop.", by=ana, at=desk.now, case=case)
    said = page.says()
    assert "Both stop." in said
    assert "You told us that’s not it:" not in said


def test_a_step_of_theirs_is_done_with_a_file(desk: Desk, case: Case):
    mine = step(desk, case)
    page = desk.page(case)
    assert "send us the log" in page.says()
    page.post(f"steps/{mine.pk}/", attached=SimpleUploadedFile("gateway.log", b"log"))
    mine.refresh_from_db()
    assert mine.state == "reported"
    said = page.says()
    assert "gateway.log" in said
    assert "you say it’s done" in said
    assert page.forge(f"steps/{mine.pk}/", text="again").status_code == 302
    assert page.forge(f"steps/{desk.nordbank.pk}/").status_code == 404


def test_not_waiting_for_me(desk: Desk, case: Case):
    mine = step(desk, case)
    page = desk.page(case)
    page.post(f"steps/{mine.pk}/not-waiting/")
    assert "said: not waiting for me" in page.says()
    case.problem.refresh_from_db()
    assert case.problem.unheard_since is not None


def test_solved_and_how_easy_it_was(desk: Desk, case: Case):
    fixed(desk, case)
    page = desk.page(case)
    said = page.says()
    assert "Ana believes this is solved" in said
    assert "The gateway runs again." in said
    page.solved()
    case.refresh_from_db()
    assert case.state == "confirmed"
    said = page.says()
    assert "Thank you, Ines." in said
    assert "How easy was it" in said
    page.post("effort/", score="6")
    said = page.says()
    assert "You said 6 of 7" in said
    assert "How easy was it" not in said
    assert page.forge("effort/", score="8").status_code == 422
    page.post("effort/", why="You called me before I had to ask.")
    assert "“You called me before I had to ask.”" in page.says()
    told = EffortScore.objects.select_related("why").get()
    assert (told.score, told.why and told.why.text) == (6, "You called me before I had to ask.")
    assert list(verify()) == []


def test_nobody_is_asked_again_sooner_than_their_level_allows(desk: Desk, case: Case):
    fixed(desk, case)
    desk.page(case).solved()
    for days, asked in ((29, False), (1, True)):
        desk.later(days=days)
        another = desk.report()
        fixed(desk, another)
        page = desk.page(another)
        page.solved()
        assert ("How easy was it" in page.says()) is asked
    ServiceLevel.objects.update(ask_days=0)
    desk.later(days=365)
    another = desk.report()
    fixed(desk, another)
    page = desk.page(another)
    page.solved()
    assert "How easy was it" not in page.says()
    assert list(verify()) == []


def test_still_broken_opens_it_again_with_the_same_owner(desk: Desk, case: Case):
    fixed(desk, case)
    page = desk.page(case)
    page.post("word/", word="broken")
    case.refresh_from_db()
    assert (case.state, case.problem.owner) == ("open", desk.ana)
    assert "and Ana owns it." in page.says()


def test_still_broken_with_words_and_with_files(desk: Desk, case: Case):
    page = desk.page(case)
    assert "Still broken" not in page.says(), "nothing was said to be fixed yet"
    fixed(desk, case)
    fixing.confirm(case, by=answering(case), at=desk.now)
    file = SimpleUploadedFile("screen.png", b"png")
    page.post("word/", word="broken", text="still pending at ten", attached=file)
    said = page.says()
    assert "still pending at ten" in said
    assert "screen.png" in said


def test_someone_above_is_asked_once_and_answers(desk: Desk, case: Case):
    page = desk.page(case)
    page.post("escalations/", why="Customers stand at the counter")
    said = page.says()
    assert "Bruno Keller was asked to step in and answers you by" in said
    assert "Customers stand at the counter" in said
    again = page.forge("escalations/", why="And again")
    assert again.status_code == 422
    assert "has been asked already" in again.content.decode()
    asked = Commitment.objects.get(kind="escalation")
    desk.later(minutes=10)
    escalation.answer(
        asked, text="Ana has my backing.", backs_owner=True, by=desk.bruno.actor(), at=desk.now
    )
    said = page.says()
    assert "Ana has my backing." in said
    assert "was asked to step in" not in said
    assert "Talk to someone above" in said


def test_a_recorded_word_is_taken_back_within_seven_days(desk: Desk, case: Case):
    fixing.record_word(case, by=desk.ana.actor(), at=desk.now)
    page = desk.page(case)
    said = page.says()
    assert "Solved: Ana recorded your word" in said
    assert "I didn’t say that" in said
    desk.later(days=6)
    page.post("word/retraction/")
    case.refresh_from_db()
    assert case.state == "open"


def test_after_seven_days_it_is_too_late(desk: Desk, case: Case):
    fixing.record_word(case, by=desk.ana.actor(), at=desk.now)
    desk.later(days=8)
    page = desk.page(case)
    assert "I didn’t say that" not in page.says()
    assert "The seven days are over" in page.forge("word/retraction/").content.decode()


def test_at_night_it_says_when_work_starts_and_can_be_urgent(desk: Desk):
    desk.later(hours=12)  # 21:00 in Zurich
    case = desk.write_in("The alarm line is dead")
    page = desk.page(case)
    said = page.says()
    assert "It can’t wait" in said
    assert "08:00 tomorrow" in said
    page.post("urgency/")
    said = page.says()
    assert "Whoever is on call knows now" in said
    assert "reaches whoever is on call" not in said
    assert "by 21:30 today" in said


def test_a_moved_and_a_missed_promise_are_told(desk: Desk, case: Case):
    promise = Commitment.objects.get(problem=case.problem, kind="update")
    later = promise.due + timedelta(minutes=30)
    owed.move(promise, to=later, reason="the log is long", by=desk.ana.actor(), at=desk.now)
    page = desk.page(case)
    assert "We moved this; it was promised" in page.says()
    desk.later(hours=2)
    attending.attend_commitments(at=desk.now)
    said = page.says()
    assert "and didn’t keep it:" in said
    assert "the log is long" in said
    assert "0 kept, 1 moved, 1 missed." in " ".join(said.split())


def test_news_that_was_taken_back_kept_nothing(
    desk: Desk, case: Case, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BUCKSTOP_UNDO_SECONDS", "15")
    by = desk.ana.actor()
    told = telling.update_all(case.problem, text="Wrong", by=by, at=desk.later(minutes=1))
    take_back(told[0], by=by, at=desk.later(seconds=5))
    telling.update_all(case.problem, text="Right", by=by, at=desk.later(minutes=1))
    assert "1 kept, 0 moved, 0 missed." in " ".join(desk.page(case).says().split())


def test_how_cases_end_is_shown(desk: Desk, case: Case):
    page = desk.page(case)
    telling.decline(
        case, text="That is your acquirer's; call PayPoint.", by=desk.ana.actor(), at=desk.now
    )
    said = page.says()
    assert "This isn’t ours to do." in said
    assert "call PayPoint" in said
    assert "Next news" not in said


def test_a_lapsed_case_says_so_and_can_still_be_answered(desk: Desk, case: Case):
    fixed(desk, case)
    for _ in range(2):
        desk.later(days=8)
        attending.attend_cases(at=desk.now)
    case.refresh_from_db()
    assert case.state == "lapsed"
    page = desk.page(case)
    assert "haven’t heard from you" in page.says()
    page.solved()
    case.refresh_from_db()
    assert case.state == "confirmed"


def test_an_answered_question_opens_again_by_writing(desk: Desk, case: Case):
    kinds.change_kind(case.problem, kind="question", by=desk.ana.actor(), at=desk.now)
    telling.answer(case.problem, text="Use the key F5.", by=desk.ana.actor(), at=desk.now)
    page = desk.page(case)
    assert "If the answer doesn’t do it" in page.says()
    page.post("messages/", text="That isn't it, it still fails")
    case.refresh_from_db()
    assert case.state == "open"


def test_what_is_void_says_so(desk: Desk, case: Case):
    kinds.void(case, why="spam", by=desk.ana.actor(), at=desk.now)
    assert "We set this aside" in desk.page(case).says()


def test_letters_of_the_desk_stand_as_half_sentences(desk: Desk, case: Case):
    opened = list(Entry.objects.filter(code="case-opened"))
    letters.write(Acknowledgement, opened, desk.now)
    assert "wrote to you that your message is here" in desk.page(case).says()


def test_the_conversation_goes_on_page_by_page(desk: Desk, case: Case):
    for number in range(70):
        desk.later(minutes=1)
        desk.answer(case, f"line {number:02}.")
    page = desk.page(case)
    seen: list[str] = []
    url = ""
    for _ in range(3):
        said = page.says(**({"before": url} if url else {}))
        seen += [f"{n:02}" for n in range(70) if f"line {n:02}." in said]
        url = said.partition("?before=")[2][:36]
    assert len(seen) == len(set(seen)) == 70
    assert "Transfers fail" in said


@pytest.mark.parametrize("cursor", ["", "x", "0" * 32, "%00", "-1"])
def test_a_strange_cursor_is_the_first_page(desk: Desk, case: Case, cursor: str):
    assert desk.page(case).get(before=cursor).status_code == 200


def test_files_of_ours_come_along(desk: Desk, case: Case):
    desk.answer(case, "Read this", files=[LOG])
    assert "gateway.log" in desk.page(case).says()


def test_solved_is_asked_once_more_and_is_the_links_word(desk: Desk, case: Case):
    fixed(desk, case)
    page = desk.page(case)
    asked = page.post("word/", word="solved").content.decode()
    case.refresh_from_db()
    assert case.state == "asked"
    assert "Answering as Ines." in asked
    assert "Not Ines?" in asked
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', asked))
    button = re.search(r'<button class="button main" name="(\w+)" value="(\w+)">Yes', asked)
    assert button
    page.client.post(f"{page.url}word/", {**form, button[1]: button[2]})
    case.refresh_from_db()
    assert case.state == "confirmed"
    entry = Entry.objects.get(code="case-confirmed")
    told = sentence(entry, names={case.contact_id: "Ines Vogt"}, say_time=str)
    assert told == "Solved, said by the link of Ines Vogt"
    assert "said: solved (by your link)" in page.says()
