"""The words of a cause, read before they are kept: it is no person, and names none."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.conversations.wording import names
from buckstop.conversations.wording.checking import check
from buckstop.conversations.wording.context import Context
from buckstop.conversations.wording.finding import Concern
from buckstop.ledger.refused import Refused
from buckstop.people.finding import customers_named, staff_named
from buckstop.prevention.rules.blame import EASY, blame_in
from buckstop.problems.rules.acting import check_words

LONGEST = 300
_BLAMES = frozenset({Concern.BLAME, Concern.LEAK})


def check_cause(text: str, at: datetime) -> str:
    """The words of a cause; refused where they blame or name somebody, with the question behind."""
    said = check_words(text, "what", _("Say what let it happen: something that we can change."))
    if len(said) > LONGEST:
        raise Refused("too-long", _("Say it in a sentence; the review has room for more."), "what")
    blame = blame_in(said)
    if blame is not None:
        told = {"words": blame.words, "question": _(blame.asks)}
        sentence = _("“%(words)s” makes somebody the cause. %(question)s")
        raise Refused("blame", sentence % told, "what")
    possible = names.candidates(said)
    ours, theirs = staff_named(possible), customers_named(possible, but_not=[])
    named = names.standing(said, frozenset({*ours, *theirs}))
    if named:
        sentence = _("A cause is nobody: leave %(name)s out. %(question)s")
        told = {"name": named[0].words, "question": _(EASY)}
        raise Refused("blame", sentence % told, "what")
    for one in check(said, Context(now=at)):
        if one.concern in _BLAMES:
            told = {"words": one.words, "question": _(EASY)}
            sentence = _("“%(words)s” makes somebody the cause. %(question)s")
            raise Refused("blame", sentence % told, "what")
    return said
