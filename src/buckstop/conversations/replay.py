"""How what was said, and what became of our mail, follow from entries."""

from collections.abc import Mapping
from typing import Any

from buckstop.conversations import entries
from buckstop.conversations.models import Attachment, Message, Snippet, TakenBack, Widening
from buckstop.conversations.models.message import Channel
from buckstop.ledger.comparing import minute
from buckstop.ledger.entries import Digest, Fact
from buckstop.ledger.replay import UNKNOWN, Fold, Happened, Replay, Scene, Table, register
from buckstop.outbox.models import Delivery
from buckstop.problems.entries.cases import CustomerHeard, WordsNoted

PARTS = ("text", "quoted", "html", "raw")


MESSAGE = Table(
    Message,
    says=lambda row: f"the message of {minute(row.get('at'))}",
    chain="problem__chain",
    columns=(
        "problem__chain_id", "case_id", "kind", "channel", "said_by_id", "at",
        *(f"{part}__digest" for part in PARTS),
    ),
    words={
        "case_id": "the case",
        "said_by_id": "as its author",
        "at": "the time",
        **{f"{part}__digest": f"as its {part}" for part in PARTS},
    },
)  # fmt: skip
FILE = Table(
    Attachment,
    says=lambda _: "a file of a message",
    chain="message__problem__chain",
    key=("message_id", "file__digest"),
)
WIDENED = Table(
    Widening,
    says=lambda _: "that a message is shown to every customer",
    chain="problem__chain",
    columns=("at",),
)
TAKEN_BACK = Table(
    TakenBack,
    says=lambda _: "that a message was taken back",
    chain="message__problem__chain",
    columns=("at",),
)
MAIL = Table(
    Delivery,
    says=lambda _: "a mail",
    chain="head_of",
    columns=("state",),
    partly=True,
)

SNIPPET = Table(
    Snippet,
    says=lambda row: f"the snippet {row['pk']}",
    subject="house",
    columns=("person_id", "text__digest", "added_at", "removed_at"),
)


def _kept(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.MessageKept)
    scene.add(
        MESSAGE,
        made.kept,
        problem__chain_id=entry.chain,
        case_id=entry.case,
        kind=made.kind,
        channel=made.channel,
        said_by_id=made.said_by,
        at=made.said_at,
        **{f"{part}__digest": getattr(made, part) or None for part in PARTS},
    )
    _files_kept(scene, entry)


def _imported(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.MessageImported)
    scene.add(
        MESSAGE,
        made.message,
        problem__chain_id=entry.chain,
        case_id=entry.case,
        kind=made.kind,
        channel=Channel.CAME,
        said_by_id=made.said_by,
        at=made.said_at,
        quoted__digest=None,
        **{f"{part}__digest": getattr(made, part) or None for part in ("text", "html", "raw")},
    )
    for digest in made.files:
        scene.add(FILE, message_id=made.message, file__digest=digest)


def _files_kept(scene: Scene, entry: Happened) -> None:
    for digest in entry.get("files"):
        scene.add(FILE, message_id=entry.get("kept"), file__digest=digest)


def _letter(scene: Scene, entry: Happened) -> None:
    scene.add(
        MESSAGE,
        entry.get("message"),
        problem__chain_id=entry.chain,
        case_id=entry.case,
        kind=entry.get("kind"),
        said_by_id=None,
        at=entry.at,
        **dict.fromkeys(f"{part}__digest" for part in PARTS),
    )


def _named(field: str) -> Fold:
    """An entry that names the text of a message; an older Buckstop kept no more of it."""

    def fold(scene: Scene, entry: Happened) -> None:
        text: Digest = entry.get(field)
        scene.note(MESSAGE, text, case_id=entry.case, problem__chain_id=entry.chain)

    return fold


def _finish(scene: Scene) -> None:
    """Texts that are on record without the entry of their message."""
    known = {row.get("text__digest") for row in scene.tables[MESSAGE]}
    for text, values in scene.notes[MESSAGE].items():
        if text not in known:
            scene.add(MESSAGE, **{**values, "text__digest": text, "may_lack": True})
            scene.unknown.add(FILE)


def _widened(scene: Scene, entry: Happened) -> None:
    scene.add(WIDENED, entry.get("message"), at=entry.at)


def _mail(state: Any) -> Fold:
    def fold(scene: Scene, entry: Happened) -> None:
        key = entry.get("delivery")
        row = scene.find(MAIL, key) or scene.add(MAIL, key)
        row["state"] = state

    return fold


def _taken_back(scene: Scene, entry: Happened) -> None:
    scene.add(TAKEN_BACK, entry.get("message"), at=entry.at)


def _snippet_added(scene: Scene, entry: Happened) -> None:
    scene.add(
        SNIPPET,
        entry.get("snippet"),
        person_id=entry.get("person"),
        text__digest=entry.get("text"),
        added_at=entry.at,
        removed_at=None,
    )


def _snippet_changed(scene: Scene, entry: Happened) -> None:
    scene.find(SNIPPET, entry.get("snippet"))["text__digest"] = entry.get("text")


def _snippet_removed(scene: Scene, entry: Happened) -> None:
    scene.find(SNIPPET, entry.get("snippet"))["removed_at"] = entry.at


def _snippet_put_back(scene: Scene, entry: Happened) -> None:
    scene.find(SNIPPET, entry.get("snippet"))["removed_at"] = None


FOLDS: Mapping[type[Fact], Fold] = {
    entries.MessageKept: _kept,
    entries.FilesKept: _files_kept,
    entries.MessageImported: _imported,
    entries.LetterSent: _letter,
    entries.MessageSent: _named("text"),
    entries.NoteWritten: _named("text"),
    entries.MachineHeard: _named("text"),
    CustomerHeard: _named("message"),
    WordsNoted: _named("message"),
    entries.MessageWidened: _widened,
    entries.MessageTakenBack: _taken_back,
    entries.MailUncertain: _mail("uncertain"),
    entries.MailFailed: _mail("failed"),
    entries.MailBounced: _mail("bounced"),
    entries.MailSentAgain: _mail(UNKNOWN),
    entries.SnippetAdded: _snippet_added,
    entries.SnippetChanged: _snippet_changed,
    entries.SnippetRemoved: _snippet_removed,
    entries.SnippetPutBack: _snippet_put_back,
}
TABLES = (MESSAGE, FILE, WIDENED, TAKEN_BACK, MAIL, SNIPPET)
register(Replay(tables=TABLES, folds=FOLDS, finish=_finish))
