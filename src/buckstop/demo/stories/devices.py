"""Laptops, docks, tablets, screens."""

from buckstop.demo.shapes import Story

BLUE_SCREEN = Story(
    key="blue-screen",
    titles=("Laptop restarts by itself", "Blue screen twice a day", "Computer in {place} crashes"),
    reports=(
        "my laptop restarts by itself, today already twice, and always in a video call.",
        "blue screen twice a day since last week. I photographed it, the picture is attached if it "
        "came along.",
        "the computer in {place} crashes when the measuring program is open. We lose the series.",
    ),
    understood="The machine of {first} crashes about twice a day, mostly while the camera or the "
    "measuring program is in use.",
    since="for about a week",
    hit="{first}",
    news=(
        "Its crash reports all name the graphics driver. I am putting the former version back, which "
        "takes ten minutes and one restart; say when it suits you.",
        "The former driver is in. If it lasts until tomorrow evening, that was it.",
        "Not one crash since yesterday. I leave it one more day before I believe it.",
    ),
    steps=("Put the former graphics driver back", "Look at the crash reports tomorrow"),
    theirs="Tell us the time of the next crash, if there is one",
    reply="No crash so far, and I had three calls.",
    note="Memory test ran clean over lunch, so it isn't that.",
    ask="Do we have a spare of the same model, in case?",
    asked="One, in the cupboard, charged.",
    fixed="With the former driver the machine has run for two days without a crash.",
    broken="It did it again, in the middle of a call with a customer.",
    again="We exchanged the machine for the spare; everything of yours is on it.",
    log="FATAL bugcheck 0x116 VIDEO_TDR_FAILURE in display driver 31.0.101",
)

DOCK = Story(
    key="dock",
    hurts=0,
    titles=("Second screen stays black", "Dock loses the screens", "Screens dark after lunch"),
    reports=(
        "my second screen stays black when I dock the laptop. I need to unplug it three times.",
        "the docks in {place} lose the screens after lunch, on all desks.",
        "after standby both screens stay dark until I pull the plug of the dock.",
    ),
    understood="After standby the docks in {place} don't wake the screens; unplugging helps.",
    since="the new laptops came",
    hit="the desks in {place}",
    news=(
        "That is the docks' firmware together with the new laptops. I try the new firmware on your "
        "dock first; it needs the dock for five minutes.",
        "Yours wakes up now. I send the new firmware to all docks of the floor over lunch.",
        "All but two docks have it; those were in use.",
    ),
    steps=("New firmware on one dock", "The same on the whole floor"),
    theirs="Leave the docks plugged in over lunch",
    reply="I put a note on every desk.",
    note="Firmware 1.9 or newer is needed with these laptops.",
    ask="Can we ship new docks with firmware 1.9 from the start?",
    asked="Yes, from the next delivery on.",
    fixed="All docks of the floor have the new firmware and wake both screens.",
    broken="Mine is fine, but at the window desk one screen is dark again.",
    again="That dock's cable was worn; it is exchanged, and both screens wake up.",
)

TABLETS = Story(
    key="tablets",
    titles=(
        "Tablets ask for a code nobody knows",
        "Tablets locked in {place}",
        "Drivers can't log in",
    ),
    reports=(
        "the tablets in {place} ask for a code that nobody knows, all of them since this morning.",
        "our drivers can't log in on their tablets. “Device not compliant” it says.",
        "the tablets restarted over night and now want a code. Tours start at {hour}.",
    ),
    understood="Since last night the tablets are locked by a rule that came with our update; the "
    "people and their codes are all right.",
    since="last night",
    hit="all tablets in {place}",
    news=(
        "A rule of ours counted the tablets as unsafe because their system is two weeks old. I let "
        "them in with the old rule now; each needs the network once.",
        "Six of nine tablets are open again. The others take the change when they come on the Wi-Fi.",
        "All tablets are open. The rule now warns for thirty days before it locks.",
    ),
    steps=("Let the tablets in with the former rule", "Let the rule warn before it locks"),
    theirs="Bring the tablets that were on tour into the Wi-Fi",
    reply="They are all on the table by the door.",
    note="Rule written for laptops; tablets should never have had it.",
    ask="Which other customers' tablets are under that rule?",
    asked="None: the others have a group of their own.",
    fixed="All tablets are open, and the rule can't lock them without warning any more.",
    broken="Two of them are locked again after charging.",
    again="Those two were registered twice; the old registrations are gone.",
    log="WARN  mdm: device marked non-compliant: os build age 15 d > 14 d",
    slots={"hour": ("ten", "eleven", "half past ten")},
)

TILL = Story(
    key="cash-desk",
    hurts=1,
    titles=("Till in {place} freezes", "The till hangs when it prints", "Till very slow at lunch"),
    reports=(
        "the till in {place} freezes for a minute when it prints a receipt. There are queues.",
        "the till hangs whenever it prints, since yesterday. Switching it off and on helps for an hour.",
        "at lunch the till gets so slow that we write on paper.",
    ),
    understood="The till in {place} stops for about a minute when it prints; selling itself works.",
    since="yesterday",
    hit="the till in {place}",
    news=(
        "The till waits for a second printer that isn't there any more. I take it out of the list, "
        "you needn't do anything.",
        "The second printer is out of the list. Ten receipts went through without a stop; I watch "
        "lunch time.",
        "Lunch went well: 140 receipts, the longest took two seconds.",
    ),
    steps=("Take the missing printer out of the list", "Watch it over lunch"),
    theirs="Tell us how lunch went",
    reply="Lunch went through without a stop.",
    note="The kitchen printer was removed when they rebuilt; nobody told the till.",
    ask="Is the kitchen printer coming back after the rebuilding?",
    asked="In May, at another place.",
    fixed="The till prints without waiting, through a whole lunch time.",
    broken="It froze again at half past twelve, twice.",
    again="A second list, for copies, had the missing printer too. It is out of both now.",
)

STORIES = (BLUE_SCREEN, DOCK, TABLETS, TILL)
