"""Telephones, hotlines, voices."""

from buckstop.demo.shapes import Story

CALLS_DROP = Story(
    key="calls-drop",
    hurts=1,
    titles=("Calls drop after {minutes}", "Calls cut off", "Callers are cut off mid-sentence"),
    reports=(
        "calls are cut off after {minutes}, nearly to the second. Callers think that we hang up.",
        "since yesterday calls from outside drop in the middle. Inside it works.",
        "several callers were cut off today, always when we had just understood what they want.",
    ),
    understood="Calls from outside end by themselves after {minutes}; calls inside the house don't.",
    since="yesterday",
    hit="everybody at {customer} who takes calls",
    news=(
        "The phone exchange renews each call after {minutes}, and the line supplier doesn't answer "
        "that since yesterday. I switch the renewal off for your number to bridge it.",
        "Calls last now: I held one for half an hour. Our supplier looks for what they changed.",
        "The supplier found their change and takes it back tonight.",
    ),
    steps=("Switch the renewal of calls off meanwhile", "Have the supplier take their change back"),
    theirs="Tell us the time of a call that was cut off",
    reply="10:42, from a mobile, she was furious.",
    note="Session timer 900 s, their side ignores the re-INVITE since Tuesday.",
    ask="Did the line supplier change anything on Tuesday night?",
    asked="A new border gateway. They roll back tonight.",
    fixed="Our supplier took their change back and calls last as long as people talk: our test ran "
    "for two hours.",
    broken="It happened once more this morning at nine.",
    again="One of two lines still ran over the changed gateway; both are off it now.",
    log="WARN  sip: re-INVITE timeout, terminating dialog after 900 s",
    slots={"minutes": ("fifteen minutes", "ten minutes", "half an hour")},
)

HOTLINE = Story(
    key="hotline",
    hurts=2,
    titles=("Hotline doesn't ring", "Nobody reaches our hotline", "Calls vanish in the queue"),
    reports=(
        "our hotline doesn't ring any more. When I call it from my mobile I hear music for ever.",
        "nobody reaches us: callers wait in the queue, and at our desks all phones show “free”.",
        "the hotline of {place} swallows calls since the morning. A customer wrote us a letter!",
    ),
    understood="Calls to the hotline wait in the queue and are given to nobody, although people are "
    "logged in.",
    since="this morning",
    hit="all callers of {customer}'s hotline",
    news=(
        "The queue thinks that nobody is logged in since its clock jumped by an hour. I send all "
        "calls straight to your desks now, without the queue; they should ring.",
        "Your desks ring. The queue gets its clock right with a restart at lunch, when few call.",
        "The queue is back and gives out calls in order.",
    ),
    steps=("Send calls straight to the desks", "Restart the queue at lunch"),
    theirs="Log in to the queue anew after lunch",
    reply="All four of us are logged in, and it rings.",
    note="The time service of the exchange pointed at a server that we gave up in spring.",
    ask="Which other machines still ask that old time server?",
    asked="Three; all of them changed.",
    fixed="The hotline's queue gives out calls again; in the last hour nobody waited for longer than "
    "twenty seconds.",
    broken="It rings, but only at two of four desks.",
    again="Two desks belonged to a group that the restart had emptied; all four ring.",
    log="ERROR queue: agent state expired (clock skew 3600 s)",
)

VOICEMAIL = Story(
    key="voicemail",
    hurts=0,
    titles=("Voicemail announces somebody who left", "No voicemail by mail", "Old announcement"),
    reports=(
        "our voicemail still greets with the voice of a colleague who left in spring.",
        "messages on the voicemail don't come by mail any more. We found {count} old ones by chance.",
        "the announcement says that we are on company holidays. We aren't.",
    ),
    understood="The voicemail plays an old announcement and doesn't send messages by mail.",
    since="for some days",
    hit="callers outside office hours",
    news=(
        "I have set the neutral announcement for now. Where your messages go I am finding out.",
        "Messages went to the mailbox of the colleague who left. From now on they come to you, and "
        "the {count} old ones as well.",
        "The old messages are in your mailbox, oldest first.",
    ),
    steps=("Set the neutral announcement", "Send messages to the right mailbox"),
    theirs="Record the announcement that you want",
    reply="Recorded. I needed nine tries.",
    note="Leavers' list doesn't mention voicemail; now it does.",
    ask="Can voicemail be put on the leavers' list?",
    asked="It is point 14 now.",
    fixed="The announcement is yours, and messages come by mail within a minute.",
    broken="The messages come, but I can't play them on my phone.",
    again="They come in a format now that every phone plays.",
    slots={"count": ("eleven", "six", "seventeen")},
)

STORIES = (CALLS_DROP, HOTLINE, VOICEMAIL)
