"""Printers, scanners, plotters."""

from buckstop.demo.shapes import Story

LABELS_BLANK = Story(
    key="labels-blank",
    titles=(
        "Label printer in {place} prints blanks",
        "Labels come out empty",
        "No labels in {place}",
    ),
    reports=(
        "the label printer in {place} pulls labels through and prints nothing on them.",
        "since we changed the roll this morning, labels come out empty. We write by hand now.",
        "no labels in {place}. The printer hums and feeds, but they are blank, and the van leaves at "
        "{hour}.",
    ),
    understood="The label printer in {place} feeds labels but prints nothing; the orders reach it.",
    since="the roll was changed",
    hit="dispatch in {place}",
    news=(
        "The orders reach the printer and it reports no fault, so it is the roll or the head. Until "
        "it prints, your labels come out of the office printer on plain sheets: tray 2.",
        "The new roll is for heat printing with ribbon, yours prints without. Two boxes of the right "
        "ones leave our store at once.",
        "The rolls are with the driver, who arrives before {hour}.",
    ),
    steps=("Send the labels to the office printer meanwhile", "Bring two boxes of the right rolls"),
    theirs="Read us the number on the side of the roll",
    reply="It says 4×6 TT, and the old one said 4×6 DT.",
    note="TT needs ribbon, DT doesn't. Ordering should only offer DT to this customer.",
    ask="Can ordering block the TT rolls for them?",
    asked="Blocked. They only see the right ones now.",
    fixed="The printer has the right rolls and labels come out black on white; the detour over the "
    "office printer is off.",
    broken="They print, but the bar code can't be scanned: there is a white line through it.",
    again="The print head had a burnt dot; it has been exchanged, and the scanner reads every code.",
    slots={"hour": ("three", "four", "half past two")},
)

SCAN_TO_MAIL = Story(
    key="scan-to-mail",
    hurts=0,
    titles=(
        "Scans don't arrive",
        "Scan to mail stopped working",
        "Scanner says “authentication failed”",
    ),
    reports=(
        "what we scan in {place} doesn't arrive by mail any more. The screen says “sent”.",
        "scan to mail stopped working yesterday. Copying works.",
        "the scanner says “authentication failed” whenever I send a scan to myself.",
    ),
    understood="Scans from the device in {place} don't reach the mailbox; copying and printing work.",
    since="yesterday",
    hit="everybody who scans in {place}",
    news=(
        "The device logs in to the mail server in a way that was switched off yesterday. I give it "
        "the new way; that needs ten minutes at the device, which I do from here.",
        "Test scans arrive from here. I am asking for one from your own hands.",
        "Two of three devices are done; the third is asleep and gets it when somebody wakes it.",
    ),
    steps=("Give the scanner the new way to log in",),
    theirs="Scan one page to yourself and tell us whether it comes",
    reply="It came within seconds.",
    note="All devices of this model need the same change; list in the wiki.",
    ask="Which customers have the same model?",
    asked="Eleven. I'll open requests for them.",
    fixed="The scanner logs in the new way, and scans arrive within seconds.",
    broken="It works for me but not for the address book entries.",
    again="The entries in the address book had the old server each; all thirty are changed.",
    log="ERROR smtp: 535 5.7.139 basic authentication is disabled",
)

DRIVER = Story(
    key="driver",
    titles=(
        "Printing prints only symbols",
        "Garbage on paper since the update",
        "Printer in {place} mad",
    ),
    reports=(
        "since the update last night the printer in {place} prints pages full of symbols.",
        "instead of delivery notes we get pages with hearts and smileys on them. It would be funny "
        "if lorries weren't waiting.",
        "every print from the PCs in {place} is garbage; from my laptop it is fine.",
    ),
    understood="Since last night's update the PCs in {place} send the printer a language that it "
    "doesn't speak; other devices print well.",
    since="last night's update",
    hit="{place}",
    news=(
        "The update exchanged the printer's driver for a general one. I am putting the right one back "
        "on the PC at the gate first, so that lorries can leave.",
        "The gate prints. The other PCs follow within the hour, one after the other, without a "
        "restart.",
        "Nine of eleven PCs are done; two are switched off and get it when they start.",
    ),
    steps=("Put the right driver back at the gate", "The same on the other PCs"),
    theirs="Switch on the two PCs in the meeting room",
    reply="Both are on.",
    note="Block the general driver for this model in the update ring.",
    ask="Can the update ring hold the general driver back for this model everywhere?",
    asked="Held back since eleven.",
    fixed="All PCs in {place} have the right driver, and the update can't exchange it any more.",
    broken="Delivery notes are right, but the customs form is symbols still.",
    again="The form came from an old program with its own driver; it has the right one now.",
)

PLOTTER = Story(
    key="plotter",
    hurts=0,
    titles=(
        "Plotter draws every line twice",
        "Plans come out with shadows",
        "Plotter stripes in {place}",
    ),
    reports=(
        "the plotter draws every line twice, a millimetre apart. The plans must go out tomorrow.",
        "our plans have shadows, as if printed twice. Paper and ink are new.",
        "stripes across every plan in {place}, every four centimetres.",
    ),
    understood="The plotter's lines are doubled by about a millimetre, on every paper.",
    since="the ink was changed",
    hit="everybody who prints plans",
    news=(
        "That is the print head's alignment, lost when the ink was changed. I start its alignment "
        "from here; it needs a metre of paper and twenty minutes.",
        "The first alignment failed because the sensor is dirty. If somebody wipes it, I start again.",
        "The second one went through. I am sending a test plan with fine lines.",
    ),
    steps=("Align the print head", "Print a test plan with fine lines"),
    theirs="Wipe the little glass under the lid with the cloth from the box",
    reply="Wiped. It was rather black.",
    note="A service is due in 300 square metres anyway.",
    ask="Can the supplier's technician come by this week?",
    asked="Thursday morning.",
    fixed="The head is aligned, and the test plan's hairlines are single and sharp.",
    broken="Sharp on the left, doubled on the right edge.",
    again="The paper ran askew; the guide is set anew and both edges are sharp.",
)

STORIES = (LABELS_BLANK, SCAN_TO_MAIL, DRIVER, PLOTTER)
