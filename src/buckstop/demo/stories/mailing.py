"""Mailboxes, calendars, mail that is late."""

from buckstop.demo.shapes import Story

MAIL_LATE = Story(
    key="mail-late",
    titles=(
        "Mails arrive hours late",
        "Incoming mail delayed since {hour}",
        "Orders arrive late by mail",
    ),
    reports=(
        "mails from outside arrive two or three hours late today. One from a supplier sent at "
        "{hour} came just now.",
        "since about {hour} hardly any mail comes in, and then twenty at once. Sending works.",
        "our orders come by mail and they are hours late. The office thinks that nobody orders.",
    ),
    understood="Mail from outside reaches you two to three hours late; mail inside and outgoing is "
    "on time. Nothing is lost.",
    since="about {hour} today",
    hit="everybody at {customer} who gets mail from outside",
    news=(
        "Your mail waits at our filter: it looks up every sender in a list that doesn't answer. "
        "Nothing is lost. I take the list out now and watch the queue go down.",
        "The queue is down from 4,100 mails to 900 and falls by 60 a minute. You will get the rest "
        "within a quarter of an hour.",
        "The queue is empty. The list stays out until its operator explains what happened.",
    ),
    steps=(
        "Take the list that doesn't answer out of the filter",
        "Watch the queue until it is empty",
    ),
    theirs="Tell us one mail that is still missing, with its sender and time",
    reply="The one from the customs office at nine is still missing.",
    note="Timeout per look-up is 30 s, three tries. We should cap that at 2 s for every list.",
    ask="Is there any customer who pays for that list by name?",
    asked="No, it came with the filter.",
    fixed="The queue is empty and new mail takes four seconds again. Everything that was late has "
    "been delivered.",
    broken="It starts again: a mail that I sent myself from home took forty minutes.",
    again="A second filter still asked the dead list. It doesn't any more; your test mail took three "
    "seconds.",
    log="WARN  filter: dnsbl lookup timed out after 30000 ms (attempt 3)",
    slots={"hour": ("eight", "half past seven", "nine", "ten")},
)

CALENDAR_GONE = Story(
    key="calendar-gone",
    hurts=0,
    titles=(
        "Room calendar is empty",
        "Meeting rooms booked twice",
        "Calendar of {place} disappeared",
    ),
    reports=(
        "the calendar for our meeting room shows nothing any more, although it was full yesterday.",
        "two groups stood in front of the same room this morning; the calendar had let both book it.",
        "the calendar of {place} has disappeared from everybody's list.",
    ),
    understood="The shared calendar of the room shows no entries; each person's own calendar still "
    "has them.",
    since="yesterday evening",
    hit="everybody who books rooms at {customer}",
    news=(
        "The entries are all there, but the calendar lost the right to show them when a colleague of "
        "yours left. I am giving it an owner that doesn't leave.",
        "The room has an owner again and fills up as I write; it takes an hour for all entries.",
        "All entries are back up to the end of next month; the later ones follow.",
    ),
    steps=("Give the room calendar an owner that doesn't leave",),
    theirs="Tell us which rooms are missing besides this one",
    reply="Only that one and the small one next to it.",
    note="The account that owned it was closed last night with the leaver's.",
    ask="Can leavers' accounts be checked for shared calendars before they are closed?",
    asked="Yes, I add it to the leaver's list today.",
    fixed="The room calendar shows all its entries again and refuses double bookings.",
    broken="I see the entries, but my colleague doesn't.",
    again="Her programme kept an old copy; I renewed it with her on the phone, and she sees them.",
)

JUNK = Story(
    key="junk",
    titles=(
        "Our offers land in junk",
        "Customers say our mails are spam",
        "Mails to {where} rejected",
    ),
    reports=(
        "several customers tell us that our offers land in their junk folder. It began last week.",
        "mails to {where} come back with “rejected for policy reasons”. Others arrive.",
        "the monthly letter to our customers was treated as junk by half of them, we hear.",
    ),
    understood="Mail from {customer} is taken for junk by some receivers, {where} among them; the "
    "others take it.",
    since="last week",
    hit="everybody at {customer} who writes to customers",
    news=(
        "Your new newsletter service sends in your name but isn't named in your mail records; "
        "receivers grow wary of you as a whole. I am adding it with the right signature.",
        "The record is in place. Receivers forget within two to three days; I watch the reports that "
        "they send us daily.",
        "Reports improve: nine in ten of your mails count as genuine, up from six.",
    ),
    steps=(
        "Name the newsletter service in the mail records",
        "Read the receivers' reports for two days",
    ),
    theirs="Tell us which services send mail in your name",
    reply="The newsletter, the shop, and I think the car park, oddly.",
    note="The shop signs correctly, the newsletter didn't, the car park doesn't send at all.",
    ask="Who in marketing signed up for the newsletter service, and when?",
    asked="It was ordered on the first of the month by their agency.",
    fixed="All services that send for you are named and signed; the last reports show no rejected "
    "mail.",
    broken="{where} still sends our mails back, this morning again.",
    again="{where} had put your address on a list of its own; they took it off after our call, and a "
    "test arrived.",
    slots={"where": ("a big bank", "two town administrations", "a hospital group")},
)

MAILBOX_FULL = Story(
    key="mailbox-full",
    hurts=0,
    titles=(
        "Mailbox full although I delete",
        "“Quota exceeded” on {place}'s mailbox",
        "Can't send: full",
    ),
    reports=(
        "my mailbox says that it is full, but I delete all the time. I can't send any more.",
        "the shared mailbox of {place} says “quota exceeded”. We deleted half of it this morning.",
        "I can't send: “your mailbox is full”. It shows {size} and I have no idea where they are.",
    ),
    understood="The mailbox counts {size} although little is in sight: what was deleted still "
    "counts.",
    since="this morning",
    hit="the people who share the mailbox",
    news=(
        "What you delete goes into a hidden folder that is kept for legal reasons; that folder grew "
        "to {size}. I raise the limit now so that you can send, then look at the folder.",
        "You can send again. A calendar invitation had been saved 40,000 times by a phone; those go "
        "tonight.",
        "The 40,000 copies are gone; the mailbox is at a third of its limit.",
    ),
    steps=("Raise the limit so that they can send", "Remove the copies that a phone made"),
    theirs="Update the calendar program on the old phone",
    reply="Done, it was my old phone in the drawer. It was still switched on!",
    note="Known trouble of one phone's calendar when an invitation has no end date.",
    ask="May we delete the copies under the retention policy?",
    asked="Yes: they are identical copies, and one stays.",
    fixed="The mailbox is at a third of its limit and the copies are gone. You can send.",
    broken="It says “full” again since an hour.",
    again="The old phone had come back online; it is removed from the account now.",
    slots={"size": ("49 GB", "50 GB", "98 GB")},
)

STORIES = (MAIL_LATE, CALENDAR_GONE, JUNK, MAILBOX_FULL)
