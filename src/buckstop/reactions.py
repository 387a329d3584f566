"""What follows what: when this entry → do that. It registers itself with the ledger at start-up.

Letters say themselves which facts they follow, and each app's `tellings` whom of us they tell; the
table of docs/what-follows.md is what they add up to.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from buckstop.conversations.actions import letters
from buckstop.conversations.letters.letter import LETTERS, following
from buckstop.ledger import unit
from buckstop.ledger.entries import Fact
from buckstop.ledger.following import Reaction
from buckstop.notices import rules
from buckstop.notices.actions.log_in_mails import tell_password_chosen
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.live import announcer
from buckstop.people.entries import PasswordChosen

TELL_STAFF = "notices.tell_staff"
TELL_PASSWORD_CHOSEN = "notices.tell_password_chosen"
_STAFF: dict[str, Reaction] = {
    TELL_STAFF: tell_staff,
    TELL_PASSWORD_CHOSEN: tell_password_chosen,
}
_OF_LETTERS = "conversations."


class _Reactions(Mapping[str, Reaction]):
    """Every reaction by its name: those that write letters, which may still register, and ours."""

    def __getitem__(self, name: str) -> Reaction:
        if name in _STAFF:
            return _STAFF[name]
        return partial(letters.write, LETTERS[name.removeprefix(_OF_LETTERS)])

    def __iter__(self) -> Iterator[str]:
        yield from (_OF_LETTERS + code for code, one in LETTERS.items() if one.follows)
        yield from _STAFF

    def __len__(self) -> int:
        return len(list(iter(self)))


BY_NAME = _Reactions()


def follows(made: Fact, begun: bool) -> tuple[str, ...]:
    """The names of the reactions to what happened; `begun` where its problem began with it."""
    found = [_OF_LETTERS + letter.code for letter in following(made)]
    if rules.is_told(made, begun):
        found.append(TELL_STAFF)
    if isinstance(made, PasswordChosen):
        found.append(TELL_PASSWORD_CHOSEN)
    return tuple(found)


unit.register(follows=follows, committed=announcer.committed, shown=announcer.shown)
