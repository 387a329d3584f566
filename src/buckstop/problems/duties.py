"""What falls due on problems: what is owed first, then cases that wait for an answer."""

from buckstop.kit.duties import Duty, Order, register
from buckstop.problems.actions.attending import attend_cases, attend_commitments

register(
    Duty("look at commitments", lambda at: attend_commitments(at=at), order=Order.DUE, most=25),
    Duty("look at cases", lambda at: attend_cases(at=at), order=Order.DUE + 1),
)
