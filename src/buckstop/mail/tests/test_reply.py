"""What was said now, told from what was quoted; nothing is ever cut away."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckstop.mail.reply import MARKER, marker_in, split_reply

SAID = "It still fails.\n\nOn Monday I wrote to you about the same thing."

QUOTATIONS = {
    "Gmail": "On Mon, Nov 2, 2026 at 10:26 AM Help Desk <h@desk.example> wrote:\n\n> Hello",
    "wrapped": "On Mon, Nov 2, 2026 at 10:26 AM Help Desk of the Great Provider <\n"
    "help@desk.example> wrote:\n\n> Hello",
    "Apple": "> On 2 Nov 2026, at 10:26, Ana <help@desk.example> wrote:\n> \n> Hello",
    "Outlook": "From: Ana <help@desk.example>\nSent: Monday, 2 November 2026 10:26\nTo: Ines\n"
    "Subject: RE: Printer\n\nHello",
    "Outlook in German": "________________________________\nVon: Ana <help@desk.example>\n"
    "Gesendet: Montag, 2. November 2026 10:26\nAn: Ines\nBetreff: AW: Drucker\n\nHallo",
    "German": "Am 02.11.26 um 10:26 schrieb Ana Ruiz:\n> Hallo",
    "French": "Le lun. 2 nov. 2026 à 10:26, Ana <help@desk.example> a écrit :\n\n> Bonjour",
    "Spanish": "El lun, 2 nov 2026 a las 10:26, Ana (<help@desk.example>) escribió:\n\n> Hola",
    "Dutch": "Op ma 2 nov 2026 om 10:26 schreef Ana <help@desk.example>:\n\n> Hallo",
    "Portuguese": "Em seg., 2 de nov. de 2026 às 10:26, Ana <help@desk.example> escreveu:\n\n> Oi",
    "Zimbra": 'Von: "Ana" <help@desk.example>\nAn: ines@n.example\n'
    "Gesendet: Montag, 2. November 2026 10:26:13\nBetreff: Re: Pumpe\n\nHallo",
    "a French portal's title": '----- Mail original -----\nDe: "Ana" <help@desk.example>\n'
    "À: ines@n.example\nEnvoyé: Lundi 2 Novembre 2026 10:26:13\nObjet: Re: Pompe\n\nBonjour",
    "German, quoted": "> Ana Ruiz <h@desk.example> hat am 02.11.2026 10:26 CET geschrieben:\n"
    "> \n> Hallo",
    "mutt": "On Mon, Nov 02, 2026 at 10:26:13AM +0100, Ana Ruiz wrote:\n> Hello",
    "a French portal": '> Message du 02/11/26 10:26\n> De : "Ana Ruiz" <help@desk.example>\n'
    "> A : ines@n.example\n> Copie à : \n> Objet : Re: Pompe\n> \n> Bonjour",
    "French with a curved apostrophe": "-----Message d’origine-----\nDe : Ana\n"
    "Envoyé : lundi 2 novembre 2026 10:26\nObjet : RE: Pompe\n\nBonjour",
    "a title": "-----Original Message-----\nFrom: Ana\nSent: Monday\n\nHello",
    "a signature": "-- \nInes Roth\nNordbank",
    "a telephone": "Sent from my iPhone",
    "both": "Von meinem iPhone gesendet\n\n"
    "> Am 02.11.2026 um 10:26 schrieb Ana <a@b.example>:\n> \n> Hallo",
    "Outlook without addresses, of our letter": "Von: Ana\nGesendet: Montag, 2. November 2026\n"
    f"An: Ines\nBetreff: AW: Drucker\n\n{MARKER}\n\nHallo",
    "our marker": f"{MARKER}\n\nAna owns this.",
    **{
        f"our marker, {language}": f"{marker_in(language)}\n\nAna owns this."
        for language in ("de", "es", "fr")
    },
    "our marker, quoted": "On Mon, Nov 2, 2026, Ana <a@b.example> wrote:\n"
    f"> {MARKER}\n> Ana owns this.",
    "our marker in plain quotation": f"Ana, 2 Nov:\n{MARKER}\nAna owns this.",
}


@pytest.mark.parametrize("quotation", QUOTATIONS.values(), ids=QUOTATIONS.keys())
def test_what_programs_add_is_folded(quotation: str) -> None:
    reply = split_reply(f"{SAID}\n\n{quotation}\n")
    assert reply.said.removesuffix("\n\nAna, 2 Nov:") == SAID
    assert "".join(quotation.split()).endswith("".join(reply.quoted.split())[-10:])


@pytest.mark.parametrize(
    "prose",
    [
        "On Monday I wrote to you that it fails.",
        "On 2 November 2026 at 10:26 I wrote:\nit fails, and nobody answered.",
        "The log says:\nfrom: 10.0.0.1\nand then nothing.",
        "I tried three things:\n- one\n- two",
        "From Monday on it fails.\nTo be clear: always.\nDate: unknown.",
        "Error 500 at 10:26:\nsee below",
        "| a | b |\n| 1 | 2 |",
        "Our office moved\nfrom: Berlin\nto: Hamburg\ndate: 3 May",
        "First\n\n---\n\nSecond",
        "> Email that is all quotation.",
    ],
)
def test_prose_is_not_eaten(prose: str) -> None:
    assert split_reply(prose).said == prose
    assert split_reply(prose).quoted == ""


def test_the_line_above_an_introduction_stays() -> None:
    text = "Error 500 on 3 machines\nOn 2 Nov 2026, Ana <a@b.example> wrote:\n> Hello"
    assert split_reply(text).said == "Error 500 on 3 machines"
    text = "On 3 May 2026 it failed again.\nAna <a@b.example> wrote:\n> Hello"
    assert split_reply(text).said == "On 3 May 2026 it failed again."


def test_an_answer_below_the_quotation() -> None:
    reply = split_reply("On 2 Nov 2026 10:26, Ana Ruiz wrote:\n> Does it work?\n\nIt does.")
    assert reply.said == "It does."


def test_answers_between_quoted_lines_stay_in_their_place() -> None:
    text = (
        "Hi Ana\n\nOn 2 Nov 2026, Ana <a@b.example> wrote:\n"
        "> Which one?\n\nThe red one.\n\n> Since?\n\nMay."
    )
    assert split_reply(text + "\n> Thanks").said == text


def test_a_mail_passed_on_without_a_word_shows_its_words() -> None:
    reply = split_reply(
        "---------- Forwarded message ----------\nFrom: I <i@n.example>\nSubject: P\n\nBroken."
    )
    assert reply.said == "Broken."


LINES = st.sampled_from(
    [
        *"\n".join(QUOTATIONS.values()).split("\n"),
        "",
        "said",
        "> quoted",
        "--",
        "-- ",
        MARKER,
        "1:",
        "<",
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(LINES | st.text(max_size=20), max_size=25).map("\n".join))
def test_nothing_is_cut_away_and_nothing_added(text: str) -> None:
    reply = split_reply(text)
    together = [*reply.said.split("\n"), *reply.quoted.split("\n")]
    assert Counter(line for line in together if line.strip()) == Counter(
        line for line in text.split("\n") if line.strip()
    )
    assert bool(reply.said.strip()) == bool(text.strip())
