"""What was said and done, as lines."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.conversations.letters.letter import letter_of
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import INSIDE, NOT_OURS, THEIRS, Channel, MessageKind
from buckstop.conversations.permissions.telling import may_widen
from buckstop.conversations.queries.timeline import LONGEST, Moment, Timeline
from buckstop.doors.components.attached import attached, sent
from buckstop.doors.components.shown.shell import Attached, Button
from buckstop.doors.components.shown.timeline import Line
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.acts.understanding import Widen
from buckstop.doors.desk.addresses import FILE, MESSAGE_HTML, MESSAGE_RAW, MESSAGE_TEXT
from buckstop.doors.desk.pages.problem import deliveries, folding
from buckstop.doors.desk.pages.problem.undoing import undos
from buckstop.doors.desk.presenting import cases, problems, times
from buckstop.doors.desk.reader import Reader
from buckstop.ledger.actor import ActorKind
from buckstop.ledger.reading import sentence
from buckstop.problems.entries.owning import TenureBegan
from buckstop.problems.models import Tenure
from buckstop.problems.queries.problem_view import ProblemView

UNSAID = {"first-word", "case-asked", "contact-met", "contact-added", "news-debtor-changed",
          "supplier-ask-sent"}  # fmt: skip
BRIEF = 600  # characters of a mail whose frame needs little room
_THEIRS = ("heard", "automatic", "apart")
_KINDS = {
    "news-promised": "promised",
    "promise-moved": "promised",
    "promise-brought-forward": "promised",
    "news-sent": "kept",
    "owed-kept": "kept",
    "news-missed": "missed",
    "owed-missed": "missed",
}


_IN_LINE = {"tagged", "untagged", "field-filled", "field-emptied"}
"""Whose few words end the sentence, in place of standing below it."""

_ELSEWHERE = {"message-scheduled"}
"""Whose words stand in a box until they leave, and then in the line with which they left."""

HEARD = ("customer-heard", "words-noted")


def lines(line: Timeline, seen: ProblemView, reader: Reader) -> list[Line]:
    """One line an act, oldest first; one text told to many customers is one line."""
    return folding.folded(_each(line, seen, reader))


def _each(line: Timeline, seen: ProblemView, reader: Reader) -> list[tuple[Moment, Line]]:
    """A line for each entry that says something."""
    heard = {_case_of(m) for m in line.moments if m.entry.code in HEARD}
    told, undo = _told_to(line.moments), undos(line, seen, reader)
    found: list[tuple[Moment, Line]] = []
    done: set[UUID] = set()
    for moment in line.moments:
        code, message = moment.entry.code, moment.message
        here = moment.entry.chain_id == seen.problem.chain_id
        if code in UNSAID or (code == "case-opened" and _case_of(moment) in heard):
            continue
        if code == "case-moved-out" and not here:
            continue  # said by the one that moved it here
        if message is None:
            found.append((moment, _act(moment, line, reader, undo.get(moment.entry.pk))))
        elif message.telling is None or message.telling not in done:
            if message.telling:
                done.add(message.telling)
            found.append((moment, _said(moment, message, told, line, seen, reader)))
    return found


def _case_of(moment: Moment) -> object:
    return (getattr(moment.made, "case", None), moment.entry.at)


def _told_to(moments: Iterable[Moment]) -> dict[UUID, list[Message]]:
    found: dict[UUID, list[Message]] = {}
    for moment in moments:
        if moment.message is not None and moment.message.telling:
            found.setdefault(moment.message.telling, []).append(moment.message)
    return found


def _act(moment: Moment, line: Timeline, reader: Reader, undo: Button | None) -> Line:
    entry = moment.entry
    said = sentence(entry, names=line.names, say_time=lambda at: times.said(reader, at))
    who = line.names.get(entry.actor_id) if entry.actor_id else None
    if isinstance(moment.made, TenureBegan):
        said = _began(moment.made, line)
    if who and said.startswith(f"{who} "):
        said = said[len(who) + 1 :]
    else:
        who = ""
    words = "\n\n".join(moment.texts.values())
    if entry.code in _IN_LINE:
        said, words = f"{said} {words}", ""
    elif entry.code in _ELSEWHERE:
        words = ""
    return Line(
        id=f"e{entry.pk.hex}",
        kind=_KINDS.get(entry.code, "act"),
        who=who or "",
        what=said,
        at=entry.at,
        text=words,
        formatted=entry.actor_kind == ActorKind.STAFF,
        number=entry.number,
        undo=undo,
    )


def _began(made: TenureBegan, line: Timeline) -> str:
    told = {"who": line.names.get(made.to, ""), "how": Tenure.How(made.how).label}
    return _("%(who)s owns it now: %(how)s") % told


def _said(
    moment: Moment,
    message: Message,
    told: dict[UUID, list[Message]],
    line: Timeline,
    seen: ProblemView,
    reader: Reader,
) -> Line:
    together = told.get(message.telling, [message]) if message.telling else [message]
    to_one = message.case_id is not None and len(seen.cases) > 1 and len(together) == 1
    widened: bool = message.widened  # type: ignore[attr-defined]
    scoped = to_one and not widened and letter_of(message.kind).scoped
    widens = not may_widen(message, reader.actor, widened=widened) and not seen.problem.is_closed
    letter, to = moment.entry.code == "letter-sent", _to(message, together)
    quoted: str = message.quoted_text or ""  # type: ignore[attr-defined]
    files, words = _files(message), "" if letter else _words(moment, message)
    scoped = scoped and message.kind not in INSIDE
    mails = deliveries.delivered(together, reader)
    back: bool = message.was_taken_back  # type: ignore[attr-defined]
    return Line(
        id=f"m{message.pk.hex}",
        kind="act" if letter else _kind(message),
        who=_("Buckstop") if letter or not _who(message) else _who(message),
        what=_did(moment, message, to, words, files),
        route=message.route,
        to="" if letter_of(message.kind).names_readers else to,
        at=message.at if message.channel == Channel.CAME else moment.entry.at,
        subject=_subject(message, words),
        text=words,
        formatted=message.kind == MessageKind.NOTE or message.kind not in NOT_OURS,
        quoted=quoted[:LONGEST],
        remarks=message.remarks.splitlines(),
        whole_url=MESSAGE_TEXT.url(message.pk) if moment.cut and not letter else "",
        quoted_cut=len(quoted) > LONGEST,
        brief=len(words) < BRIEF and not any(file.picture_url for file in files),
        html_url=MESSAGE_HTML.url(message.pk) if message.html_id else "",
        raw_url=MESSAGE_RAW.url(message.pk) if message.raw_id else "",
        attachments=files,
        scope=_scope(message) if scoped else "",
        widen_url=Widen.sheet_url(seen.problem.number, message=message.pk)
        if scoped and widens and not letter
        else "",
        no_news=not message.is_news and letter_of(message.kind).marks_no_news,
        delivery=mails.state,
        delivery_words="" if _is_said(mails, message, letter) else mails.words,
        number=moment.entry.number,
        automatic=letter,
        taken_back=back,
        undo=_undo(message, seen, reader),
        apart=button(Spot.LINE_HEARD, Subject(reader=reader, problem=seen.problem, row=message)),
    )


def _is_said(mails: deliveries.Delivered, message: Message, letter: bool) -> bool:
    """Whether its line says already that it was sent: “sent an update … sent” says it twice."""
    kind = letter_of(message.kind)
    return mails.words == deliveries.sent() and (letter or kind.desk_sent != kind.desk_wrote)


def _undo(message: Message, seen: ProblemView, reader: Reader) -> Button | None:
    """The way to take it back, as long as it hasn't left."""
    on = Subject(reader=reader, problem=seen.problem, row=message)
    return button(Spot.LEAVING, on)


def _kind(message: Message) -> str:
    if message.kind == "note":
        return "note"
    if message.channel == "phone":
        return "call"
    if message.kind == "apart":
        return "note"
    if message.kind in THEIRS:
        return "mail_in"
    return "update" if letter_of(message.kind).is_update else "mail_out"


def _who(message: Message) -> str:
    if message.said_by is not None:
        return message.said_by.public_name
    if message.kind in ("heard", "automatic") and message.case is not None:
        return message.said_as or message.case.contact.public_name
    return message.said_as


def _what(message: Message, to: str) -> str:
    if message.kind == "note":
        return ""
    if message.kind == "automatic":
        return _("wrote by machine; nobody answers it")
    if message.kind == MessageKind.ELSEWHERE:
        return _("wrote, in another system")
    if message.kind == "noted":
        return _noted(message)
    kind = letter_of(message.kind)
    if message.kind not in NOT_OURS:
        said = _(kind.desk_sent if deliveries.has_left(message) else kind.desk_wrote)
        return said % {"who": to} if kind.names_readers else said
    return _("wrote") + (_(" on their page") if message.channel == "page" else "")


def _did(moment: Moment, message: Message, to: str, words: str, files: list[Attached]) -> str:
    if message.kind == "apart":
        return _apart(moment)
    if message.kind == "heard" and not words:
        return sent(files) if files else _("sent an empty message")
    return _what(message, to)


def _words(moment: Moment, message: Message) -> str:
    """What was said; where there was no text, the subject says it. Only what was erased is so."""
    if moment.erased:
        return _("(This was erased.)")
    said = next(iter(moment.texts.values()), "")
    return said if said.strip() or message.kind not in _THEIRS else message.subject


def _subject(message: Message, words: str) -> str:
    """Their subject, where the title doesn't say all of it."""
    if message.kind not in _THEIRS or message.case is None:
        return ""
    title = message.case.title.rstrip("…")
    subject = message.subject
    return "" if subject in (title, words) or len(subject) < len(title) else subject


def _noted(message: Message) -> str:
    told = {"who": message.case.contact.public_name if message.case else ""}
    if message.channel == "phone":
        return _("noted from %(who)s’s call") % told
    return _("noted what %(who)s said") % told


def _apart(moment: Moment) -> str:
    """Why words are kept inside."""
    why = getattr(moment.made, "why", "")
    return {
        "stranger": _("wrote; nobody knows them here, so it is kept apart"),
        "unproved": _("by mail; not proved to be theirs, so it is kept inside"),
        "forwarded": _("wrote it first, it seems; it was passed on to us"),
        "same": _("wrote the same once more; it is kept here, nobody was answered"),
        "flood": _("wrote, as one of many; it is kept here, nobody was answered"),
    }.get(why, _("wrote by machine; it is kept apart"))


def _to(message: Message, together: list[Message]) -> str:
    if message.kind in NOT_OURS or message.case is None:
        return ""
    if len(together) > 1:
        n = problems.customers_of(together)
        return problems.so_many(n) if n > 1 else cases.name(message.case)
    return message.case.contact.public_name


def _scope(message: Message) -> str:
    assert message.case is not None
    return _("%(customer)s only") % {"customer": cases.name(message.case)}


def _files(message: Message) -> list[Attached]:
    rows: list[dict[str, object]] = message.files  # type: ignore[attr-defined]
    return attached(
        (str(f["name"]), int(str(f["size"])), str(f["kind"]), FILE.url(f["id"])) for f in rows
    )
