"""The timeline of P-1042, with every kind of line."""

from buckstop.doors.components.examples.cast import PROBLEM, at
from buckstop.doors.components.shown.shell import Attached
from buckstop.doors.components.shown.timeline import Line

LOG = Attached(name="gateway-2026-11-24.log", size=2_214_400, url="/files/1/")

LINES = [
    Line(
        id="1",
        kind="mail_in",
        who="Ines Keller",
        what="wrote",
        at=at(9, 2),
        number=1,
        text="Good morning\n\nSince nine our outgoing transfers stay at “pending”, in every "
        "branch. Customers are standing at the counters. Could somebody look at this at once?\n\n"
        "Ines Keller\nNordbank, Payments",
        quoted="On 12 November 2026 Halden IT wrote:\nThe gateway is back in service since 17:40.",
        html_url="/messages/1/html/",
        raw_url="/messages/1/raw/",
        scope="Nordbank only",
    ),
    Line(
        id="2",
        kind="act",
        who="Buckstop",
        what="gave it to Ana Ruiz, who is on shift",
        at=at(9, 2),
        number=2,
    ),
    Line(
        id="3",
        kind="promised",
        who="Buckstop",
        what="promised Ines Keller news by 09:32",
        at=at(9, 2),
        number=3,
    ),
    Line(
        id="4",
        kind="mail_out",
        who="Ana Ruiz",
        what="wrote",
        to="Ines Keller",
        at=at(9, 12),
        number=4,
        text="Good morning Ines\n\nI own this now. I see the queue standing still since 08:58 and "
        "am looking at the gateway. Please send me its log, if you can reach it.",
        scope="Nordbank only",
        widen_url=PROBLEM + "widenings/new/?entry=4",
    ),
    Line(
        id="5",
        kind="kept",
        who="Ana Ruiz",
        what="kept the promise of news by 09:32",
        at=at(9, 12),
        number=5,
    ),
    Line(
        id="6",
        kind="note",
        who="Bruno Okafor",
        what="",
        at=at(9, 20),
        number=6,
        text="We had the same on 12 November: the certificate store was full. Look at "
        "/var/lib/gateway first.",
    ),
    Line(
        id="7",
        kind="mail_in",
        who="Ines Keller",
        what="wrote",
        at=at(9, 31),
        number=7,
        text="Here it is.",
        attachments=[LOG],
        scope="Nordbank only",
    ),
    Line(
        id="8",
        kind="act",
        who="Ana Ruiz",
        what="moved the case of Alpina Hotels here from P-1044",
        at=at(9, 40),
        number=9,
    ),
    Line(
        id="9",
        kind="missed",
        who="Ana Ruiz",
        what="missed the promise of news by 09:50",
        at=at(9, 50),
        number=11,
    ),
    Line(
        id="10",
        kind="update",
        who="Ana Ruiz",
        what="sent an update",
        to="3 customers",
        at=at(10, 2),
        number=12,
        text="We have found why: the payment gateway refuses a certificate that was renewed last "
        "night. We restart it with the new one by 11:00.",
    ),
    Line(
        id="11",
        kind="call",
        who="Ana Ruiz",
        what="told Marco Hofer (Alpina Hotels) by phone",
        at=at(10, 8),
        number=13,
        text="He can wait until noon; after that the night audit stands still.",
        scope="Alpina Hotels only",
        delivery="uncertain",
        delivery_words="uncertain whether it arrived",
    ),
    Line(
        id="12",
        kind="update",
        who="Bruno Okafor",
        what="sent an update",
        to="3 customers",
        at=at(10, 20),
        number=14,
        no_news=True,
        text="We are still at it. Nothing has changed since ten.",
    ),
]
