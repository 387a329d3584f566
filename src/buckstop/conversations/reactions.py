"""What follows in conversations: the letters, each after the facts that it names."""

from functools import partial

from buckstop.conversations.actions import letters
from buckstop.conversations.letters.letter import LETTERS, Letter
from buckstop.ledger.reactions import Reaction, Stage, register


def reaction_of(letter: type[Letter]) -> Reaction:
    """What writes a letter; customers wait for it, so it comes before what staff are told."""
    return Reaction(
        name=f"conversations.{letter.code}",
        run=partial(letters.write, letter),
        facts=letter.follows,
        when=lambda made, _: letter.is_called_for(made),
        stage=Stage.OUTSIDE,
    )


register(*(reaction_of(letter) for letter in LETTERS.values() if letter.follows))
