"""What was said and done, as one line each."""

from dataclasses import dataclass, field
from datetime import datetime

from buckstop.doors.components.shown.shell import Attached, Button

KINDS = (
    "mail_in",  # a customer wrote
    "mail_out",  # we wrote to one customer
    "update",  # we wrote to all of them
    "note",  # inside only
    "call",  # told or heard by phone
    "act",  # something done, from the ledger
    "promised",  # a promise made or moved
    "kept",
    "missed",
)

THEIRS, OURS = KINDS[0], KINDS[1:3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the timeline. `kind` is one of KINDS.

    `who` and `what` read as a sentence: "Ines Keller" "wrote"; "Ana Ruiz" "offered it to Bruno".
    `route`: by whom a mail came and who else got it. `text` is plain text, set as written;
    `formatted`: one of us wrote it, and its light formatting is set. `quoted` is folded below it.
    `subject`: theirs, where the problem's title doesn't say all of it. `remarks`: what was off in
    reading it. `whole_url`: all of a text that is cut here; `quoted_cut`: so is what is folded.
    `html_url`: the sanitised HTML of the mail, shown in a sandboxed frame when asked for; `brief`:
    it needs little room. `raw_url`: the mail as it came. `scope`: whom it concerns when it isn't
    everybody ("Nordbank only"); `widen_url`: the sheet that widens it. `delivery`: what became of
    the mail, empty (none), "sent", "waiting", "uncertain" or "failed", and `delivery_words` that
    say it. `number` is its number in the ledger. `taken_back`: before it left; `undo`: takes back
    what was said or done; `apart`: makes a problem of its own of it. `automatic`: a letter of the
    desk's own. `brought`: what came with it ("Ana Ruiz owns it now"), set as one line below it.
    """

    id: str
    kind: str
    who: str
    what: str
    at: datetime
    text: str = ""
    formatted: bool = False
    quoted: str = ""
    subject: str = ""
    remarks: list[str] = field(default_factory=list)
    whole_url: str = ""
    quoted_cut: bool = False
    brief: bool = False
    html_url: str = ""
    raw_url: str = ""
    attachments: list[Attached] = field(default_factory=list)
    scope: str = ""
    widen_url: str = ""
    to: str = ""
    route: str = ""
    no_news: bool = False
    delivery: str = ""
    delivery_words: str = ""
    number: int | None = None
    automatic: bool = False
    taken_back: bool = False
    undo: Button | None = None
    apart: Button | None = None
    brought: list[str] = field(default_factory=list)

    @property
    def is_ours(self) -> bool:
        """Whether one of us wrote it to customers."""
        return self.kind in OURS and not self.taken_back

    @property
    def is_theirs(self) -> bool:
        """Whether a customer wrote it."""
        return self.kind == THEIRS
