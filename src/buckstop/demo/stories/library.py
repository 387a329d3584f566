"""All stories, and the sentences that fit any of them."""

from buckstop.demo.stories import (
    business,
    devices,
    mailing,
    network,
    phones,
    printing,
    questions,
    requests,
    safety,
)

PROBLEMS = (
    *network.STORIES,
    *mailing.STORIES,
    *printing.STORIES,
    *business.STORIES,
    *devices.STORIES,
    *phones.STORIES,
    *safety.STORIES,
)
REQUESTS = requests.STORIES
QUESTIONS = questions.QUESTIONS
NOT_OURS = questions.NOT_OURS
SPAM = questions.SPAM

MORE_NEWS = (
    "Still at it. What we ruled out since my last mail: the network and the users' rights. Next I "
    "look at the program's own journal of last night.",
    "Our supplier has the case with everything that we measured, and has confirmed that they can see "
    "it too. They name a date tomorrow morning.",
    "We could make it happen on a machine of ours, which is good news: now we can try remedies "
    "without touching yours. Two are being tried today.",
    "The first remedy didn't hold over night. The second one runs since this morning and looks "
    "better; I give it until the evening.",
    "The second remedy has held for a day on our machine. With your consent it goes on yours after "
    "work today.",
    "It is on since last night, and so far quiet. I watch it over the next busy morning before I "
    "call it fixed.",
)

NO_NEWS = (
    "No change since my last mail: we are waiting for our supplier's answer, which is due today.",
    "Nothing new yet; the measurement runs on, and I read it as soon as it is through.",
    "I have nothing to report that you don't know. It stays with me.",
)

THANKS = (
    "Works, thanks!",
    "It works. Thank you, {owner}.",
    "Perfect, thank you for the quick help.",
    "All good here, many thanks.",
    "It works, thank you very much!",
    "Great, thanks. Have a nice day.",
)

ON_THE_PHONE = (
    "Says that it works and that they are glad.",
    "Called to ask about something else; says in passing that it has worked since.",
    "Reached on the mobile: solved, no further trouble.",
)

AWAY = (
    "Thank you for your mail. I am out of office until Monday and read it then. In urgent cases "
    "please call the main number.",
    "I am on holiday and come back on the first. Your mail is not forwarded.",
)

CORRECTIONS = (
    "Not quite: it happens with new ones only, the old ones are fine.",
    "That's not it. It also happens in {place}, not just here.",
    "Nearly. It began a day earlier, with the restart, if that helps.",
)

ABOVE = (
    "We have waited for two days, and our own customers ask me every hour. I would like somebody who "
    "decides to look at this.",
    "I don't doubt that {owner} does what can be done, but this costs us real money by now. Who can "
    "put more people on it?",
    "This is the third time this quarter. I want to talk to whoever is responsible for it as a whole.",
)

BACKING = (
    "I have read all of it and spoken with {owner}, who has my backing: the order of steps is right. "
    "I call you today at four myself.",
    "{owner} has my backing and a second pair of hands from now on.",
)

EARLY = (
    "I may need a decision today: a spare costs 900 and would end this for the customer tonight. "
    "I'd rather ask early.",
    "The supplier won't name a date to me. I think that a call from you would change that.",
    "They are about to open their new hall, and this is the third outage. Please align with their "
    "director before they call us.",
)

HELPED = (
    "Good that you asked now and not tomorrow. Buy the spare; I told their director.",
    "I called the supplier's head of service: the date is Thursday. Well done for raising it early.",
)

BRIEFS = (
    "I leave at five and this wants somebody tonight. All is measured, the next step stands in the "
    "plan; the customer knows that you may call.",
    "You know their network better than I do. The customer is friendly and reads mail at once; the "
    "log is in the thread.",
    "This turns out to be a matter of telephony. I promised news by the time that you see; nothing "
    "else is open.",
)

REFUSALS = (
    "I'm in a maintenance window until the evening and couldn't even call them.",
    "Not mine, I think: ask Priya, who set it up.",
)

HAND_BACKS = (
    "I'm at the dentist in ten minutes; please give it to somebody who stays.",
    "In a customer's building until four, with no laptop.",
)

MOVED_BECAUSE = (
    "The measurement needs one more hour to say anything that is worth your time.",
    "Our supplier moved their call with us to the afternoon; before it I would only guess.",
)

CHANGED_THEIR_MIND = "I think you misheard me: it works on one machine only. Please keep it open."

NO_TIME = "I am on the road until Thursday; please ask Luca, who built it."

BACK_AGAIN = (
    "Good morning, I am afraid that it is back, exactly as before. Same place, same message.",
    "It worked until yesterday evening. Now it does the same again.",
)

ONE_MORE = (
    "One more question about that: does the same hold for {place}?",
    "Sorry, one thing more: until when does that count?",
)

ONE_MORE_ANSWER = (
    "yes, the same holds for {place}; nothing needs to be done there.",
    "until you tell us otherwise.",
)

UNDER_WAY = (
    "it is on its way: I have asked for what it needs, and you hear from me as soon as it is done.",
    "still on its way; what it waits for is promised for tomorrow.",
    "nearly there: one approval is missing, which I fetch today.",
)

JOINED = (
    "Another customer has told us the same, so we treat it as one problem with one owner, me. For you "
    "nothing changes, except that what helps one helps all.",
    "You aren't alone: the same has reached us from elsewhere. That narrows it down to what you have "
    "in common, which is ours, and there I go on.",
)

SAID = {
    "joined": JOINED,
    "no-news": NO_NEWS,
    "thanks": THANKS,
    "word": ON_THE_PHONE,
    "word-mail": ("Wrote that it works.",),
    "away": AWAY,
    "corrects": CORRECTIONS,
    "above": ABOVE,
    "backing": BACKING,
    "escalate": EARLY,
    "steps-in": HELPED,
    "offer": BRIEFS,
    "refuse": REFUSALS,
    "back": HAND_BACKS,
    "move": MOVED_BECAUSE,
    "takes-back": (CHANGED_THEIR_MIND,),
    "ask-no": (NO_TIME,),
    "answers": BACK_AGAIN,
    "asks-more": ONE_MORE,
    "answer-more": ONE_MORE_ANSWER,
    "void": ("spam",),
}
"""What is said in acts that are the same in every story."""
