"""What the house's ledger says of the demo company: that its history was made, and how far."""

from dataclasses import dataclass
from datetime import datetime

from buckstop.ledger.entries import Fact


@dataclass(frozen=True)
class DemoBegun(Fact, code="demo-begun", says="A demo company was begun; its present is {present}"):
    present: datetime
    days: int


@dataclass(frozen=True)
class DemoDayMade(Fact, code="demo-day-made", says="Day {day} of the demo company was made"):
    day: int
