"""The marks of quotations in many languages, and what people type that only looks like them."""

import pytest

from buckstop.mail import quoting_words
from buckstop.mail.reply import split_reply
from buckstop.mail.signature import is_device_line

OWN_WORDS = {
    "cs": "Dne 24. 11. 2026 v 9:12 jsem na help@desk.example napsal:\nzávora nejede dolů.",
    "pl": "Pan Lis dziś o 9:12 pisze:\nszlaban nie działa, proszę pomóc.",
    "uk": "24.11.2026 о 9:12 я на help@desk.example написав:\nшлагбаум не працює.",
    "da": "Den 24.11.2026 kl. 9.12 skrev jeg til help@desk.example:\nBommen går ikke ned.",
    "el": "Στις 24/11/2026 9:12 έγραψα στο help@desk.example:\nη μπάρα δεν κατεβαίνει.",
    "he": "ב-24.11.2026 בשעה 9:12 אני ל-help@desk.example כתב:\nהמחסום לא יורד.",
    "zh": "2026年11月24日 9:12 我给 help@desk.example 写道：\n栏杆放不下来。",
    "ja": "差出人：水野\n件名：扉が開きません\n至急お願いします。",
    "tr": "Konu: Kapı\nTarih: 24.11.2026 09:12\nKapı açılmıyor.",
    "fi": "Aihe: Puomi\nLähettäjä: Iivo\nPuomi ei laske.",
    "a form": "Odesílatel: Praha\nOd: a@b.example\nKomu: Brno\nDatum: 24.11.2026 9:12\nNejede.",
}


def test_a_label_means_one_thing() -> None:
    labels: dict[str, str] = {}
    for of_language in quoting_words._LABELS.values():
        for kind, words in zip(quoting_words._KINDS, of_language, strict=True):
            for label in words.split("|"):
                assert not label or labels.setdefault(label, kind) == kind
                assert label == label.lower()


@pytest.mark.parametrize("language", OWN_WORDS)
def test_what_somebody_typed_stays(language: str) -> None:
    text = OWN_WORDS[language]
    assert split_reply(text).said == text


@pytest.mark.parametrize(
    "line",
    [
        "Telefon gönderildi",
        "发自我的手机的照片打不开",
        "注文書をmailから送信",
        "Stáhnout Outlook pro Windows",
        "Odesláno z telefonu v pondělí",
        "נשלח מהטלפון של הנהג אתמול",
        "Надіслано з телефону водія вчора",
        "Sent by mail please",
    ],
)
def test_what_was_sent_is_no_line_of_a_telephone(line: str) -> None:
    assert not is_device_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "iPhone'umdan gönderildi",
        "发自我的 iPhone",
        "发自我的手机",
        "从我的 iPhone 发送",
        "iPhoneから送信",
        "Outlook for iOSを入手する",
        "나의 iPhone에서 보냄",
        "Získat Outlook pro Android",
        "iOS için Outlook'u edinin",
        "Отримати Outlook для iOS",
        "Στάλθηκε από το iPhone μου",
        "Sent from my Android device with K-9 Mail. Please excuse my brevity.",
    ],
)
def test_lines_of_telephones(line: str) -> None:
    assert is_device_line(line)


def test_marks_of_direction_and_wide_colons_are_looked_through() -> None:
    said = "\u200fשלום:\u200f אין קבלות"
    headers = "\u200fמאת：Ana <a@b.example>\n\u200f\u200fנשלח: 24.11.2026 9:12\n\u200fאל: Lavi\n"
    reply = split_reply(f"{said}\n\n{headers}\u200fנושא：השער\n\nHello")
    assert reply.said == said
    assert reply.quoted.startswith("\u200fמאת：Ana")
