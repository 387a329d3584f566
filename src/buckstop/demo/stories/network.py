"""Lines, VPN, Wi-Fi, names."""

from buckstop.demo.shapes import Story

VPN_AT_NOON = Story(
    key="vpn-noon",
    titles=(
        "VPN drops at noon",
        "Home office thrown out of the VPN around twelve",
        "VPN disconnects",
    ),
    reports=(
        "everybody who works from home loses the VPN shortly after twelve, three days in a row now. "
        "It comes back after five minutes or so, but open files are gone.",
        "around noon my colleagues and I are thrown out of the VPN all at once. Those in {place} "
        "notice nothing. Can you see anything on your side?",
        "the VPN says “connection terminated by peer” every day at lunch time, and again today. "
        "We are {count} people at home and lose what we had open.",
    ),
    understood="At about noon the VPN ends every session from outside at once; people reconnect after "
    "five minutes and lose what was open. Inside the offices nothing happens.",
    since="for three days",
    hit="{count} people who work from home",
    news=(
        "I see it in the gateway's journal: at 12:04 it starts its rekeying for all sessions at the "
        "same second and runs out of licences while it does. I am checking why it does that at once.",
        "The rekeying was set to a fixed time by last week's update. I have spread it over the day on "
        "our test gateway; if noon passes quietly there, yours gets the same tonight.",
        "Noon passed quietly on the test gateway. The change goes to yours at 19:00, when hardly "
        "anybody is connected.",
    ),
    steps=("Spread the rekeying over the day", "Watch the gateway over the next noon"),
    theirs="Tell us whether tomorrow's noon passes without a drop",
    reply="12:06 and nobody was thrown out. Two of us held our breath.",
    note="The fixed rekey time came with firmware 7.4.2; three other customers have the same build.",
    ask="Does the maintenance contract cover a firmware change on their gateway outside hours?",
    asked="Yes, until 22:00, twice a quarter.",
    fixed="The gateway no longer renews all sessions at once: it does so one by one over the day. "
    "Today's noon passed without a drop on our side.",
    broken="Sorry, it happened again today at 12:10, though only to some of us.",
    again="The second gateway still had the old setting; it has the new one now, and I compared both "
    "line by line.",
    log="WARN  ike: rekey storm, 212 SAs pending, license pool exhausted",
    slots={"count": ("14", "22", "nine", "about thirty")},
)

WIFI_CORNER = Story(
    key="wifi-corner",
    titles=("No Wi-Fi in {place}", "Wi-Fi keeps dropping in {place}", "Tablets lose the network"),
    reports=(
        "since the weekend there is no Wi-Fi in {place}. The phones show one bar and give up.",
        "the Wi-Fi in {place} drops every few minutes. We moved the desks last week, but not the "
        "little box on the ceiling.",
        "our tablets lose the network whenever we walk into {place}. It used to work.",
    ),
    understood="In {place} the Wi-Fi is too weak to hold a connection; elsewhere in the building it "
    "is fine.",
    since="the weekend",
    hit="everybody who works in {place}",
    news=(
        "The access point above {place} answers, but its radio runs at a tenth of the usual power. "
        "I am restarting it and will look again in half an hour.",
        "Restarting it didn't help: the radio is worn out. A spare is on the shelf; David brings it.",
        "The spare is mounted and has your settings. I am watching how the devices move over to it.",
    ),
    steps=("Restart the access point", "Replace it from the spares"),
    theirs="Make sure that somebody lets David in at the side door",
    reply="I'll be there until five, he can ring my mobile.",
    note="Serial number noted in the inventory; it is still under guarantee for four months.",
    ask="Can you drive by with a spare access point before three?",
    asked="I can be there at half past two.",
    fixed="The access point in {place} is new, and the signal is full in every corner I could measure "
    "from here.",
    broken="Near the door it is good now, but at the back we still have one bar.",
    again="We turned the antenna towards the back and moved the channel away from your neighbour's. "
    "The signal is now good at both ends.",
    log="WARN  radio0: tx power 2 dBm (expected 20), client roam failed",
)

LINE_SLOW = Story(
    key="line-slow",
    hurts=1,
    titles=("Internet very slow in {place}", "Line crawls since this morning", "Slow connection"),
    reports=(
        "the internet in {place} crawls. A page takes half a minute and video calls break up.",
        "since this morning everything that goes over the internet is slow. A speed test shows "
        "{speed} instead of the hundred we pay for.",
        "our line is slow again, at its worst between nine and eleven. Is somebody else using it up?",
    ),
    understood="The internet line of {place} gives {speed} instead of 100 Mbit/s; the network inside "
    "the building is as fast as ever.",
    since="this morning",
    hit="everybody in {place}",
    news=(
        "Your line carries {speed} at the moment and loses three packets in a hundred. That is "
        "outside your building; our supplier's technician is measuring it.",
        "Our supplier found a worn connection in the street cabinet and re-seats it this afternoon. "
        "Until then I have given your phones first right of way, so that calls stay clear.",
        "The cabinet is done and the losses are gone. I am watching the line for two hours more.",
    ),
    steps=(
        "Have the line measured by our supplier",
        "Give phones the right of way until it is done",
    ),
    theirs="Send us the result of a speed test at the worst moment",
    reply="The result is attached: {speed} down, and it stuttered.",
    ask="When can the line supplier's technician be at the cabinet?",
    asked="Between 13:00 and 15:00, confirmed by phone.",
    note="Third report on this cabinet this year; worth telling our supplier as a whole.",
    fixed="The worn connection in the street cabinet is replaced; your line carries 98 Mbit/s and "
    "loses nothing.",
    broken="It was fine yesterday, and this morning at nine it is slow again.",
    again="A backup of yours started at nine instead of at night and filled the line; it is back at "
    "two in the morning.",
    log="WARN  wan0: loss 3.1 %, rtt 184 ms, crc errors 411",
    slots={"speed": ("4 Mbit/s", "7 Mbit/s", "11 Mbit/s")},
)

FIRMWARE_NIGHT = Story(
    key="firmware-night",
    hurts=0,
    titles=(
        "Switches restart at night",
        "Network gone for a minute every night",
        "Meters report twice",
    ),
    reports=(
        "our night shift says that the network is gone for a minute, always between two and three. "
        "The machines recover, but each time somebody must press “continue”.",
        "every night the network goes away for about a minute. Nothing is lost, it is only that our "
        "sensors raise an alarm and somebody drives in.",
        "the meters in {place} report twice, and always just after two at night. We think that "
        "the network restarts then.",
    ),
    understood="Every night between two and three the switches restart by themselves; for about a "
    "minute nothing reaches the network.",
    since="for about a week",
    hit="the night shift, and the devices that run all night",
    news=(
        "The switches restart because their memory runs full: every night at about the same fill. "
        "A firmware with a remedy exists; I am asking our supplier Voltio when it is released.",
        "Voltio's test version has run in our lab for a night without a restart. They name the date "
        "for the final one tomorrow.",
        "The final firmware is there. It goes on your switches tonight at 23:30, one after the other, "
        "so that the network stays up.",
    ),
    steps=("Ask Voltio for the firmware date", "Install the firmware, one switch at a time"),
    theirs="Tell your night shift that we work on it on Thursday night",
    reply="They know, and they thank you for asking.",
    note="Memory grows with every LLDP neighbour change; the test build frees it.",
    ask="What does Voltio say about the firmware date?",
    asked="They promise the release for the end of the week.",
    fixed="All switches run the new firmware and went through the night without a restart.",
    broken="One more restart last night at 02:20, in the cold store only.",
    again="One switch had been in a cupboard nobody listed. It runs the new firmware too now.",
    log="CRIT  kernel: out of memory in lldpd, reloading in 10 s",
)

SITE_NOT_FOUND = Story(
    key="site-not-found",
    hurts=2,
    titles=("Our web site can't be found", "Nobody reaches our site", "Booking page not found"),
    reports=(
        "our web site can't be found any more. Browsers say “server not found”, also on my phone.",
        "customers call because they don't reach our site. From {place} it works, from home it "
        "doesn't.",
        "the booking page says “address not found” since last night. We lose bookings by the hour.",
    ),
    understood="The name of your site isn't answered from outside; the site itself runs.",
    since="last night",
    hit="everybody outside your own network",
    news=(
        "The site runs, but its name is not answered: two of the four name servers are empty. I am "
        "loading them from yesterday's copy.",
        "The name servers answer again. Some providers keep the wrong answer for up to two hours; "
        "from three of five places we measured it works already.",
        "Four of five places are right. The last one keeps the old answer until about the full hour.",
    ),
    steps=("Load the name servers from yesterday's copy", "Measure from five places outside"),
    theirs="Tell us if any customer still can't reach the site after noon",
    reply="My sister-in-law in Porto sees it again, so it reaches far.",
    note="The zone was emptied by a renewal script that read an empty file. It now refuses to.",
    ask="Please check whether any other customer's zone went through that script last night.",
    asked="Two others, both fine: their files were complete.",
    fixed="Your site's name is answered everywhere we can measure from, and the script that emptied "
    "it now refuses an empty file.",
    broken="Two customers in Austria still get “not found”.",
    again="Their provider had kept the wrong answer for a whole day; it has run out now.",
    log="ERROR named: zone transfer failed: empty zone, serial 0",
)

STORIES = (VPN_AT_NOON, WIFI_CORNER, LINE_SLOW, FIRMWARE_NIGHT, SITE_NOT_FOUND)
