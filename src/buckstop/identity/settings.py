"""What an organisation chooses of how one comes in; each has its checks in `actions.policy`."""

from django.utils.translation import gettext_lazy as _

from buckstop.configuration.group import Group
from buckstop.configuration.kinds import Names, Number, Switch, Text
from buckstop.people.networks import check_networks


class Networks(Names):
    """Networks, each in its one form."""

    def read(self, text: str) -> tuple[str, ...]:
        return check_networks(super().read(text))


COMING_IN = Group(
    "coming-in",
    label=_("Who may come in"),
    says=_("Passwords, a second step, and from where the desk opens."),
    rank=15,
    own_page=True,
)

PASSWORDS = Switch(
    "passwords",
    group=COMING_IN,
    label=_("Passwords"),
    says=_(
        "Whether people log in with a password. Without, they come in by a provider or a passkey;"
        " the emergency person alone keeps theirs."
    ),
    default=True,
    environment="BUCKSTOP_PASSWORDS",
    example="1",
)
EMERGENCY = Text(
    "emergency-person",
    group=COMING_IN,
    label=_("Emergency person"),
    says=_("The key of the admin who may always come in with a password."),
    default="",
    example="",
)
NETWORKS = Networks(
    "desk-networks",
    group=COMING_IN,
    label=_("Networks"),
    says=_("From which networks the desk opens; from everywhere where none is named."),
    default=(),
    environment="BUCKSTOP_DESK_NETWORKS",
    example="192.0.2.0/24",
)
SECOND_STEP = Names(
    "second-step",
    group=COMING_IN,
    label=_("Second step"),
    says=_("The roles that need a second step: a passkey, or a code from an app."),
    default=(),
    example="admin, lead",
)
SECOND_STEP_SINCE = Text(
    "second-step-since",
    group=COMING_IN,
    label=_("Second step since"),
    says=_("From when on the days to set it up are counted."),
    default="",
    example="",
)
SECOND_STEP_DAYS = Number(
    "second-step-days",
    group=COMING_IN,
    label=_("Days to set it up"),
    says=_("How many days people have until the desk opens only to who has a second step."),
    default=14,
    least=0,
    most=90,
    example="14",
)
