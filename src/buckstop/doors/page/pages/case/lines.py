"""What was said and done, set in plain words, newest first."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.conversations.letters.letter import letter_of
from buckstop.conversations.letters.told import Told
from buckstop.conversations.models import Message
from buckstop.conversations.models.message import THEIRS, Channel, MessageKind
from buckstop.conversations.queries.thread import Said
from buckstop.doors.components.attached import attached, sent
from buckstop.doors.components.shown.case_page import PageLine
from buckstop.doors.components.shown.shell import Attached
from buckstop.doors.page.pages.case.story import Story
from buckstop.ledger.actor import ActorKind
from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Entry
from buckstop.people.brands import voice
from buckstop.problems.commitments import kind
from buckstop.problems.entries import cases as entries
from buckstop.problems.entries.owning import TenureBegan
from buckstop.problems.entries.promising import NotWaitingForMe, OwedReported
from buckstop.problems.models import Commitment, Word

LONGEST = 20_000  # characters of one line; all of it has an address of its own


def lines(story: Story) -> list[PageLine]:
    """This page of the conversation, woven with what was done meanwhile."""
    done = [*_from_entries(story), *_from_words(story), *_from_above(story)]
    newer, older = story.thread.newer, story.thread.older
    meanwhile = [
        line
        for line in done
        if (newer is None or line.at < newer.at) and (older is None or line.at >= older.at)
    ]
    said = [_message(story, one) for one in story.thread.said]
    return sorted([*meanwhile, *said], key=lambda line: line.at, reverse=True)


def _message(story: Story, said: Said) -> PageLine:
    message = said.message
    if message.text_id is None:
        return PageLine(
            id=message.pk.hex,
            kind="told",
            who=_house(story),
            at=message.at,
            what=_letter(message),
            attachments=_files(story, said),
        )
    words = _words(story, message)
    theirs = message.kind in THEIRS
    return PageLine(
        id=message.pk.hex,
        kind="theirs" if theirs else "ours",
        who=_speaker(story, said),
        at=message.at,
        what="" if said.of_another_customer else _how(story, said),
        text=words[:LONGEST],
        whole_url=f"{story.url}messages/{message.pk}/" if len(words) > LONGEST else "",
        quoted=story.texts.of(message.quoted_id)[:LONGEST] if said.own else "",
        attachments=_files(story, said),
    )


def _speaker(story: Story, said: Said) -> str:
    """Who said it; another customer is never named."""
    message = said.message
    if said.of_another_customer:
        return _("Another customer")
    if message.kind == MessageKind.AUTOMATIC:
        return _("Your mail program")
    if story.is_reader(message.said_by_id):
        return _("You")
    if message.channel == Channel.CAME and message.said_by is None:
        return message.said_as.partition(" <")[0] or _("Somebody")
    return message.said_by.public_name if message.said_by else _house(story)


def _words(story: Story, message: Message) -> str:
    """What was said; without words its subject says it. Only what was erased is called so."""
    if message.text_id in story.texts.erased:
        return _("(This was erased.)")
    return story.texts.of(message.text_id) or message.subject


def _how(story: Story, said: Said) -> str:
    message = said.message
    if message.kind == MessageKind.AUTOMATIC:
        return _("answered by itself")
    if message.kind == MessageKind.NOTED:
        phone = message.channel == Channel.PHONE
        return _("noted from your call") if phone else _("noted what you told us")
    if message.kind == Told.code:
        return _(Told.customer_reads)
    if message.kind == MessageKind.HEARD and not _words(story, message):
        return sent(_files(story, said)) if said.files else _("sent an empty message")
    return ""


def _letter(message: Message) -> str:
    """What a letter of the desk itself said, in half a sentence."""
    owner = message.owner.public_name if message.owner else _("somebody else")
    return _(letter_of(message.kind).customer_reads) % {"owner": owner}


def _files(story: Story, said: Said) -> list[Attached]:
    return attached(
        (file.name, file.size, file.content_type, f"{story.url}files/{file.pk}/")
        for file in said.files
    )


def _from_entries(story: Story) -> list[PageLine]:
    found = []
    for entry, made in story.happened:
        what, text = _done(story, made)
        if what:
            who = _actor(story, entry, made)
            line = PageLine(
                id=entry.pk.hex, kind="done", who=who, at=entry.at, what=what, text=text
            )
            found.append(line)
    return found


def _done(story: Story, made: Fact) -> tuple[str, str]:
    """What an entry says to the customer, and the words they wrote with it."""
    match made:
        case TenureBegan(before=before) if before is not None:
            return _("became the owner"), ""
        case entries.UnderstandingCorrected():
            return _("said: that’s not it"), story.texts.by_digest.get(made.correction, "")
        case entries.CannotWait():
            return _("said: it can’t wait"), ""
        case entries.CaseRanked(rank=rank):
            said = {"first": _("said: it comes first"), "last": _("said: it may come last")}
            return said.get(rank, _("said: it comes as it comes")), ""
        case NotWaitingForMe():
            return _("said: not waiting for me"), _step_text(story, made.commitment)
        case OwedReported():
            return _("said that it’s done:"), _step_text(story, made.commitment)
        case entries.LinksWithdrawn():
            return _("withdrew the links to this page"), ""
    return "", ""


def _actor(story: Story, entry: Entry, made: Fact) -> str:
    if isinstance(made, TenureBegan):
        return story.names.get(made.to, _("Somebody"))
    if entry.actor_id == story.case.contact_id:
        return story.who(entry.actor_id)
    if entry.actor_kind == ActorKind.STAFF and entry.actor_id:
        return story.names.get(entry.actor_id, _house(story))
    return _house(story)


def _house(story: Story) -> str:
    """Under which name we speak there."""
    return voice(story.case.brand).name


def _step_text(story: Story, key: UUID) -> str:
    row = next((row for row in story.view.owed if row.pk == key), None)
    return story.texts.of(row.what_id) if row else ""


def _from_words(story: Story) -> list[PageLine]:
    said = {
        Word.Says.SOLVED: _("said: solved"),
        Word.Says.BROKEN: _("said: still broken"),
        Word.Says.TAKEN_BACK: _("took back what we had recorded"),
    }
    recorded = {
        Word.Says.SOLVED: _("recorded your word: solved"),
        Word.Says.BROKEN: _("recorded your word: still broken"),
    }
    found = []
    for word in story.view.words:
        says = Word.Says(word.says)
        by = word.recorded_by
        what = recorded.get(says, said[says]) if by else said[says]
        if word.how == Word.How.LINK:
            what = _("%(what)s (by your link)") % {"what": what}
        who = story.names.get(by, _house(story)) if by else story.who(story.case.contact_id)
        text = "" if by else story.texts.of(word.note_id)
        found.append(
            PageLine(id=word.pk.hex, kind="done", who=who, at=word.at, what=what, text=text)
        )
    return found


def _from_above(story: Story) -> list[PageLine]:
    """Who above was asked, why, and what they answered."""
    found = []
    for row in story.view.owed:
        its = kind.of(row)
        if not its.customers_ask:
            continue
        if not _climbed(story, row):
            what = _(its.to_ask)
            who = story.who(story.case.contact_id)
            found.append(_above(row.pk, "done", who, row.made_at, what, story, row.what_id))
        if row.answer_id and row.ended_at:
            who, at = row.debtor.public_name, row.ended_at
            found.append(_above(row.pk, "ours", who, at, _(its.answered), story, row.answer_id))
    return found


def _climbed(story: Story, row: Commitment) -> bool:
    return any(row.follows_id == other.pk for other in story.view.owed)


def _above(
    key: UUID, kind: str, who: str, at: datetime, what: str, story: Story, body: UUID | None
) -> PageLine:
    return PageLine(
        id=f"{key.hex}-{kind}", kind=kind, who=who, at=at, what=what, text=story.texts.of(body)
    )
