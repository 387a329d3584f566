"""What follows in notices: staff are told, and open pages look again."""

from buckstop.ledger import unit
from buckstop.ledger.reactions import Reaction, register
from buckstop.notices.actions.log_in_mails import tell_password_chosen
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.live import announcer
from buckstop.notices.rules import is_told
from buckstop.people.entries import PasswordChosen
from buckstop.people.telling import TOLD

register(
    Reaction("notices.tell_staff", tell_staff, facts=TOLD, when=is_told, together=True),
    Reaction("notices.tell_password_chosen", tell_password_chosen, facts=(PasswordChosen,)),
)
unit.register(committed=announcer.committed, refreshed=announcer.refreshed)
