"""The names that courses use."""

from collections.abc import Callable

from buckstop.demo.acts import customers, owing, owning, telling
from buckstop.demo.acts.scene import Scene

type Act = Callable[[Scene], None]

FIRST: dict[str, Act] = {
    "mail": customers.writes,
    "mail-log": customers.writes_with_log,
    "mail-picture": customers.writes_with_picture,
    "mail-cc": customers.writes_with_copy,
    "forward": customers.is_passed_on,
    "call": customers.calls,
}
"""How a run begins."""

ACTS: dict[str, Act] = FIRST | {
    # the customer
    "answers": customers.answers,
    "asks-more": customers.answers,
    "sends-log": customers.sends_log,
    "page": customers.writes_on_page,
    "corrects": customers.corrects,
    "cannot-wait": customers.cannot_wait,
    "solved": customers.says_solved,
    "thanks": customers.answers,
    "broken": customers.says_broken,
    "takes-back": customers.takes_back,
    "above": customers.wants_someone_above,
    "not-me": customers.is_not_waited_for,
    "away": customers.is_away,
    "bounce": customers.mailbox_is_full,
    # the owner tells
    "read": telling.reads,
    "understand": telling.understands,
    "understand-alone": telling.understands_alone,
    "widen": telling.widens_understanding,
    "widen-words": telling.widens_words,
    "reply": telling.replies,
    "reply-lost": telling.replies_over_a_bad_line,
    "tell": telling.tells,
    "no-news": telling.tells,
    "joined": telling.tells,
    "phone": telling.tells_by_phone,
    "note": telling.notes,
    "note-log": telling.notes_with_log,
    "fixed": telling.says_fixed,
    "fixed-again": telling.says_fixed,
    "word": telling.records_phone,
    "word-mail": telling.records_mail,
    "request": telling.sees_request,
    "question": telling.sees_question,
    "answer": telling.answers,
    "answer-more": telling.answers,
    "decline": telling.declines,
    "void": telling.voids,
    "undo-void": telling.undoes_void,
    "hurts": telling.sees_it_hurts,
    "eases": telling.sees_it_eases,
    # what is owed
    "plan": owing.plans,
    "step": owing.plans_one,
    "theirs": owing.wants_of_them,
    "done": owing.does_step,
    "theirs-done": owing.takes_their_step,
    "drop-step": owing.drops_step,
    "ask": owing.asks,
    "ask-yes": owing.promises_answer,
    "ask-answer": owing.answers_ask,
    "ask-good": owing.accepts_answer,
    "ask-again": owing.returns_answer,
    "ask-no": owing.declines_ask,
    "move": owing.moves_promise,
    # who owns it
    "offer": owning.offers,
    "accept": owning.accepts,
    "refuse": owning.declines_offer,
    "unoffer": owning.withdraws_offer,
    "goes-to": owning.goes_to,
    "taken": owning.is_taken,
    "back": owning.hands_back,
    "escalate": owning.escalates,
    "backing": owning.has_backing,
    "steps-in": owning.steps_in,
    "join": owning.joins,
    "out": owning.moves_out,
    "for": owning.is_for,
}

LETTERS = {*FIRST, "answers", "asks-more", "sends-log", "away", "bounce", "thanks"} | {
    "goes-to", "accept", "taken", "back", "reply-lost",
}  # fmt: skip
"""After these mail came in, or somebody else owns it: the workers are quick."""
