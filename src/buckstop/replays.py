"""The one list of how tables follow from entries. It registers itself with the ledger at start-up.

A new kind of entry that changes a row is folded in the `replay` of the app whose row it is;
without it, `buckstop ledger verify` and the random histories say that the row is off the record.
"""

from buckstop.conversations.replay import REPLAY as CONVERSATIONS
from buckstop.conversations.witness import WITNESSES
from buckstop.coverage.replay import REPLAY as COVERAGE
from buckstop.ledger.replay import register
from buckstop.ledger.unit import bear_witness
from buckstop.people.replay import REPLAY as PEOPLE
from buckstop.problems.replay import REPLAY as PROBLEMS

register(PEOPLE, COVERAGE, PROBLEMS, CONVERSATIONS)
bear_witness(WITNESSES)
