"""Thanks and nothing else, in each language; in doubt somebody said something."""

import pytest

from buckstop.mail.thanks import only_thanks, says_broken, says_solved
from buckstop.mail.words_of_thanks import LANGUAGES

THANKS = {
    "en": (
        "Thanks!", "ok", "Works again, thanks", "thank you :)", "\U0001f44d\U0001f3fd",
        "Yes, works.",
        "Thank you very much for your quick help!", "It's working again, thanks so much!",
        "Hi Ana,\nthanks, it works now.\nBest regards\nInes Keller\nNordbank AG\n+41 44 555 01 10",
        "Problem solved. Thanks a lot", "Thanks for yesterday.", "All good now, thank you.",
    ),
    "de": (
        "Vielen Dank, läuft wieder.", "danke läuft wieder", "Danke schön", "ok, danke LG Ines",
        "Hallo Frau Ruiz,\n\nherzlichen Dank für die schnelle Hilfe, alles funktioniert wieder.\n\n"
        "Mit freundlichen Grüßen\nJonas Weil", "Das Problem ist behoben, danke.", "Ja, passt.",
    ),
    "fr": ("Merci beaucoup, ça marche.", "Merci, c'est réglé !", "Bonjour,\nparfait, merci."),
    "es": ("Ya está, gracias", "¡Gracias!\nUn saludo,\nInes", "¡Muchas gracias! Ya funciona.",
        "Perfecto, gracias", "Gracias, funciona de nuevo"),
    "it": ("Grazie mille, ora funziona", "Perfetto, grazie!"),
    "nl": ("Bedankt, het werkt weer", "Top, dank je wel"),
    "pt": ("Obrigada, já funciona", "Muito obrigado!"),
}  # fmt: skip
SAID = {
    "en": (
        "Thanks for yesterday. Now the server is down.", "Thank you. Since noon nobody can log in!",
        "Thanks in advance", "Thanks, but the printer jams", "It is back", "ok, and the invoice?",
        "Great, now it is broken", "perfect, another outage", "thanks for nothing", "works not",
        "Best,\nthe server is down", "Thanks. Door 4 too.", "thanks, water is running", "Hi Ana,",
        "\U0001f44e", "Thanks \U0001f621", "", "  ", "ok then call me", "Thank you, please call",
        "Everything gone", "Yes", "It was working",
        "Please close it", "works now and then",
        "Thank you. The line in Thun stands still since six",
        "thanks :(", "Thanks :-/", "no thanks", "Thanks. 500", "Works? no",
    ),
    "de": (
        "Danke, jetzt geht gar nichts mehr.", "Vielen Dank im Voraus", "super, wieder kaputt",
        "Danke, aber das Telefon ist tot", "Danke. Der Keller steht unter Wasser", "Danke, Rauch",
        "Danke\nViele Grüße\nServer ist kaputt", "Danke, geht nicht",
        "Danke, klappt am Montag", "Danke um Rückruf", "Danke, passt noch nicht ganz",
        "Danke fürs Schließen, war falsch", "Dank Ihnen läuft gar nichts", "danke :'(",
        "Nein danke", "Danke, läuft aus", "Danke. Geht wieder los.",
    ),
    "fr": (
        "C'est reparti", "Merci, mais l'imprimante est en panne", "Merci d'avance",
        "Merci. Rien ne marche.", "Merci, presque",
        "Merci, ça marche à moitié", "Merci de me rappeler au 044", "Ça marche plus, merci",
        "Non merci", "Merci =(",
    ),
    "es": ("Gracias, funciona a veces", "Ya está igual", "Gracias, pero sigue igual",
        "gracias de antemano", "Gracias. Ya no funciona."),
    "it": ("Grazie, ma non funziona", "Grazie in anticipo"),
    "nl": ("Bedankt, maar het werkt niet", "Dank je, nu is de kassa stuk"),
    "pt": ("Obrigado, mas não funciona", "Obrigado. Agora falha o outro."),
}  # fmt: skip


def test_each_language_has_examples():
    assert set(THANKS) == set(SAID) == {language.code for language in LANGUAGES}


@pytest.mark.parametrize("text", [text for texts in THANKS.values() for text in texts])
def test_nothing_is_left_of_thanks(text: str):
    assert only_thanks(text)


@pytest.mark.parametrize("text", [text for texts in SAID.values() for text in texts])
def test_whatever_is_left_was_said(text: str):
    assert not only_thanks(text)


@pytest.mark.parametrize("thanks", ["Thanks", "Vielen Dank", "Merci", "Gracias", "\U0001f44d"])
@pytest.mark.parametrize("trouble", ["Smoke in hall 3", "Tor 4 klemmt", "Tres cajas paradas", "x"])
def test_thanks_before_or_after_hide_nothing(thanks: str, trouble: str):
    for joined in (f"{thanks}. {trouble}", f"{trouble}\n\n{thanks}", f"{thanks} {trouble}"):
        assert not only_thanks(joined)


def test_names_count_where_they_are_known():
    assert not only_thanks("Thanks Ana!\nInes")
    assert only_thanks("Thanks Ana!\nInes", ("Ana Ruiz", "Ines Keller"))
    assert not only_thanks("Thanks Ana, Basel too", ("Ana Ruiz", "Ines Keller"))


@pytest.mark.parametrize(
    "text",
    ["Works, thanks!", "Der Drucker läuft wieder", "Not broken any more", "Das Problem ist weg",
     "Ça marche de nouveau", "Ya funciona", "The printer prints again", "Problem solved.",
     "Yes it works", "it works without any error", "Ya no hay problema, funciona"],
)  # fmt: skip
def test_it_reads_as_solved(text: str):
    assert says_solved(text)
    assert not says_broken(text)


@pytest.mark.parametrize(
    "text",
    ["No, it is still as cold as before.", "still no connection", "Geht immer noch nicht",
     "No funciona", "Ça ne marche toujours pas", "it doesn't work", "Solved, but Basel is down",
     "Nothing works", "Nein", "Nope", "Sigue igual",
     "C'est pareil", "ça recommence", "Tampoco", "It keeps happening", "unverändert", "no change"],
)  # fmt: skip
def test_it_reads_as_broken(text: str):
    assert says_broken(text)
    assert not says_solved(text)


@pytest.mark.parametrize("text", ["Is it solved?", "must be fixed today", "ok", "", "Hello Ana"])
def test_neither_is_guessed(text: str):
    assert not says_solved(text)
    assert not says_broken(text)
