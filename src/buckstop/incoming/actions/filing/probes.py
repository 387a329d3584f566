"""A probe that came back shows that mail arrives; it is no word of anybody."""

from collections.abc import Sequence
from datetime import datetime

from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.models import Became, Probe
from buckstop.incoming.probes import probe_in
from buckstop.incoming.reading import ReadMail
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting


def keep_probes(mails: Sequence[ReadMail], at: datetime) -> list[ReadMail]:
    """Note those that came back; returns the other mails."""
    others = []
    for mail in mails:
        key = None if mail.parsed.bounce else probe_in(mail.parsed.subject)
        probe = Probe.objects.filter(pk=key).first() if key else None
        if probe is None:
            others.append(mail)
            continue
        with acting(by=DESK, at=at) as act:
            if still_held([mail.intake]):
                probe = act.lock(probe)
                if probe.arrived_at is None:
                    act.change(probe, arrived_at=mail.intake.received_at)
                finish(act, mail.intake, Became.PROBE, probe.pk)
    return others
