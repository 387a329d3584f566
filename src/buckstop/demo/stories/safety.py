"""Certificates, backups, accounts, strange mails."""

from buckstop.demo.shapes import Story

CERTIFICATE = Story(
    key="certificate",
    hurts=2,
    titles=(
        "Browser warns about our portal",
        "Certificate expired",
        "“Not secure” on {place}'s page",
    ),
    reports=(
        "browsers warn of our customer portal since this morning: the certificate has expired.",
        "the certificate of our portal expired last night, says the browser. Nobody dares to log in.",
        "the page for {place} says “not secure”, and our customers are right not to trust it.",
    ),
    understood="The portal's certificate expired at midnight, so browsers warn; the portal itself "
    "works and no data was at risk.",
    since="midnight",
    hit="everybody who opens the portal",
    news=(
        "The certificate expired at midnight. A new one is ordered and comes within minutes; I put it "
        "in as soon as it is here.",
        "The new certificate is in on the first of two servers. The second follows when its traffic "
        "has moved over.",
        "Both servers have it. I look into why the reminder three weeks ago reached nobody.",
    ),
    steps=("Order and install the certificate", "Find out why the reminder reached nobody"),
    theirs="Tell us whether your app on phones accepts it as well",
    reply="The app is happy again too.",
    note="The reminder went to a colleague on leave. Reminders now go to the shift's mailbox.",
    ask="Please list all certificates that end within sixty days.",
    asked="Nine, all renewed but two that the customers hold themselves; their owners know.",
    fixed="The portal has a certificate that is good for a year and renews itself from now on.",
    broken="The old address without “www” still warns.",
    again="The address without “www” has one now too.",
    log="ERROR tls: certificate expired: notAfter=00:00:00Z",
)

BACKUP_FAILED = Story(
    key="backup-failed",
    hurts=1,
    titles=("Backup report is red", "Backup failed three nights", "No backup of {place}"),
    reports=(
        "the backup report that you send us is red for the third time. Should we worry?",
        "our backup failed three nights in a row, says the report.",
        "the report says “no backup” for the server of {place}.",
    ),
    understood="The nightly backup of {place} has failed for three nights; the last good one is "
    "four days old. Nothing is lost, but nothing newer could be restored.",
    since="for three nights",
    hit="the server of {place}",
    news=(
        "You are right to ask. The store ran full because one machine's copies grew tenfold. I start "
        "a backup of your server by hand into our second store now.",
        "Last night's backup by hand is complete and I restored three files from it as a test. The "
        "full store is being cleared.",
        "The store has room again, and tonight's backup runs by itself.",
    ),
    steps=(
        "Back up by hand into the second store",
        "Clear the full store",
        "Restore a file as a test",
    ),
    theirs="Tell us which folder matters most, so that we test that one",
    reply="The folder “contracts”, please.",
    note="The growth came from a video archive that should never have been backed up.",
    ask="May we leave the video archive out of their backup?",
    asked="Yes, they keep the originals on discs.",
    fixed="Two nights of green reports, and I restored the folder that you named from each of them.",
    broken="Red again this morning.",
    again="One file was locked by a program all night; the backup now takes a snapshot first.",
    log="ERROR backup: write failed: no space left on device (job nightly-2)",
)

LOCKED_OUT = Story(
    key="locked-out",
    titles=(
        "Account locked every morning",
        "Colleague locked out again",
        "Locked after each break",
    ),
    reports=(
        "my account is locked every morning, and each time somebody of yours opens it.",
        "a colleague in {place} is locked out again, for the third time this week.",
        "after every break I am locked out. I do know my password.",
    ),
    understood="The account of {first} is locked again and again by a device that tries an old "
    "password.",
    since="the password was changed",
    hit="{first}",
    news=(
        "It is open. Something tries your old password every ten minutes; I am looking for what it "
        "is, so that you aren't locked out tomorrow again.",
        "It is a tablet with the name “KITCHEN”. If you can, change the password there or remove the "
        "mail account from it.",
        "Since nine there was no more wrong try.",
    ),
    steps=("Find the device that tries the old password",),
    theirs="Remove the mail account from the tablet “KITCHEN”",
    reply="Found it, it was behind the microwave.",
    note="Source address belongs to the guest Wi-Fi.",
    ask="Who has a tablet called KITCHEN in the inventory?",
    asked="It's a private one, not ours.",
    fixed="The old password isn't tried any more, and the account stayed open for two days.",
    broken="Locked again, just now.",
    again="A second device, an old phone, tried as well; both are gone.",
    log="WARN  auth: bad password for account, source KITCHEN, count 5, locked",
)

PHISHING = Story(
    key="phishing",
    hurts=1,
    titles=("Strange mail from our director", "I clicked on something", "Mail asks for gift cards"),
    reports=(
        "several of us got a mail from “our director” who asks for gift cards. He says it isn't him.",
        "I clicked on a link in a mail and typed my password, and now I think that I shouldn't have.",
        "a mail asks us to pay an invoice to a new account. It looks very real.",
    ),
    understood="A forged mail reached several people at {customer}; at least one of them typed a "
    "password. No sign so far that it was used.",
    since="this morning",
    hit="those who got the mail, {first} first of all",
    news=(
        "Well done for telling us at once. I have closed your sessions and set a new password, which "
        "I tell you by phone. Then I remove the mail from everybody's mailbox.",
        "The mail is gone from {count} mailboxes. Nobody logged in with your old password; I look "
        "through the last week as well.",
        "The last week is clean. The sender's domain is blocked at our filter.",
    ),
    steps=("Set a new password and close all sessions", "Remove the mail from all mailboxes"),
    theirs="Ask your colleagues whether anybody else typed a password",
    reply="I asked around: nobody else did.",
    note="Typed at 10:12, sessions closed at 10:31, no foreign log-in between. Keep for the report.",
    ask="Does this have to be reported to the data protection office?",
    asked="No: no access happened. I noted the reasoning.",
    fixed="The mail is gone, the sender blocked, and nobody used the password. Your new one is yours "
    "alone.",
    broken="The same mail came again, from another sender.",
    again="The filter knows the text now, whoever sends it.",
    slots={"count": ("31", "12", "46")},
)

STORIES = (CERTIFICATE, BACKUP_FAILED, LOCKED_OUT, PHISHING)
