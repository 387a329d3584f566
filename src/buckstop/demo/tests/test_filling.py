"""A miniature of the demo company, interrupted once: all there, nothing twice, and it verifies."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from django.test import Client, TestCase

from buckstop.complaints.queries import CODE
from buckstop.concerns.models import Concern
from buckstop.conversations.models import Attachment, Message
from buckstop.coverage.actions import make_roster
from buckstop.coverage.queries import all_gaps_ahead, who_is_on_duty
from buckstop.demo.acts.table import FIRST
from buckstop.demo.filling import check_may_fill, fill, stage
from buckstop.demo.history import ALIKE
from buckstop.demo.plan import Size, plan
from buckstop.demo.remedies import OF_OURS
from buckstop.demo.staff import ANA, BRUNO, CARLA
from buckstop.demo.tests.recount import Recount, differences
from buckstop.forecasts.models import Forecast
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.following import given_up
from buckstop.ledger.models import Entry, Following
from buckstop.ledger.verify import verify
from buckstop.outbox.models import Delivery
from buckstop.outcomes.models import Lesson, Thanks
from buckstop.people.models import Customer, Person
from buckstop.prevention.models import Cause, Prevention, Review, Suggestion
from buckstop.problems.models import (
    Case,
    Commitment,
    EffortScore,
    Escalation,
    Pin,
    Problem,
    Tenure,
    Word,
)
from buckstop.problems.models.case import Rank
from buckstop.problems.queries.work import work_of
from buckstop.reliability.models import Call, Left
from buckstop.reliability.queries.figures import FIGURES
from buckstop.remedies.models import Remedy, RemedyKind
from buckstop.signals.models import Episode
from buckstop.signals.queries import affected
from buckstop.status_page.queries import board
from buckstop.suppliers.models import Ask, AskMessage, Supplier

NOW = datetime(2026, 11, 24, 9, 28, tzinfo=UTC)
MINIATURE = Size(
    days=16,
    share=0,
    only=frozenset({
        "solved, with a picture", "solved, with a copy", "thanked by mail", "thanked after the end",
        "lapsed",
        "still broken", "closed, then back", "their step", "missed", "moved promise", "handed over",
        "nobody wanted it", "offer lapsed", "taken", "handed back", "someone above", "asked early",
        "climbed", "asked a colleague", "colleague said no", "can't wait", "passed on", "away",
        "bounced", "line broke", "of the consultant", "open, theirs", "open, stalled", "asked now",
        "word just recorded", "outage, widened", "done", "answered", "not ours", "spam",
    }),
)  # fmt: skip


class Stopped(Exception):
    """What Ctrl-C is to the real one."""


class Miniature(TestCase):
    """One miniature for all of these tests."""

    told: ClassVar[list[float]]
    half: ClassVar[Any]
    refused: ClassVar[Any]
    beats: ClassVar[Any]

    @classmethod
    def setUpTestData(cls):
        cls.told = []

        def stop_half_way(share: float, what: str) -> None:
            cls.told.append(share)
            if 0.5 < share < 0.6:
                raise Stopped

        with pytest.raises(Stopped):
            fill(progress=stop_half_way, now=NOW, size=MINIATURE)
        cls.half = stage()
        cls.refused = fill(
            progress=lambda share, _: cls.told.append(share), now=NOW, size=MINIATURE
        )
        cls.beats = plan(NOW, MINIATURE).beats

    def test_there_are_teams_and_a_gap_next_week(self):
        there = who_is_on_duty(NOW)
        names = {name: there.desk(team) for team, name in there.teams.items()}
        assert set(names) == {"Network", "Business applications"}
        assert all(desk.on_shift for desk in names.values())
        gaps = {
            there.teams[team]: found for team, (_, found) in all_gaps_ahead(NOW).items() if team
        }
        assert [(name, len(found)) for name, found in sorted(gaps.items())] == [
            ("Business applications", 0),
            ("Network", 1),
        ]
        assert Problem.objects.exclude(team=None).exists()

    def test_a_concern_waits_for_an_answer_and_nobody_knows_whose_it_is(self):
        waiting = Concern.objects.get(due__isnull=False)
        assert waiting.person is None
        assert Concern.objects.count() == 2

    def test_a_signal_showed_something_first_after_a_quiet_night(self):
        assert Episode.objects.filter(state="over", problem=None).count() == 3
        rows = Episode.objects.filter(state="firing").exclude(problem=None)
        firing = {row.problem for row in rows if row.problem is not None}
        assert any(one.affected for problem in firing for one in affected(problem, at=NOW))
        burst = Episode.objects.get(source__kind="reports")
        assert burst.service is not None
        assert (burst.service.name, burst.bursts.count()) == ("Backups", len(ALIKE))
        assert burst.problem in firing

    def test_the_status_page_shows_what_is_wrong_and_what_was(self):
        page = board(at=NOW)
        assert [one.subject for one in page.now if one.subject] == [
            "Some of your calls are dropped"
        ]
        assert len(page.past) == 3
        assert {len(one.said) for one in page.past} == {2}
        assert [one.subject[:9] for one in page.planned] == ["We update"]
        assert sum(bool(one.past) for one in page.components) >= 4

    def test_what_hurt_is_understood_and_nothing_is_missed(self):
        assert Cause.objects.count() > 3
        assert not Review.objects.exclude(missed_at=None).exists()
        assert Prevention.objects.exists()
        assert Forecast.objects.exclude(came=None).exists()
        assert Call.objects.exists()
        assert Left.objects.filter(until=None).count() == 2
        answered = Suggestion.objects.values_list("answered_at", flat=True)
        assert sorted(one is None for one in answered) == [False, True]

    def test_something_was_made_right_and_something_waits_for_a_yes(self):
        given = Remedy.objects.exclude(granted_at=None)
        assert {one.kind for one in given} == {*RemedyKind.values, OF_OURS}
        assert Case.objects.filter(rank=Rank.FIRST).count() == 2
        assert given.exclude(beyond_why=None).count() == 1
        assert [one.is_waiting for one in Remedy.objects.filter(granted_at=None)] == [True]

    def test_small_firms_are_owed_what_a_law_wants(self):
        owed = Commitment.objects.filter(kind=CODE)
        assert owed.filter(state="kept").count() == 1
        assert owed.filter(ended_at=None).count() >= 2
        assert Entry.objects.filter(code="holding-letter-written").count() == 1

    def test_customers_have_a_face_and_something_was_learnt(self):
        assert Customer.objects.filter(manager__isnull=False).count() >= 5
        assert Lesson.objects.filter(reviewed_at__isnull=False).count() == 3
        assert Lesson.objects.filter(reviewed_at=None).count() == 1
        assert Thanks.objects.count() == 3
        assert Thanks.objects.filter(shown_to__isnull=False).count() == 1
        assert Commitment.objects.filter(kind="carrying", ended_at=None).exists()

    def test_it_went_on_where_it_was_interrupted(self):
        assert self.half
        assert not self.half.is_made
        assert self.told == sorted(set(self.told))
        made = stage()
        assert made
        assert made.is_made

    def test_no_rule_refused_anything(self):
        assert [(beat.run.key, beat.act, why) for beat, why in self.refused] == []

    def test_nothing_is_there_twice_and_nothing_is_missing(self):
        reports = [beat for beat in self.beats if beat.act in FIRST]
        assert Case.objects.exclude(how="told").count() == len(reports) + len(ALIKE)
        ids = Message.objects.exclude(message_id="").values_list("message_id", flat=True)
        assert max(Counter(ids).values()) == 1
        assert Customer.objects.count() == 40
        assert Person.objects.exclude(role__in=("contact", "supplier")).count() == 25

    def test_three_suppliers_are_asked_and_one_is_silent(self):
        assert Supplier.objects.count() == 3
        asked = Ask.objects.filter(commitment__kind="supplier-ask")
        assert asked.filter(first_answer_at__isnull=False).exists()
        about = asked.filter(service__isnull=False).select_related("supplier")
        assert {one.service_id in one.supplier.services for one in about} == {True}
        assert asked.filter(missed_at__isnull=False, plan_b_step__isnull=False).exists()
        assert AskMessage.objects.filter(kind="reminder").exists()

    def test_the_ledger_verifies_and_no_reaction_failed(self):
        assert list(verify()) == []
        assert given_up() == []
        assert not Following.objects.filter(done_at=None).exists()

    def test_nobody_is_left_without_news_for_days(self):
        missed = Counter(Entry.objects.filter(code="news-missed").values_list("chain", flat=True))
        assert max(missed.values()) < 20

    def test_every_state_occurs(self):
        def all_of(rows, field):
            return set(rows.values_list(field, flat=True))

        assert all_of(Problem.objects, "state") == {"open", "fixed", "closed"}
        assert all_of(Problem.objects, "kind") == {"problem", "request", "question"}
        assert all_of(Problem.objects, "outcome") >= {"confirmed", "lapsed", "answered", "moved"}
        assert all_of(Case.objects, "state") == {
            "open", "asked", "confirmed", "lapsed", "answered", "declined", "void",
        }  # fmt: skip
        updates = Commitment.objects.filter(kind="update")
        assert all_of(updates, "state") >= {"promised", "kept", "missed", "withdrawn"}
        assert updates.filter(moved_at__isnull=False).exists()
        offers = Commitment.objects.filter(kind="handoff")
        assert all_of(offers, "state") == {"kept", "declined", "withdrawn", "requested"}
        asks = Commitment.objects.filter(kind="ask")
        assert asks.filter(team__isnull=False).exists()
        assert Pin.objects.filter(until__gt=NOW).exists()
        assert all_of(asks, "state") >= {"kept", "declined", "reported", "requested"}
        assert all_of(Tenure.objects, "how") >= {"routed", "accepted", "taken", "reopened"}

    def test_words_and_escalations_occur(self):
        assert Word.objects.filter(says="solved", how="link").exists()
        assert Word.objects.filter(says="broken").exists()
        assert Word.objects.filter(how="phone", can_be_taken_back_until__gt=NOW).exists()
        assert Escalation.objects.filter(by_customer=True, backs_owner=True).exists()
        assert Escalation.objects.filter(credited_at__isnull=False).exists()
        assert Escalation.objects.filter(climbed_from__isnull=False).exists()
        assert EffortScore.objects.exists()

    def test_mail_goes_its_ways(self):
        kinds = set(Message.objects.values_list("kind", flat=True))
        assert kinds >= {
            "heard", "automatic", "acknowledgement", "update", "reply", "handoff", "fixed", "told",
            "reminder", "missed", "recorded", "closed", "declined", "note",
        }  # fmt: skip
        assert set(Delivery.objects.values_list("state", flat=True)) == {
            "sent",
            "bounced",
            "uncertain",
        }
        files = set(Attachment.objects.values_list("content_type", flat=True))
        assert files == {"text/plain", "image/png"}
        assert Case.objects.exclude(proposed_email="").exists()
        stalled = Problem.objects.filter(state="open", empty_updates__gte=2)
        assert stalled.exists()

    def test_the_transfers_are_live_with_three_customers(self):
        transfers = Problem.objects.get(title="Transfers fail since nine", state="open")
        assert transfers.owner.email == ANA.email
        assert transfers.hurts == 2
        waiting = transfers.cases.filter(state="open").values_list("contact__name", flat=True)
        assert set(waiting) == {"Ines Keller", "Dominik Wyss", "Solveig Haugen"}
        assert transfers.news_due is not None
        assert 0 < (transfers.news_due - NOW).total_seconds() <= 3600

    def test_what_pages_count_is_what_the_entries_say(self):
        assert list(Recount().figures()) == list(FIGURES)
        assert list(differences(NOW)) == []

    def test_lists_are_as_long_as_pages_say(self):
        browser = Client(headers={"host": "localhost"})
        browser.force_login(Person.objects.get(email=CARLA.email))
        for view in browser.get("/problems/").context["views"]:
            assert len(rows_of(browser, view.url)) == view.count, view.label

    def test_who_logs_in_finds_work(self):
        for who, now, later, awaited in ((ANA, 4, 3, 2), (BRUNO, 2, 1, 1), (CARLA, 1, 0, 0)):
            person = Person.objects.get(email=who.email)
            work = work_of(person, on_duty=who_is_on_duty(NOW), at=NOW)
            assert work.count_now >= now, who
            assert work.count_later >= later, who
            assert len(work.awaited) >= awaited, who


def rows_of(browser: Client, url: str) -> list[Any]:
    """Every row of a list, page after page."""
    page = browser.get(url).context
    rows = list(page["rows"])
    while page["paging"].older_url:
        page = browser.get(page["paging"].older_url).context
        rows += page["rows"]
    return rows


def test_somebodys_own_database_is_left_alone(db):
    person = Person.objects.create(name="Eva", public_name="Eva", role="admin", created_at=NOW)
    make_roster(zone="UTC", buck_stops_with=person, by=DESK, at=NOW)
    with pytest.raises(Stop, match="your own people"):
        check_may_fill(stage(), NOW)
