"""What customers ask; what isn't ours; what isn't anything."""

from buckstop.demo.shapes import Story

_KIND = "question"

LICENCES = Story(
    key="licences",
    kind=_KIND,
    hurts=0,
    titles=("How many licences do we use?", "Licence question", "Do we pay for unused licences?"),
    reports=(
        "how many office licences do we pay for, and how many are used? The board asks.",
        "two people left in spring. Do we still pay their licences?",
        "I see {count} licences on the invoice and we are fewer. Can you explain?",
    ),
    answers=(
        "you pay for 48 and use 43; five can go at the end of the quarter without a fee. Shall I give "
        "notice for them? A yes is enough.",
        "their licences went back into your pool and were given to the two who came in June, so "
        "nothing is paid twice. The list by person is on your page.",
    ),
    slots={"count": ("48", "61", "27")},
)

DATA_PLACE = Story(
    key="data-place",
    kind=_KIND,
    hurts=0,
    titles=("Where is our data kept?", "Question for our audit", "Data protection question"),
    reports=(
        "our auditor wants to know in which country our data is kept, backups included.",
        "for an audit we need to know who of yours can read our files.",
        "do you keep our mails for ten years, and where?",
    ),
    answers=(
        "everything of yours is kept in two data centres in Switzerland, backups included; nothing "
        "leaves the country. The certificate of both is on the page linked below.",
        "six named administrators can, each log-in is recorded, and the list goes to you every "
        "quarter. I attach nothing here; you find it on your page.",
    ),
)

ENCRYPTED_MAIL = Story(
    key="encrypted-mail",
    kind=_KIND,
    hurts=0,
    titles=("How do I send an encrypted mail?", "Encrypted mail", "Sending patient data"),
    reports=(
        "how do I send a mail so that only the receiver can read it? It is about salaries.",
        "a customer asks for encrypted mails. What do I have to do?",
        "may I send personal data by mail, and if so how?",
    ),
    answers=(
        "write “[secret]” at the beginning of the subject. The receiver gets a link and a code by text "
        "message; the first time it asks you for their mobile number.",
        "it depends on who gets it:\n\n- you and the partners on the attached list: encrypted anyway\n"
        "- everybody else: write **[secret]** in the subject",
    ),
)

ROAMING = Story(
    key="roaming",
    kind=_KIND,
    hurts=0,
    titles=("Phone abroad", "Does my phone work in {land}?", "Roaming costs"),
    reports=(
        "I travel to {land} for a week. Does my phone work there, and what does it cost us?",
        "does the VPN work from {land}?",
        "a colleague is in {land} and got a warning about costs. What now?",
    ),
    answers=(
        "it works; data is capped at 60 francs, then it stops and asks you. On hotel Wi-Fi the VPN "
        "works as at home.",
        "it does, from most countries and from {land} too. Log in once before you leave, so that your "
        "phone has its code.",
    ),
    slots={"land": ("Norway", "Japan", "Turkey", "Canada", "Morocco")},
)

INVOICE = Story(
    key="invoice",
    kind=_KIND,
    hurts=0,
    titles=("Question about your invoice", "Your invoice of last month", "What is “managed port”?"),
    reports=(
        "your last invoice has a line “managed port ×12”. What is that?",
        "the invoice is higher than usual. Is it the new laptop or something else?",
        "we got the invoice twice, on the 3rd and on the 5th. Shall we pay both?",
    ),
    answers=(
        "those are the twelve sockets in {place} that were put into service in May. The order, signed "
        "on your side, is on your page.",
        "pay one of them, please: the second was a copy sent by mistake, for which I apologise. The "
        "right one is that of the 3rd.",
    ),
)

MEETING = Story(
    key="meeting-room",
    kind=_KIND,
    hurts=0,
    titles=("How do I share to the big screen?", "Meeting room in {place}", "Big screen"),
    reports=(
        "how do I show my laptop on the big screen in {place}? The cable is gone.",
        "tomorrow we have guests in {place} and nobody knows how the camera works.",
        "is it possible that two people show something at the same time on the big screen?",
    ),
    answers=(
        "no cable needed: press the Windows key and K, choose the room's name, and type the four "
        "digits that the screen shows.",
        "I left a card beside the screen with the three steps, and am in the building from nine if "
        "anything goes wrong.",
    ),
)

QUESTIONS = (LICENCES, DATA_PLACE, ENCRYPTED_MAIL, ROAMING, INVOICE, MEETING)

NOT_OURS = (
    Story(
        key="coffee",
        hurts=0,
        titles=("Coffee machine shows E04", "The lift doesn't come"),
        reports=(
            "the coffee machine in {place} shows E04 and gives only water. You always help so fast!",
            "the lift in our building is stuck on the second floor again.",
        ),
        answers=(
            "thank you for the trust. This one isn't ours to do, though: the number of its service is "
            "on the sticker at the back of the machine, and they come the same day.",
            "that is your landlord's; their on-call service answers day and night, and the number is "
            "in the cabin and at the entrance. I called them for you just now, too.",
        ),
    ),
    Story(
        key="home-line",
        hurts=0,
        titles=("My internet at home", "Private printer doesn't work"),
        reports=(
            "my internet at home is slow since I moved. Can you look at it?",
            "the printer that I have at home doesn't print. It is my own.",
        ),
        answers=(
            "your line at home is between you and your provider, and we mustn't touch it. Tell them "
            "that your modem loses packets; that usually speeds things up. The VPN itself is fine.",
            "with private devices I can't help, as they aren't in your company's contract. The maker's "
            "hotline is free, and for urgent pages the printer in {place} is yours.",
        ),
    ),
    Story(
        key="agency",
        hurts=0,
        titles=("Text on our web site is wrong", "Prices on the site are old"),
        reports=(
            "the opening hours on our web site are wrong. Please change them to 8 to 18.",
            "the prices on our site are those of last year.",
        ),
        answers=(
            "the texts of your site are kept by your web agency, and only they can change them. I "
            "forwarded your mail to them with a copy to you.",
            "we run the server, your agency the content. Their desk knows already; they usually "
            "change prices within a day.",
        ),
    ),
)

SPAM = (
    Story(
        key="spam-seo",
        hurts=0,
        titles=("Rank #1 on search engines!", "Your domain authority"),
        reports=(
            "Dear website owner, we guarantee first place on all search engines within 7 days. Reply "
            "YES for a free analysis.",
            "I was looking at your website and found 14 errors. May I send you a quote?",
        ),
    ),
    Story(
        key="spam-fair",
        hurts=0,
        titles=("Last chance: exhibitor list", "Attendee list available"),
        reports=(
            "Would you be interested in the attendee list of the trade fair, 12,400 contacts with "
            "phone numbers?",
            "Following up on my last mail about the exhibitor list. Shall I send the price?",
        ),
    ),
    Story(
        key="spam-invoice",
        hurts=0,
        titles=("Unpaid invoice 88213", "Your parcel is waiting"),
        reports=(
            "Please find your overdue invoice in the portal and pay today to avoid legal steps.",
            "Your parcel could not be delivered. Pay the fee of 1.99 to have it sent again.",
        ),
    ),
)
