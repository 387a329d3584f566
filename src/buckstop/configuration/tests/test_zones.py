"""Time zones as people write them."""

import pytest

from buckstop.configuration import zones
from buckstop.ledger.refused import Refused


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
