"""The plan: the same for the same present, in the order of time, complete."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from buckstop.coverage.rules import duty
from buckstop.coverage.rules.layers import Rows, Weekly
from buckstop.demo import courses, live, staff
from buckstop.demo.acts.table import ACTS, FIRST
from buckstop.demo.customers import COMPANIES
from buckstop.demo.plan import Size, plan
from buckstop.demo.shapes import Story
from buckstop.demo.stories import library
from buckstop.kit.ids import uuid7

TUESDAY = datetime(2026, 11, 24, 9, 28, tzinfo=UTC)
ANY_HOUR = [TUESDAY + timedelta(hours=5 * step, minutes=7 * step) for step in range(34)]
ANY_HOUR.append(TUESDAY.replace(hour=8, minute=46))  # nine struck so lately that nothing came since
STORIES = (
    *library.PROBLEMS, *library.REQUESTS, *library.QUESTIONS, *library.NOT_OURS, *library.SPAM,
)  # fmt: skip


def test_the_same_present_gives_the_same_plan():
    def said() -> list[tuple[object, ...]]:
        return [(b.at, b.run.key, b.act, b.words, b.run.fills) for b in plan(TUESDAY).beats]

    assert said() == said()


@pytest.mark.parametrize("present", ANY_HOUR[::5])
def test_time_goes_on_up_to_the_present(present):
    beats = plan(present).beats
    assert [b.at for b in beats] == sorted(b.at for b in beats)
    assert beats[-1].at <= present
    assert all(b.at >= plan(present).begins for b in beats[:1])


def test_about_three_hundred_problems_by_all_customers():
    firsts = [b for b in plan(TUESDAY).beats if b.act in FIRST]
    assert 280 <= len(firsts) <= 340
    assert len({b.run.company.name for b in firsts} - {""}) == len(COMPANIES) == 40
    assert {b.run.story.key for b in firsts} == {story.key for story in STORIES}


def test_every_act_is_known_and_none_is_unused():
    acts = " ".join([c.acts for c in courses.ALL] + [o for c in courses.ALL for o in c.others])
    parts = [part for word in acts.split() for part in word.rpartition(":")[2].split("+")]
    used = {part.split("=")[0].split("@")[0] for part in parts}
    assert used <= set(ACTS)
    spoken = {part.act for beat in plan(TUESDAY).beats for part in (beat, *beat.more)}
    assert spoken <= set(ACTS)
    assert set(ACTS) - spoken - used == set()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_every_place_in_a_text_has_its_values(story: Story):
    known = {"first": "Ines", "customer": "Nordbank", "place": "the yard", "owner": "Ana"}
    known |= {name: values[0] for name, values in story.slots.items()}
    texts = [
        *story.titles, *story.reports, *story.news, *story.steps, *story.answers, story.understood,
        story.since, story.hit, story.theirs, story.reply, story.note, story.ask, story.asked,
        story.fixed, story.broken, story.again, story.log,
    ]  # fmt: skip
    assert all(text.format_map(known) for text in texts if text)
    assert len(story.titles) == len(story.reports)
    if story in library.PROBLEMS:
        assert all((story.understood, story.news[2], story.steps, story.theirs, story.reply))
        assert all((story.note, story.ask, story.asked, story.fixed, story.broken, story.again))


@pytest.mark.parametrize("present", ANY_HOUR)
def test_ana_is_on_shift_whenever_it_is_started(present):
    people = {who.email: uuid7() for who in staff.STAFF}
    shifts = tuple(
        Weekly(uuid7(), people[week.person.email], day, week.starts, week.ends)
        for week in staff.weeks(present)
        for day in week.weekdays
    )
    rows = Rows(staff.ZONE, shifts, able=frozenset(people.values()))
    ends = duty.who(rows, present).get(people[staff.ANA.email])
    assert ends is not None
    assert ends - present >= timedelta(hours=1)


@pytest.mark.parametrize("present", ANY_HOUR)
def test_nine_oclock_has_struck_long_enough_ago(present):
    assert 45 <= live.since_nine(present) < 45 + 12 * 60
    transfers = [b for b in live.live(present) if b.run.key == "rf01"]
    assert [b.act for b in transfers if b.act == "tell"]
    due = [b.at + b.due for b in transfers if b.act == "tell" and b.due][-1]
    assert timedelta(0) < due - present <= timedelta(hours=1)


def test_a_small_one_has_one_of_each_course_that_it_is_asked_for():
    small = plan(TUESDAY, Size(days=16, share=0, only=frozenset({"solved", "lapsed"})))
    keys = {b.run.key for b in small.beats if not b.run.key.startswith("rf")}
    assert len(keys) == 2


def test_a_year_has_work_in_each_of_its_months():
    year = plan(TUESDAY, Size(days=365, share=2))
    begun: dict[str, datetime] = {}
    for beat in year.beats:
        begun.setdefault(beat.run.key, beat.at)
    months = Counter((TUESDAY - at).days // 30 for at in begun.values())
    assert min(months[month] for month in range(12)) > 20
