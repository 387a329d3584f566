"""Parts of receiving: what one mail says, who wrote it, and what it looks like. No database."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from buckstop.configuration.secrets import fingerprint_key
from buckstop.conversations import links
from buckstop.conversations.actions.posting import File
from buckstop.conversations.actions.words import Words
from buckstop.conversations.links import Link
from buckstop.conversations.models.message import Channel
from buckstop.conversations.rules import fingerprint, tokens
from buckstop.incoming.models import Intake
from buckstop.incoming.settings import TRUSTED_AUTHENTICATION
from buckstop.kit.addresses import unmarked
from buckstop.mail.authenticity import is_proved, is_refuted
from buckstop.mail.likeness import near_words, same_words
from buckstop.mail.loops import (
    hold_back_letter,
    is_own_list,
    written_by_machine,
)
from buckstop.mail.parse import parse
from buckstop.mail.parsed import Mailbox, ParsedMail
from buckstop.mail.reply import Reply, split_reply
from buckstop.outbox.settings import ADDRESSES
from buckstop.people.rules import domain_of

_LINK = re.compile(r"/c/([A-Za-z0-9_-]{40,100})")
_MARKED = re.compile(r"\s*(?:\[[^\]]{1,60}\]\s*)?[^\W\d_]{1,5}\s?(?:[\[(]\d{1,3}[\])])?\s?[:：]")
_COPIED = 20  # so many at most are asked about
_LINKS = 20  # of a mail's links at most so many are tried
REFUTED = (
    "Your mail server says that this isn’t from the domain that it names (DMARC failed): anybody"
    " may have written it."
)
_OF_NOBODY = re.compile(r"(?:.*[.+_-])?(?:no|do-?not|dont)[-_.]?reply(?:[.+_-].*)?\Z")


@dataclass(frozen=True, slots=True)
class ReadMail:
    """An intake, read.

    `author` is who wrote: where answers are to go, else the From. `machine` says why nobody sat
    there when it was written, `held_back` why no machine of ours answers; both "" where not so.
    `proved` is whether the front server vouches for the From, `refuted` whether it says that the
    mail isn't from there. `same` is what copies of one mail
    share, `near` what the mails of one robot share, `crowd` who is counted together with the
    author.
    """

    intake: Intake
    parsed: ParsedMail
    reply: Reply
    author: Mailbox
    machine: str
    held_back: str
    proved: bool
    refuted: bool
    tokens: list[str]
    links: list[Link]
    same: str
    near: str
    crowd: str

    @property
    def authors(self) -> list[Mailbox]:
        """Who may have written: the From first, then where answers are to go."""
        written_by = (self.parsed.from_name, self.parsed.from_address)
        both = [written_by, self.author]
        return [one for one in dict.fromkeys(both) if one[1] and one[1] not in ADDRESSES.value]

    @property
    def sender(self) -> str:
        """Whose mails are counted: the author's address, else the return path."""
        return self.author[1] or (self.intake.envelope_from or "")[:254].lower()

    def words(self, *, why: str = "", held_back: str = "") -> Words:
        """What it says, to be kept as a message; `why` goes to its remarks."""
        mail = self.parsed
        own = (self.intake.remark, REFUTED if self.refuted else "")
        return Words(
            text=self.reply.said,
            channel=Channel.MAIL,
            files=[
                File(one.name, one.content_type, one.content, one.content_id, one.inline)
                for one in mail.attachments
            ],
            subject=mail.subject,
            quoted=self.reply.quoted,
            html=mail.html,
            raw=self.intake.raw,
            message_id=mail.message_id,
            in_reply_to=mail.in_reply_to or next(iter(mail.references[-1:]), ""),
            remarks="\n".join(one for one in (*own, *mail.problems, why) if one),
            route=self._route(),
            said_as=self.as_written,
            held_back=held_back or self.held_back,
        )

    def _route(self) -> str:
        """By whom it was sent, where that isn't who wrote it, and to whom besides us."""
        mail = self.parsed
        said = []
        if self.author[1] != mail.from_address and mail.from_address:
            said.append(f"by {_mailbox(mail.from_name, mail.from_address)}")
        for label, boxes in (("to", mail.to), ("cc", mail.cc)):
            shown = [_mailbox(name, address) for name, address in boxes[:12]]
            if label == "cc" or len(shown) > 1:
                more = f" and {len(boxes) - 12} more" if len(boxes) > 12 else ""
                said += [f"{label} {', '.join(shown)}{more}"] if shown else []
        return "; ".join(said)

    @property
    def copied(self) -> dict[str, str]:
        """Who was written to besides us and who wrote, with their names, by their addresses."""
        mail = self.parsed
        wrote = {mail.from_address, self.author[1]}
        found = {address: name for name, address in (*mail.cc, *mail.to) if address}
        others = [one for one in found if one not in wrote and not _is_ours(one)]
        return {address: found[address] for address in others[:_COPIED]}

    @property
    def as_written(self) -> str:
        """`Ines Keller <ines@…>`, as the mail itself names who wrote."""
        name, address = self.author
        written = f"{name} <{address}>" if address else name or "Somebody without an address"
        return written.strip()[:200]


def read(intake: Intake) -> ReadMail:
    """Read one mail; never raises, whatever the bytes."""
    raw = intake.raw.content()
    mail = parse(raw, envelope_from=intake.envelope_from)
    own = set(ADDRESSES.value)
    author = _author(mail, own)
    reply = split_reply(mail.text, is_answer=_is_answer(mail))
    sender = author[1] or (intake.envelope_from or "")[:254].lower()
    crowd = domain_of(sender) or sender
    near = near_words(reply.said or reply.quoted, mail.subject)
    return ReadMail(
        intake=intake,
        parsed=mail,
        reply=reply,
        author=author,
        machine=written_by_machine(mail, intake.envelope_from),
        held_back=hold_back_letter(mail, intake.envelope_from, author[1], own),
        proved=is_proved(mail, TRUSTED_AUTHENTICATION.value),
        refuted=is_refuted(mail, TRUSTED_AUTHENTICATION.value),
        tokens=_tokens(intake, mail),
        links=_own_links(mail),
        same=_digest(same_words(mail, author[1], raw)),
        near=_digest(f"{crowd}\0{near}") if near and crowd else "",
        crowd=crowd,
    )


def _tokens(intake: Intake, mail: ParsedMail) -> list[str]:
    """The cases that it is for: where it was sent to, what it answers, whom it was written to."""
    answered = (mail.in_reply_to, *reversed(mail.references), mail.message_id, *mail.reported)
    written_to = (*mail.delivered_to, *(address for _, address in (*mail.to, *mail.cc)))
    found = tokens(intake.recipient, answered)
    found += [token for address in written_to for token in tokens(address, ())]
    return list(dict.fromkeys(found))


def _is_answer(mail: ParsedMail) -> bool:
    """Whether it answers some mail or passes one on, by its references or the mark of its title."""
    return bool(mail.in_reply_to or mail.references or _MARKED.match(mail.subject))


def _author(mail: ParsedMail, own: Collection[str]) -> Mailbox:
    """Where the person is: a usable Reply-To, else the From; never a return path, nor ourselves."""
    for name, address in mail.reply_to:
        if address == mail.from_address:
            break
        if address and address not in own and _is_a_persons(address, mail, own):
            return name or _name_of(address, mail), address
    is_ours = any(_is_marked(mail.from_address, ours) for ours in own)
    return mail.from_name, "" if is_ours or mail.from_address in own else mail.from_address


def _is_a_persons(address: str, mail: ParsedMail, own: Collection[str]) -> bool:
    """Whether an address to answer to is no list, no machine's and none of ours with a mark."""
    if _OF_NOBODY.match(address.rpartition("@")[0]):
        return False
    if any(_is_marked(address, ours) for ours in own):
        return False
    auto = mail.auto
    by_list = (auto.list_id or auto.list_post) and not is_own_list(auto.list_id, own)
    written_to = {to for _, to in (*mail.to, *mail.cc)}
    return not (by_list and (address in written_to or address in auto.list_post))


def _is_ours(address: str) -> bool:
    return unmarked(address) in ADDRESSES.value


def _mailbox(name: str, address: str) -> str:
    return f"{name} <{address}>" if name else address


def _is_marked(address: str, ours: str) -> bool:
    """Whether `address` is the one of ours with a mark: help+something@."""
    local, _, domain = ours.rpartition("@")
    return address.startswith(f"{local}+") and address.endswith(f"@{domain}")


def _name_of(address: str, mail: ParsedMail) -> str:
    """The name in From, where it seems to be that of the address to answer to."""
    local = address.partition("@")[0]
    words = re.findall(r"[^\W\d_]{3,}", mail.from_name.casefold())
    return mail.from_name if any(word in local for word in words) else ""


def _own_links(mail: ParsedMail) -> list[Link]:
    """The signed links of ours that it quotes."""
    found = dict.fromkeys(_LINK.findall(f"{mail.text}\n{mail.html}"))
    read_ones = [links.read(one) for one in list(found)[:_LINKS]]
    return [one for one in read_ones if one is not None]


def _digest(text: str) -> str:
    return fingerprint(text.encode(errors="replace"), fingerprint_key())
