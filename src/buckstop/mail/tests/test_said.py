"""What somebody wrote is never folded: in doubt it was said."""

import pytest

from buckstop.mail.reply import MARKER, only_signature, split_reply

SAID = {
    "what a display shows": "The display shows\n-- \nError 5\nReset",
    "a program's words": "Look:\nOn 24/11/2026 10:15 Server wrote:\n> disk full",
    "a bare -- with a sentence": "Line 4 starts.\n--\nThen it stops, ring 77 before noon.",
    "a marked -- with a sentence": "Line 4 starts.\n-- \nThen it stops, ring 77 before noon.",
    "-- between steps": "Open the door\n--\nPress the green key\n--\nWait",
    "-- and a word": "First it hums\n--\nthen nothing",
    "-- and a question": "Hello\n-- \nWho comes, and when?",
    "a place below --": "First line stops\n--\nHalle 4 Tor 2",
    "a number one should ring": "The belt is torn.\n-- \nPlease ring +41 44 555 01 77 at once",
    "labels without an address": "It says:\n\nFrom: shelf 2\nTo: shelf 9\nDate: 24.11.2026\n"
    "Subject: crate 7\n\nThere is no shelf 2. Where shall it go?",
    "labels without a lead": "From: hall 3\nTo: hall 5\nSent: 24.11.2026 10:15\nSubject: pallets\n"
    "\nThe driver stands at the wrong gate.",
    "labels in German": "Von: Halle 3\nAn: Halle 5\nDatum: 24.11.2026 um 10:15\nBetreff: Kiste\n\n"
    "Wohin damit?",
    "a web form": "Guten Tag\n\nName: Hugo Tann\nVon: hugo@tann.example\nTelefon: 77\n"
    "Datum: 24.11.2026 10:15\nBetreff: Tor\nNachricht: Das Tor klemmt seit acht.",
    "a form with addresses, led to": "The form holds:\nFrom: hugo@tann.example\n"
    "To: door@tann.example\nDate: 24.11.2026 10:15\nSubject: door\n\nWhy does it not arrive?",
    "labels with addresses, in the order in which people type": "Crate 7 has this slip.\n\n"
    "From: shelf2@tann.example\nTo: shelf9@tann.example\nDate: 24.11.2026 10:15\nSubject: crate\n\n"
    "There is no shelf 2. Where shall it go?",
    "console output": "The console says:\n> connect refused\n> retry in 5 s\n> giving up",
    "console output with a question below": "It prints\n> error 7 at 10:15\nWhat is that?",
    "console output that names an address": "Ask ops@tann.example about this:\n> error 7",
    "a log that 'wrote'": "On 24.11.2026 10:15 the gateway wrote:\n> ERROR refused\n> ERROR again",
    "a log in German": "Am 24.11.2026 um 10:15 schrieb die Konsole:\n> Zugriff verweigert",
    "what somebody told": "On 2 November 2026 Ana wrote:\nRestart it.\nI did. It still fails.",
    "a rule with headers": "Before\n_______\nFrom: press 1\nTo: press 2\nSubject: sheet\n\nA jam",
    "a rule of dashes": "One\n----------\nTwo\n==========\nThree",
    "a title of their own": "Text\n--- Hall 3 ---\nFrom: door 2\nTo: door 4\n\nShut.",
    "sent from a place": "The belt is torn.\nSent from hall 3: the other one too",
    "sent from my phone, and more": "Torn.\nSent from my phone, since the office has no power",
    "a postscript below the signature": "It jams.\n-- \nInes Roth\nNordbank\nPS: Key 4 Under Mat",
    "capitals below a mark": "It jams.\n-- \nDOOR 4 BURNS CALL ME",
    "German nouns below a mark": "Tor klemmt.\n--\nTor 5 Auch Kaputt\nTel. 044 555 01 10",
    "a list below a mark": "Results\n-- \nPump 1 OK\nPump 2 OK\nPump 3 Error",
    "an order below a mark": "Please send\n-- \n3 Boxes A4\n2 Crates A3",
    "an address that is led to": "Our new address:\n-- \nNordbank AG\nBahnhofstr. 1\n8001 Zürich",
    "a machine's title": "It shows\n--- Original message ---\nE42\n\nand then it stops.",
    "a title that runs on": "Hello\n----- Original message on display -----\nE42 pump",
    "a form without a recipient": "Contact form\n\nDatum: 02.03.2026 09:00\n"
    "Von: Jonas Weil <jonas@weil.example>\nBetreff: Pumpe\n\nDie Pumpe ist heiß.",
    "headers of a raw mail": "Received: from mx.example by us\nFrom: Bob <bob@x.example>\n"
    "Date: Mon, 2 Mar 2026 09:12:13 +0100\nTo: a@b.example\nSubject: Hi\n\nWhy is it refused?",
    "what I wrote before, in German": "Hallo\n\nAm 02.03.2026 um 9:00 schrieb ich an h@x.example:\n"
    "\nDie Pumpe ist tot.\n\nKeine Antwort.",
    "what I wrote before": "On 2 March 2026 at 9:00 to h@x.example I wrote:\nIt is dead.",
    "what we wrote before, in French": "Bonjour\n\nLe 2 mars 2026 à 9:00 à h@x.example nous avons "
    "écrit :\nLa pompe est morte.",
    "an order about Outlook": "Please\nGet Outlook for Bob on his iPhone",
    "passages chosen with >": "> the belt runs slowly\n> it smells\nThat is what Kim says.",
}


@pytest.mark.parametrize("text", SAID.values(), ids=SAID.keys())
def test_what_somebody_typed_stands_in_sight(text: str) -> None:
    reply = split_reply(text)
    assert (reply.said, reply.quoted) == (text, "")


PASTED = (
    "\n\nVon: Jonas <j@w.example>\nDatum: 02.03.2026 09:12\nAn: help@desk.example\nBetreff: Tor"
)


@pytest.mark.parametrize("lead", ["", "Neue Anfrage", "Our monitor sent this.", "Form\n_________"])
def test_a_form_in_a_mail_that_answers_nothing_stays_in_sight(lead: str) -> None:
    text = f"{lead}{PASTED}\n\nDie Pumpe ist heiß!".strip()
    assert split_reply(text, is_answer=False).said == text
    assert split_reply(f"Nein.{PASTED}\n\nHallo").said == "Nein."
    titled = f"Siehe unten\n\n-------- Weitergeleitete Nachricht --------{PASTED[1:]}\n\nHallo"
    assert split_reply(titled, is_answer=False).said == "Siehe unten"


FOLDED = {
    "a name and a house": "-- \nInes Roth\nNordbank AG",
    "with a number": "--\nInes Roth, Head of Payments\nTel. +41 44 555 01 10",
    "with addresses": "-- \nJonas Weil\nFarbwerk GmbH | Hauptstr. 5 | 8000 Zürich\n"
    "jonas@farbwerk.example\nwww.farbwerk.example",
    "a telephone": "Sent from my iPhone",
    "a telephone in German": "Von meinem iPhone gesendet",
    "a program in German": "Outlook für iOS beziehen",
    "a program in French": "Téléchargez Outlook pour Android",
    "a program in Spanish": "Enviado desde Outlook para iOS",
    "a program": "Get Outlook for iOS<https://aka.ms/o0ukef>",
}


@pytest.mark.parametrize("signature", FOLDED.values(), ids=FOLDED.keys())
def test_a_signature_folds_and_is_called_one(signature: str) -> None:
    reply = split_reply(f"It still fails.\n\n{signature}\n")
    assert (reply.said, reply.quoted) == ("It still fails.", signature)
    assert only_signature(reply.quoted)


def test_a_quotation_is_not_called_a_signature() -> None:
    for quoted in ("> Hello", f"{MARKER}\nAna owns this.", "-- \nInes\n\nAna <a@b.example> wrote:"):
        assert not only_signature(quoted)
    assert not only_signature("")


def test_an_answer_below_a_block_with_marks_stays() -> None:
    text = (
        "Hello\n\nFrom: Ana <a@b.example>\nSent: 2 November 2026 10:26\nTo: Ines\nSubject: Belt\n"
        "\n> Which one?\n\nThe red one."
    )
    assert split_reply(text).said == text
