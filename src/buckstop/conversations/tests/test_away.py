"""Until when somebody is away, read from what their machine answers."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from buckstop.conversations.wording.away import away_until

WRITTEN = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday
ZURICH = ZoneInfo("Europe/Zurich")
ENDS = {
    "Thank you for your mail. I am out of office until Monday and read it then.": "2026-11-30",
    "I am on annual leave and will be back on Monday, 7 December.": "2026-12-07",
    "I'm on holiday from 23 November to 4 December 2026. In urgent cases call Tim.": "2026-12-04",
    "I am currently out of the office, returning to work on December 1st.": "2026-12-01",
    "Our office is closed until 2026-12-31.": "2026-12-31",
    "Ich bin bis zum 4. Dezember nicht im Büro.": "2026-12-04",
    "Ich bin vom 23.11.2026 bis 04.12.2026 im Urlaub. Ihre Mail wird nicht gelesen.": "2026-12-04",
    "Derzeit bin ich abwesend. Ab Montag bin ich wieder für Sie da.": "2026-11-30",
    "Je suis absente du bureau jusqu'au 4 décembre inclus.": "2026-12-04",
    "En congés, de retour le lundi 7 décembre.": "2026-12-07",
    "Estaré fuera de la oficina hasta el 4 de diciembre.": "2026-12-04",
    "Estoy de vacaciones. Vuelvo el lunes.": "2026-11-30",
}
NONE = (
    "We have received your mail and will answer by Monday.",
    "I am out of office. Please call the main number.",
    "Your ticket 4711 was closed on Monday.",
    "I am out of office until further notice. Our meeting of Monday takes place.",
    "Wir haben Ihre Anfrage erhalten und melden uns bis Montag.",
    "",
)


@pytest.mark.parametrize("text", ENDS)
def test_the_day_on_which_they_read_again(text: str):
    end = away_until(text, said_at=WRITTEN, zone=ZURICH)
    assert end is not None
    assert end.astimezone(ZURICH).date() == date.fromisoformat(ENDS[text])


@pytest.mark.parametrize("text", NONE)
def test_what_speaks_of_no_absence_or_of_no_end(text: str):
    assert away_until(text, said_at=WRITTEN, zone=ZURICH) is None
