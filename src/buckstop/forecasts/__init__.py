"""Forecasts: what we expect of a problem, kept when it is made and scored on what came.

Words. A **forecast** is a range (of the time until it is solved) or a chance (that the next news
is missed, that “solved” is taken back, that it is the same as another problem). The **like** are
what it was reckoned from; its **base** is what is said without looking at anything but how often
it happens at all. A **track record** is what came of the forecasts of the last 90 days.

Guarantees. A forecast is made of the past alone, and never changed. What isn't surely better than
its base isn't shown. None changes a promise, an order or a limit.

Who calls it. A duty of the clock, which makes and scores them; the desk's pages.
"""
