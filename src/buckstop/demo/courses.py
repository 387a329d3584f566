"""How stories go. Read them aloud: `mail 11:understand 60:fixed` is a mail, eleven minutes later …

A gap counts working minutes and varies by a quarter; `r` counts minutes by the wall clock, `!` keeps
it exact. `=90` is a promise due in ninety minutes, `@marta` says who; `+` joins what is done in one go.
"""

from buckstop.demo.shapes import Course

_BEGIN = "13:understand+reply"
_BEGIN_PLAN = "14:understand+reply+plan"
_LATELY = (0.15, 1.4)

PROBLEMS = (
    Course("solved", 14, f"mail {_BEGIN_PLAN} 60:done 50:fixed 140:solved"),
    Course("solved, with a log", 6, f"mail-log {_BEGIN_PLAN} 110:done+tell 80:fixed 90:solved"),
    Course("solved, with a picture", 3, f"mail-picture {_BEGIN} 45:fixed 160:solved"),
    Course("solved, with a copy", 4, f"mail-cc {_BEGIN_PLAN} 120:done 60:fixed 60:solved"),
    Course("thanked by mail", 11, f"mail {_BEGIN} 55:fixed 70:thanks 14:word-mail"),
    Course("called", 9, "call 12:understand+phone+plan 60:done 45:fixed 110:word"),
    Course("lapsed", 9, f"mail {_BEGIN_PLAN} 60:done 60:fixed", between=(11, 58)),
    Course("lapsed, then back", 2, f"mail {_BEGIN} 80:fixed 4200:answers 12:tell 90:fixed-again 60:solved",
           between=(22, 58)),
    Course("still broken", 6, f"mail {_BEGIN_PLAN} 60:done 50:fixed 100:broken 18:tell"
           " 120:fixed-again 90:solved"),
    Course("closed, then back", 3, f"mail {_BEGIN} 60:fixed 60:solved 1100:answers 14:tell"
           " 100:fixed-again 80:solved", between=(9, 58)),
    Course("long", 6, f"mail-log {_BEGIN_PLAN} 20:ask 30:ask-yes 200:tell 90:note-log 60:ask-answer"
           " 8:ask-good 60:done 180:tell 420:tell 60:done 340:tell 300:fixed 120:solved",
           between=(8, 58)),
    Course("their step", 6, f"mail {_BEGIN}+theirs+plan 200:sends-log 12:read+theirs-done+tell"
           " 70:done 90:fixed 80:solved"),
    Course("their step, done long ago", 2, f"mail {_BEGIN}+theirs 400:tell 320:not-me 20:theirs-done+tell"
           " 60:fixed 70:solved"),
    Course("missed", 3, "mail 13!:understand+reply 612!:tell 90:fixed 120:solved"),
    Course("missed by the night", 2, "mail 13!:understand+reply 200:tell 615!:tell 60:fixed 90:solved"),
    Course("moved promise", 4, "mail 13!:understand+reply 560!:move 90!:tell 70:fixed 120:solved"),
    Course("handed over", 6, f"mail {_BEGIN} 90:offer 12:accept 40:tell 80:fixed 100:solved"),
    Course("nobody wanted it", 3, f"mail {_BEGIN} 60:offer 14:refuse 100:tell 60:fixed 90:solved"),
    Course("offer lapsed", 3, f"mail {_BEGIN} 60:offer 120:tell 60:fixed 90:solved"),
    Course("offer withdrawn", 1, f"mail {_BEGIN} 60:offer 10:unoffer 60:fixed 90:solved"),
    Course("taken", 3, f"mail {_BEGIN} 90:taken@marta 25:tell 70:fixed 100:solved"),
    Course("handed back", 4, "mail 5:back 10:understand+reply 70:fixed 100:solved"),
    Course("someone above", 4, f"mail {_BEGIN} 150:above 30:backing 90:tell 120:fixed 90:solved"),
    Course("asked early", 4, f"mail {_BEGIN} 60:escalate 25:steps-in 90:tell 120:fixed 90:solved"),
    Course("climbed", 2, f"mail {_BEGIN} 120:above 90!:backing 60:tell 120:fixed 90:solved"),
    Course("asked a colleague", 3, f"mail {_BEGIN} 10:ask 20:ask-yes 120:ask-answer 10:ask-again"
           " 60:ask-answer 6:ask-good 30:tell 60:fixed 80:solved"),
    Course("colleague said no", 2, f"mail {_BEGIN} 10:ask 40:ask-no 60:tell 90:fixed 90:solved"),
    Course("that's not it", 3, f"mail {_BEGIN} 30:corrects 17:understand+tell 90:fixed 90:solved"),
    Course("on the page", 3, f"mail {_BEGIN_PLAN} 40:page 10:read+drop-step 20:tell 80:fixed"
           " 60:solved"),
    Course("at night", 5, "mail 30r:offer 4!:accept 8:understand+reply 60:fixed 120:solved",
           hours="night"),
    Course("can't wait", 3, "mail 9r:cannot-wait 6r:understand 4r:reply=60 40r:tell=120 50r:fixed"
           " 100:solved", hours="night"),
    Course("weekend", 3, f"mail {_BEGIN} 60:fixed 120:solved", hours="weekend"),
    Course("passed on", 4, "forward 14:understand+reply 90:fixed 120:word"),
    Course("away", 3, f"mail {_BEGIN} 2r:away 90:fixed 700:solved"),
    Course("bounced", 2, f"mail {_BEGIN} 1r:bounce 12:note 20:phone 90:fixed 200:word"),
    Course("line broke", 2, "mail 11:understand 4:reply-lost 90:tell 60:fixed 120:solved"),
    Course("word taken back", 2, f"mail {_BEGIN} 60:fixed 120:word 200:takes-back 14:tell"
           " 120:fixed-again 90:solved"),
    Course("of the consultant", 2, "mail 6:for 10:understand+reply 60:fixed 90:solved"),
    Course("of the shared address", 2, f"mail {_BEGIN} 60:fixed 90:solved"),
    Course("not void after all", 1, "mail 8:void 30:undo-void 13:understand+reply 70:fixed 90:solved"),
    Course("thanked after the end", 2, f"mail {_BEGIN} 60:fixed 60:solved 20:thanks"),
    # open at the present
    Course("open", 8, f"mail-log {_BEGIN_PLAN} 240:tell 200:done 200:tell 300:done 100:tell"
           " 420:tell 420:tell 420:tell 420:tell 420:tell 420:tell 420:tell 420:tell 420:tell",
           between=(0.5, 7)),
    Course("open, asked", 3, f"mail {_BEGIN_PLAN}+ask=6000 20:ask-yes 300:tell 120:done 300:tell"
           " 100:done 320:tell 420:tell", between=(0.6, 2.5)),
    Course("open, theirs", 4, f"mail {_BEGIN}+theirs=1500 400:tell 420:no-news 420:tell 420:tell",
           between=(0.8, 2.6)),
    Course("open, stalled", 2, f"mail {_BEGIN} 400:no-news 420:no-news 420:no-news 420:no-news"
           " 420:no-news", between=(3, 4)),
    Course("asked now", 7, f"mail {_BEGIN} 60:fixed", between=(1.2, 5)),
    Course("word just recorded", 3, "call 12:understand+phone 60:fixed 60:word", between=(1.2, 5)),
    Course("fresh", 4, f"mail {_BEGIN_PLAN} 350:tell 420:tell 420:tell", between=_LATELY),
)  # fmt: skip

OUTAGES = (
    Course("outage", 2, f"mail {_BEGIN_PLAN} 40:tell 100:done+tell 90:done 40:fixed 110:solved",
           others=("12:mail 8:join 5:joined 480:solved", "20:mail 10:join 5:joined 640:thanks 20:word-mail",
                   "34:call 9:join 5:joined"), between=(8, 50)),
    Course("outage, not for one", 1, f"mail {_BEGIN_PLAN} 60:tell 120:fixed 80:solved",
           others=("15:mail 9:join 5:joined 20:out 14:understand+reply 60:fixed 120:solved",
                   "25:mail-log 11:join 5:joined 420:solved"), between=(8, 50)),
    Course("outage, widened", 2, "mail 11:understand-alone 4:reply 40:widen 3:tell 60:done 90:fixed"
           " 90:solved", others=("14:mail 8:join 5:joined+widen-words 400:solved", "22:mail-log 7:join 5:joined 480:solved"),
           between=(8, 50)),
    Course("outage, broken for one", 2, f"mail {_BEGIN} 50:tell 90:fixed 60:solved",
           others=("10:mail 9:join 5:joined 300:broken 15:tell 120:fixed-again 90:solved",
                   "18:mail 8:join 5:joined 420:solved"), between=(4, 40)),
)  # fmt: skip
"""One problem of several customers: `others` begin so long after the first, and join it."""

REQUESTS = (
    Course("done", 23, "mail 20:request+answer", kind="request"),
    Course("done tomorrow", 8, "mail 14:request+reply 420:answer", kind="request"),
    Course("called in", 6, "call 21:answer", kind="request"),
    Course("and thanks", 6, "mail 20:request+answer 40:thanks", kind="request"),
    Course("not done yet", 4, "mail 14:request+reply 500:tell 500:tell", kind="request",
           between=(0.1, 1.6)),
)  # fmt: skip

QUESTIONS = (
    Course("answered", 13, "mail 20:question+answer", kind="question"),
    Course("one thing more", 3, "mail 20:question+answer 60:asks-more 25:answer-more", kind="question"),
    Course("not answered yet", 3, "mail 14:question+reply 500:tell", kind="question",
           between=(0.1, 0.9)),
)  # fmt: skip

NOT_OURS = (Course("not ours", 6, "mail 14:decline", kind="not ours"),)
SPAM = (Course("spam", 8, "mail 7:void", kind="spam"),)

ALL = (*PROBLEMS, *OUTAGES, *REQUESTS, *QUESTIONS, *NOT_OURS, *SPAM)
