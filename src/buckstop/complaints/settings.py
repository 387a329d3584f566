"""What an organisation says in letters for which a law gives a time."""

from django.utils.translation import gettext_lazy

from buckstop.configuration.kinds import Text
from buckstop.people.settings import ORGANISATION

TURN_TO = Text(
    "turn-to",
    group=ORGANISATION,
    label=gettext_lazy("Whom customers may turn to"),
    says=gettext_lazy(
        "Stands below every holding letter, as the law wants it: who looks at complaints about "
        "you, and where they are reached. Empty: nothing."
    ),
    default="",
    environment="BUCKSTOP_TURN_TO",
    example="You may turn to the ombudsman for finance, +44 20 5550 199.",
)
