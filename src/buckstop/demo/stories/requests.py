"""What customers want done: an owner and an answer are all it takes."""

from buckstop.demo.shapes import Story

_KIND = "request"

PASSWORD_RESET = Story(
    key="password-reset",
    kind=_KIND,
    hurts=1,
    titles=("Password reset, please", "Forgot my password", "Can't remember my password"),
    reports=(
        "I am back from two weeks of leave and don't remember my password. Could you reset it?",
        "I forgot my password for the time sheets. Please reset it, my mobile is the same.",
        "new glasses, new password needed: I typed it wrong five times.",
    ),
    answers=(
        "I called the number that we have of you and gave you a password for the first log-in. It "
        "asks you for one of your own right away.",
        "your password is reset; the one for the first log-in came by text message to the mobile that "
        "we know.",
    ),
)

NEW_HIRE = Story(
    key="new-hire",
    kind=_KIND,
    hurts=0,
    titles=("New colleague starts on Monday", "Access for {who}", "New hire in {place}"),
    reports=(
        "{who} starts with us on Monday in {place}. Please set up mail, the ERP and a badge.",
        "we have a new colleague: {who}. The same access as mine, without the payroll.",
        "could you prepare a laptop and log-ins for {who}, who begins in {place} next week?",
    ),
    answers=(
        "everything is ready for {who}: mail, ERP and badge. The sheet with the first log-in is at "
        "your reception in a closed envelope.",
        "{who} has the same access as you, without the payroll. The laptop comes with the courier the "
        "day before.",
    ),
    slots={"who": ("Jasmin Oberholzer", "Pedro Neves", "Klara Lindt", "Ahmed Saleh", "Ivo Marti")},
)

LEAVER = Story(
    key="leaver",
    kind=_KIND,
    hurts=0,
    titles=("{who} leaves us", "Please close {who}'s account", "Leaver at the end of the month"),
    reports=(
        "{who} leaves us on Friday. Please close the account in the evening and send mail to me.",
        "please close the account of {who}, who has already left.",
        "at the end of the month {who} leaves. What do you need from us?",
    ),
    answers=(
        "the account of {who} closes on Friday at 18:00; mail goes to you for three months. Badge and "
        "phone need only be left at your reception.",
        "{who} can't log in any more. Files and mail are kept for three months and then deleted unless "
        "you tell us otherwise.",
    ),
    slots={"who": ("Urs Bieri", "Mirjam Lutz", "Tobias Klein", "Sonja Frick")},
)

FOLDER = Story(
    key="folder",
    kind=_KIND,
    hurts=0,
    titles=(
        "Access to the folder {folder}",
        "I can't open {folder}",
        "Please let me into {folder}",
    ),
    reports=(
        "I need to read the folder “{folder}”. My manager, in copy, agrees.",
        "“access denied” on “{folder}”. I have taken over the work in {place}.",
        "could you let me into “{folder}”? I only need to read it.",
    ),
    answers=(
        "you can read and write in “{folder}” from your next log-in on. I asked its keeper, who "
        "agrees.",
        "you can read “{folder}” now. Should you need to write, one line to me is enough.",
    ),
    slots={"folder": ("Contracts", "Tenders 2026", "Plans", "Month end", "Suppliers")},
)

LAPTOP = Story(
    key="laptop",
    kind=_KIND,
    hurts=0,
    titles=("New laptop for {place}", "Laptop replacement", "Order: one laptop"),
    reports=(
        "we need one more laptop for {place}, as the last ones.",
        "my laptop is five years old and sounds like a hair dryer. May I have a new one?",
        "please order one laptop with a big screen for {place}.",
    ),
    answers=(
        "it is ordered as the last ones, and arrives on Thursday. I set it up and bring it over.",
        "your new one is approved and comes next week. Your files move over by themselves; keep the "
        "old one plugged in over night before.",
    ),
)

GROUP_ADDRESS = Story(
    key="group-address",
    kind=_KIND,
    hurts=0,
    titles=("New address for {place}", "Mail group for the project", "Add me to the group"),
    reports=(
        "could we have a common mail address for {place}? Five people should get what comes in.",
        "please make a mail group for our project, with the seven people below.",
        "please add me to the group that gets the orders.",
    ),
    answers=(
        "the address exists and reaches the people you named. Anybody of them can answer in its name.",
        "done. It takes up to an hour until every phone knows it.",
    ),
)

GUEST_WIFI = Story(
    key="guest-wifi",
    kind=_KIND,
    hurts=0,
    titles=("Guest Wi-Fi for {count} visitors", "Wi-Fi codes for an event", "Visitors on Thursday"),
    reports=(
        "on Thursday we have {count} visitors in {place}. Could they have Wi-Fi?",
        "we need codes for the guest Wi-Fi, {count} of them, good for one day.",
        "there's an event in {place} next week with {count} guests. Will the Wi-Fi hold?",
    ),
    answers=(
        "{count} codes are attached to the reservation; each is good for a day from its first use.",
        "the Wi-Fi in {place} holds twice that many. The codes are at your reception, printed.",
    ),
    slots={"count": ("20", "35", "60", "12")},
)

SOFTWARE = Story(
    key="software",
    kind=_KIND,
    hurts=0,
    titles=("Please install {what}", "{what} on my computer", "Need {what}"),
    reports=(
        "could you install {what} on my computer? We have a licence, says {place}.",
        "for the audit I need {what} until the end of the week.",
        "please put {what} on the two machines in {place}.",
    ),
    answers=(
        "{what} is in your start menu from the next restart on. The licence is counted on your "
        "contract.",
        "{what} is installed. If it asks for an update, say yes: it is allowed to.",
    ),
    slots={
        "what": ("the PDF editor", "the CAD viewer", "the statistics program", "the scanner tool")
    },
)

RESTORE_FILE = Story(
    key="restore-file",
    kind=_KIND,
    hurts=1,
    titles=("Deleted a folder by mistake", "Please restore {file}", "File overwritten"),
    reports=(
        "I deleted the folder with {file} by mistake, this morning at about nine.",
        "please restore {file} as it was yesterday. I saved over it.",
        "somebody overwrote {file}. Do you have an older one?",
    ),
    answers=(
        "{file} is back where it was, as of last night. What you changed this morning I put beside it "
        "under “today”.",
        "I restored {file} from eight this morning, the last copy before it was overwritten.",
    ),
    slots={"file": ("the price list", "the offer for June", "the shift plan", "the member list")},
)

STORIES = (
    PASSWORD_RESET, NEW_HIRE, LEAVER, FOLDER, LAPTOP, GROUP_ADDRESS, GUEST_WIFI, SOFTWARE,
    RESTORE_FILE,
)  # fmt: skip
