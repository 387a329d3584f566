"""How easy customers found it: who was asked, who answered, and what that says of the others."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.reliability.queries.effort import FACTS, estimated
from buckstop.reliability.queries.figures import survey
from buckstop.reliability.rules.beta import share
from buckstop.reliability.rules.effort import ENOUGH
from buckstop.reliability.shares import percent

SURVEYED = timedelta(days=90)
LEARNT = timedelta(days=365)
"""An estimate is made of the answers of so long."""
FELT = 0.05
"""What moves an answer by less on average isn’t said."""
DRIVES = {
    "wrote": gettext_lazy("each time that they had to write %(moved)s"),
    "passed": gettext_lazy("each time that it went to another owner %(moved)s"),
    "broken": gettext_lazy("each “still broken” %(moved)s"),
    "missed": gettext_lazy("each promise that was missed %(moved)s"),
    "moved": gettext_lazy("each promise that was moved %(moved)s"),
    "days": gettext_lazy("each day that it took %(moved)s"),
}


def survey_says(at: datetime) -> list[str]:
    """Who was asked how easy it was, who answered, what they said, and what isn't known."""
    found = survey(at - SURVEYED)
    if not found.asked:
        return [_("Nobody was asked in the last 90 days how easy it was.")]
    rate = share(found.answered, found.asked - found.answered)
    said = {"asked": found.asked, "answered": found.answered, "rate": percent(rate.mean)}
    says = [
        _(
            "In the last 90 days %(asked)d customers were asked once, after their word that it is"
            " solved; %(answered)d answered (%(rate)s)."
        )
        % said
    ]
    if found.mean is not None and found.error is not None:
        ends = {
            "mean": f"{found.mean:.1f}",
            "low": f"{max(1.0, found.mean - 1.645 * found.error):.1f}",
            "high": f"{min(7.0, found.mean + 1.645 * found.error):.1f}",
        }
        says.append(_("On average %(mean)s of 7 (90 %% sure: %(low)s to %(high)s).") % ends)
    return says + _estimated(at)


def _estimated(at: datetime) -> list[str]:
    """What those would say who weren’t asked or didn’t answer, and what drives it."""
    found = estimated(at - LEARNT, at)
    if found is None:
        return [
            _("What the others would say can’t be estimated below %(n)d answers.") % {"n": ENOUGH}
        ]
    if found.skill <= 0 or not found.others:
        return [_("From what happened nothing can be said of those who didn’t answer.")]
    said = {
        "n": found.others, "mean": f"{found.mean_others:.1f}", "all": f"{found.mean_all:.1f}",
        "skill": percent(found.skill),
    }  # fmt: skip
    says = _(
        "Estimated from what happened, over a year: the %(n)d who didn’t answer would say %(mean)s,"
        " and all together %(all)s. Tried on answers that it hasn’t seen, the estimate is %(skill)s"
        " better than none."
    )
    ordered = sorted(zip(FACTS, found.drives, strict=True), key=lambda one: -abs(one[1]))
    drives = [
        str(DRIVES[fact]) % {"moved": f"{moved:+.1f}".replace("-", "−")}
        for fact, moved in ordered
        if abs(moved) >= FELT
    ]
    return [says % said, *([_("What goes with it: %s.") % "; ".join(drives)] if drives else [])]
