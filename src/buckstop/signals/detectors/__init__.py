"""What sees trouble in numbers: a series' rows, its silence, counts. Pure, with numpy.

general.py     one detector for any series: how surprising each row is
statistics.py  what it looks at: level, season, change, spread, CUSUM
tails.py       how unlikely a value is, from those before it
counts.py      too many of something in an hour, beside the same hour of other weeks
silence.py     what used to speak and doesn't
alarms.py      from how surprising to an alarm: about so many false ones a month
"""
