"""Time zones as people write them, and which one the house has."""

from datetime import UTC, datetime

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people import zones
from buckstop.people.actions import staff

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Europe/Zurich", "Europe/Zurich"),
        (" europe/zurich ", "Europe/Zurich"),
        ("zurich", "Europe/Zurich"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("", ""),
    ],
)
def test_a_zone_is_known_however_it_is_written(written: str, meant: str):
    assert zones.check_zone(written) == meant


def test_what_is_none_is_refused_with_the_nearest():
    with pytest.raises(Refused, match="Write one such as Europe/Zurich"):
        zones.check_zone("Zurrich")
    with pytest.raises(Refused, match="There is no time zone “Atlantis”"):
        zones.check_zone("Atlantis")


def test_the_house_follows_its_setting_until_somebody_chose(db: None, settings):
    settings.HOUSE_ZONE = "Europe/Oslo"
    assert zones.house_zone() == "Europe/Oslo"
    staff.choose_zone("zurich", by=DESK, at=NOON)
    assert zones.house_zone() == "Europe/Zurich"
    zones._kept.clear()  # another process asks the table
    assert zones.house_zone() == "Europe/Zurich"
    staff.choose_zone("", by=DESK, at=NOON)
    assert zones.house_zone() == "Europe/Oslo"
