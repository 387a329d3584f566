"""Many mails of one sender, or with the same words, are one problem, not many."""

from buckstop.conversations import entries
from buckstop.conversations.actions.strangers import ask_who
from buckstop.conversations.actions.words import keep_words
from buckstop.conversations.models import Doubt
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.message import MessageKind
from buckstop.incoming.actions.filing.ending import finish_mail
from buckstop.incoming.matching.crowds import Join
from buckstop.incoming.models import Became
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.transaction import Act
from buckstop.problems.models import Case


def begin(act: Act, mail: ReadMail, case: Case, whose: str) -> None:
    """Part of verbs: the first mail over the limit has a problem, and the others join it."""
    ask_who(act, case, DoubtKind.FLOOD, name=mail.author[0], address=whose)
    _keep(act, mail, case, "flood")


def join(act: Act, mail: ReadMail, found: Join, case: Case) -> None:
    """Part of verbs: one more, kept inside with the first; nobody is answered."""
    key = mail.crowd if found.why == "same" else ""
    doubts = Doubt.objects.filter(case=case, kind=DoubtKind.FLOOD, decided_at=None)
    doubt = next(iter(act.rows(doubts)), None)
    if doubt is None:
        ask_who(act, case, DoubtKind.FLOOD, name=mail.author[0], address=key or mail.sender)
    else:
        act.change(doubt, count=doubt.count + 1, last_at=act.at)
    _keep(act, mail, case, found.why)


def _keep(act: Act, mail: ReadMail, case: Case, why: str) -> None:
    problem = act.lock(case.problem)
    words = mail.words(held_back="It is one of many mails, and no machine of ours answers them.")
    message = keep_words(act, words, problem, case, kind=MessageKind.APART, person=None)
    assert message.text is not None
    made = entries.MailJoined(message=message.pk, why=why, text=message.text.digest)
    act.record(made, on=problem, cases=(case.pk,))
    finish_mail(act, mail, Became.JOINED, message.pk, case)
