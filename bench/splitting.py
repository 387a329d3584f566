"""How well what was said is told from what was quoted: `python -m bench.splitting [--misses]`.

Over the mails in `bench/corpus`, each with the split that people would make. Half of them, by a
sum over their names, may be looked at while the reader is changed (*measured*), the other half
never (*kept*). Two errors, counted apart: a customer's words that are folded away (*lost*), which
is the grave one, and what is quoted or a signature and stands in sight (*too much*).
"""

import argparse
from dataclasses import dataclass

from bench.labelled import LANGUAGES, Label, Labelled, mails, places_of_words
from buckstop.mail.parse import parse
from buckstop.mail.reply import Reply, split_reply

_FOLDED = (Label.QUOTED, Label.SIGNED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the reader made of one mail: how many words it lost, and showed too many.

    `misread` is whether the text as such isn't the one that was sent.
    """

    mail: Labelled
    reply: Reply
    lost: int
    too_much: int
    misread: bool

    @property
    def exact(self) -> bool:
        """Whether the split is the one that people would make."""
        return not (self.lost or self.too_much or self.misread)


def outcome(mail: Labelled) -> Outcome:
    """Read one mail from its bytes and compare, word by word."""
    parsed = parse(mail.raw())
    reply = split_reply(parsed.text, is_answer=bool(parsed.in_reply_to))
    return compared(mail, parsed.text, reply)


def compared(mail: Labelled, text: str, reply: Reply) -> Outcome:
    """The outcome of one split of `text`."""
    found = places_of_words(text)
    if [word for word, _at in found] != [word for word, _label in mail.words]:
        return Outcome(mail, reply, lost=0, too_much=0, misread=True)
    start = _start_of_said(text, reply)
    lost = too_much = 0
    for (_word, at), (_same, label) in zip(found, mail.words, strict=True):
        in_sight = start <= at < start + len(reply.said)
        lost += label is Label.SAID and not in_sight
        too_much += label in _FOLDED and in_sight
    return Outcome(mail, reply, lost, too_much, misread=False)


def _start_of_said(text: str, reply: Reply) -> int:
    """Where in the text stands what was said: the rest of it is what was quoted."""
    folded = "".join(reply.quoted.split())
    at = text.find(reply.said)
    while at >= 0:
        rest = text[:at] + text[at + len(reply.said) :]
        if "".join(rest.split()) == folded:
            return at
        at = text.find(reply.said, at + 1)
    raise AssertionError("what was said and what was quoted aren't the text")


def table(outcomes: list[Outcome]) -> str:
    """The figures of each language and of all, as a table of Markdown."""
    lines = [
        "| language | mails | exact | too much in sight | words lost |",
        "|---|--:|--:|--:|--:|",
    ]
    for code, name in LANGUAGES.items():
        lines.append(_row(name, [one for one in outcomes if one.mail.language == code]))
    return "\n".join([*lines, _row("**all**", outcomes)])


def _row(name: str, of: list[Outcome]) -> str:
    exact = sum(one.exact for one in of)
    too_much = sum(bool(one.too_much) for one in of)
    lost = sum(bool(one.lost) for one in of)
    return f"| {name} | {len(of)} | {exact} | {too_much} | {lost} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.splitting", description=__doc__)
    parser.add_argument(
        "--misses", action="store_true", help="show the measured mails that aren't split exactly"
    )
    args = parser.parse_args()
    outcomes = [outcome(mail) for mail in mails()]
    for name, kept in (("measured", False), ("kept", True)):
        half = [one for one in outcomes if one.mail.kept is kept]
        print(f"\n{name}: {len(half)} mails\n\n{table(half)}")
    for one in outcomes if args.misses else []:
        if not one.mail.kept and not one.exact:
            print(f"\n=== {one.mail.language}/{one.mail.name}: {one.lost} words lost, "
                  f"{one.too_much} too many{', misread' * one.misread} ({one.mail.beyond})\n"
                  f"{one.reply.said}\n--- folded ---\n{one.reply.quoted}")  # fmt: skip


if __name__ == "__main__":
    main()
