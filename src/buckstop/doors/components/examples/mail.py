"""The demo's mail viewer."""

from buckstop.doors.components.examples.cast import Example, at, context
from buckstop.doors.components.examples.page import URL
from buckstop.doors.components.forms.page import WriteForm
from buckstop.doors.components.shown.mail import MailOwner, MailRow, MailShown

_INES = MailOwner(
    name="Ines Keller",
    address="ines.keller@nordbank.example",
    place="Nordbank",
    url="/mail/ines/",
    chosen=True,
)
_PEOPLE = [
    _INES,
    MailOwner(
        name="Marco Hofer",
        address="marco.hofer@alpina.example",
        place="Alpina Hotels",
        url="/mail/marco/",
    ),
    MailOwner(name="Ana Ruiz", address="ana@halden.example", place="Halden IT", url="/mail/ana/"),
]
_TEXT = """Ana Ruiz owns this; she is on duty and hasn’t read it yet.

You wrote:
> Since nine our outgoing transfers stay at “pending”, in every branch.

Your page, with everything said and done: https://desk.halden.example/c/8Q2vXo/

You’ll hear from her by 09:32.

The service desk, Halden IT
"""
_MAILS = [
    MailRow(
        id="3",
        url="/mail/ines/3/",
        subject="Re: Transfers fail since nine",
        at=at(10, 2),
        sender="Ana Ruiz, Halden IT",
        begins="We have found why: the payment gateway refuses",
    ),
    MailRow(
        id="2",
        url="/mail/ines/2/",
        subject="Re: Transfers fail since nine",
        at=at(9, 2),
        sender="Halden IT",
        begins="Ana Ruiz owns this; she is on duty and hasn’t",
        chosen=True,
    ),
    MailRow(
        id="1",
        url="/mail/ines/1/",
        subject="Transfers fail since nine",
        at=at(9, 2),
        sender="Ines Keller",
        begins="Good morning. Since nine our outgoing",
        outgoing=True,
    ),
]
_MAIL = MailShown(
    id="2",
    subject="Re: Transfers fail since nine",
    sender="Halden IT",
    to="Ines Keller",
    at=at(9, 2),
    text=_TEXT,
    page_url=URL,
    reply_url="/mail/ines/2/reply/",
)

EXAMPLES = [
    Example(
        name="mailbox",
        template="desk/mailbox.html",
        context=context(
            people=_PEOPLE, person=_INES, mails=_MAILS, mail=_MAIL, reply_form=WriteForm()
        ),
    ),
    Example(
        name="mailbox-person",
        template="desk/mailbox.html",
        context=context(people=_PEOPLE, person=_INES, mails=_MAILS, mail=None, reply_form=None),
    ),
    Example(
        name="mailbox-nobody",
        template="desk/mailbox.html",
        context=context(people=_PEOPLE, person=None, mails=[], mail=None, reply_form=None),
    ),
]
