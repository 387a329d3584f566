"""The wording check: each language's examples, and what no example shows."""

import sys
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckstop.conversations.wording import names
from buckstop.conversations.wording.checking import LONGEST, check
from buckstop.conversations.wording.context import Context, Promise
from buckstop.conversations.wording.finding import Concern, Finding
from buckstop.conversations.wording.language import CODES, Rule, language, spoken_in
from buckstop.people.bare_names import bare_name

ZURICH = ZoneInfo("Europe/Zurich")
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=ZURICH)
RULES = [(code, rule) for code in CODES for rule in language(code).rules]


def read(text: str, **besides: Any) -> list[Finding]:
    return check(text, Context(now=NOW, zone=ZURICH, **besides))


def concerns(text: str, **besides: Any) -> list[str]:
    return [one.concern.value for one in read(text, **besides)]


def marked(text: str, concern: Concern, **besides: Any) -> list[str]:
    return [one.words for one in read(text, **besides) if one.concern is concern]


@pytest.mark.parametrize(("code", "rule"), RULES)
def test_a_rules_examples(code: str, rule: Rule):
    assert rule.marked, rule.match.pattern
    for sentence in rule.marked:
        found = [(one.concern, one.of) for one in read(sentence, language=code)]
        assert (rule.concern, rule.of) in found, sentence
    for sentence in rule.clean:
        assert marked(sentence, rule.concern, language=code) == [], sentence


@pytest.mark.parametrize("code", CODES)
def test_times_said_in_words(code: str):
    for sentence, words, at in language(code).examples["times"]:
        found = read(sentence, language=code)
        times = {
            one.words: f"{one.promise.astimezone(ZURICH):%Y-%m-%d %H:%M}"
            for one in found
            if one.concern is Concern.SPOKEN_TIME and one.promise
        }
        assert list(times.values()) == [at], sentence
        assert words in times or any(word in words for word in times), (sentence, times)
    for sentence in language(code).examples["none"]:
        assert marked(sentence, Concern.SPOKEN_TIME, language=code) == [], sentence


def test_every_language_offers_what_the_others_offer():
    kinds = {code: {(rule.concern, rule.of) for rule in language(code).rules} for code in CODES}
    assert all(kinds[code] == kinds["en"] for code in CODES)
    assert all(
        rule.instead or rule.ideas or rule.concern is Concern.VAGUE_TIME for _, rule in RULES
    )


def test_the_language_shows():
    assert spoken_in("Ich melde mich bis vier bei Ihnen.", "en") == "de"
    assert spoken_in("Nous avons remplacé la passerelle de votre agence.", "en") == "fr"
    assert spoken_in("Hemos cambiado la pasarela que no funcionaba.", "en") == "es"
    assert spoken_in("OK", "fr") == "fr"


def test_a_time_is_meant_in_the_customers_zone():
    lima = Context(now=NOW, zone=ZoneInfo("America/Lima"))
    (found,) = check("I'll call you by four tomorrow.", lima)
    assert found.promise == datetime(2026, 11, 26, 21, tzinfo=UTC)


def test_a_day_is_meant_until_it_closes():
    (found,) = read("I'll call you tomorrow.", closes=time(16))
    assert found.promise == datetime(2026, 11, 26, 15, tzinfo=UTC)


@given(
    st.integers(0, 6 * 365 * 24 * 60),
    st.sampled_from(["Europe/Zurich", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]),
    st.sampled_from([one[0] for code in CODES for one in language(code).examples["times"]]),
)
@settings(max_examples=200, deadline=None)
def test_what_is_offered_is_to_come(minutes: int, zone: str, sentence: str):
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    for one in check(sentence, Context(now=now, zone=ZoneInfo(zone))):
        assert one.promise is None or now < one.promise < now + timedelta(days=367)


def test_a_day_that_isnt_in_the_calendar_is_no_time():
    assert marked("I'll call you on 31 June at nine.", Concern.SPOKEN_TIME) == []


def test_the_letters_own_promise_is_not_offered_again():
    due = datetime(2026, 11, 26, 15, tzinfo=UTC)
    assert concerns("I'll call you by four tomorrow.", promised=due) == []


def test_a_later_time_for_news_contradicts_the_letters_promise():
    due = datetime(2026, 11, 25, 15, tzinfo=UTC)
    (found,) = read("You'll hear from me by four tomorrow.", promised=due)
    assert (found.concern, found.against) == (Concern.CONTRADICTION, due)
    assert concerns("I will replace the disk by four tomorrow.", promised=due) == ["spoken-time"]


def test_a_later_time_for_the_same_work_contradicts_its_promise():
    step = Promise("Restart the payment gateway", datetime(2026, 11, 25, 15, tzinfo=UTC))
    text = "I will restart the payment gateway tomorrow at nine."
    assert concerns(text, promises=(step,)) == ["contradiction"]
    assert concerns("I will replace the disk tomorrow at nine.", promises=(step,)) == [
        "spoken-time"
    ]


def test_a_vague_time_offers_the_promise_in_the_letters_language():
    due = datetime(2026, 11, 26, 15, tzinfo=UTC)
    offers = {
        "I'll get back to you soon.": "by 16:00 tomorrow",
        "Ich melde mich bald bei Ihnen.": "bis morgen 16:00 Uhr",
        "Je vous rappelle bientôt, c'est promis.": "d'ici demain 16:00",
        "Le llamaré pronto, se lo prometo.": "antes de las 16:00 de mañana",
    }
    for text, offered in offers.items():
        (vague,) = [one for one in read(text, promised=due) if one.concern is Concern.VAGUE_TIME]
        assert (vague.instead, vague.promise) == ((offered,), due)
    assert read("I'll call you soon.")[0].instead == ()


def test_nothing_next():
    text = "The gateway was restarted and the transfers of this morning went through."
    assert concerns(text) == ["no-next-step"]
    assert concerns(f"{text} Could you check yours?") == []
    assert concerns(text, ends=True) == []
    assert concerns("Done.") == []


def test_no_apology_where_we_failed():
    text = "I will replace the disk; you hear from me when it runs."
    assert concerns(text, failed=True) == ["no-apology"]
    assert concerns(f"{text} I am sorry for the silence.", failed=True) == []
    assert concerns(text) == []


def test_what_they_wrote_is_not_ours():
    assert concerns("> This is your fault.\nI will call you.") == []
    assert concerns("You wrote “it is your own fault”, and I will change that.") == []


def test_a_suppliers_and_a_colleagues_name():
    assert read("Voltio forgot the part.", suppliers=frozenset({"voltio"}))[0].of == "supplier"
    assert read("Bruno forgot to tell you.", colleagues=frozenset({"bruno"}))[0].of == "colleague"
    assert "blame" not in concerns("Bruno brings the part.", colleagues=frozenset({"bruno"}))


def test_another_customers_name_is_a_leak():
    others = frozenset({"nordbank", "alpina energie", "lumen.example"})
    text = "Nordbank AG has it too, and ALPINA Energie; ask ines@lumen.example."
    leaks = [one for one in read(text, others=others) if one.blocks]
    assert [one.words for one in leaks] == ["Nordbank AG", "ALPINA Energie", "lumen.example"]
    assert marked("> Nordbank wrote", Concern.LEAK, others=others) == ["Nordbank"]
    assert marked("The Nordbanks of this world", Concern.LEAK, others=others) == []


def test_a_leak_behind_the_longest_draft_is_found():
    text = "It runs. " * (LONGEST // 9 + 9) + "Nordbank"
    assert marked(text, Concern.LEAK, others=frozenset({"nordbank"})) == ["Nordbank"]


def test_what_could_be_a_name_is_few():
    words = "The gateway of Alpina Energie AG was restarted at nine by Ana Ruiz. " * 30
    assert "alpina energie" in names.candidates(words)
    assert "ana ruiz" in names.candidates(words)
    assert len(names.candidates(words)) < 40  # looked up together, however many customers are
    assert bare_name("Müßig & Söhne GmbH") == bare_name("MUSSIG & SOHNE")


@given(st.text(max_size=300), st.sampled_from(CODES))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_its_words_are_marked(text: str, code: str):
    for one in read(text, language=code, others=frozenset(names.candidates(text))):
        assert text[one.start : one.end] == one.words


def test_a_finding_is_known_again_wherever_it_stands():
    first, second = read("It is your fault."), read("Well, well. It is your fault.")
    assert first[0].key == second[0].key
    assert read("It is your mistake.")[0].key != first[0].key


def work(text: str) -> int:
    """How many calls it takes to read `text`."""
    calls = 0

    def count(*_args: Any) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("code", CODES)
def test_the_work_grows_with_the_draft_and_no_faster(code: str):
    sentences = [s for rule in language(code).rules for s in (*rule.clean, *rule.marked)]
    text = (" ".join(sentences) * 20)[: LONGEST // 5]
    read(text)
    once, five = work(text), work(text * 5)
    assert once < 40_000
    assert five < 7 * once
