"""What falls due: a final answer is owed of each case whose level has a limit by law."""

from datetime import timedelta

from buckstop.complaints.commitments.final_answer import owe_final_answers
from buckstop.kit.duties import Duty, Order, register

register(
    Duty(
        "owe final answers",
        lambda at: owe_final_answers(at=at),
        order=Order.DUE + 3,
        every=timedelta(minutes=1),
    )
)
