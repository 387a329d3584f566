"""The words of HTML as they are read: rows in lines, nothing hidden, no padding."""

import pytest

from buckstop.mail.html_text import html_to_text
from buckstop.mail.sanitise import sanitise

READ = {
    "<p>One <b>two</b></p><p>Three</p>": "One two\n\nThree",
    "<div>Hello</div><div><br></div><div>World</div>": "Hello\n\nWorld",
    "<table><tr><th>Name<th>Count<tr><td><p>Ina</p><td><p>3</p></table>": "Name | Count\nIna | 3",
    "<td width=900>a</td>   <td>   </td><td>b</td>": "a | b",
    "<table><tr><td>a<td></table>b": "a\nb",
    "<ul><li>a<li>b<ul><li>c</ul></ul>": "- a\n- b\n  - c",
    "<ol><li>a</li><li>b</li></ol>": "1. a\n2. b",
    "<blockquote>said<br>before</blockquote>now": "> said\n> before\n\nnow",
    "<pre>  a\n   b</pre>": "  a\n   b",
    "<p title='a > b'>x</p>": "x",
    "a &amp; b &lt;c&gt; &#8364; &#x110000;": "a & b <c> € \ufffd",
    "<textarea>kept</textarea><script>gone</script><title>gone</title>": "kept",
    "<script>one without end": "one without end",
    "Hi&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&zwnj;&nbsp; there": "Hi there",
    "<!--[if mso]>gone<![endif]--><!--[if !mso]><!-->kept<!--<![endif]-->": "kept",
}


@pytest.mark.parametrize(("markup", "text"), READ.items(), ids=[one[:30] for one in READ])
def test_it_reads(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


HIDDEN = [
    "<div style='display:none'>NO</div>",
    "<div style='DISPLAY : none !important'>NO<b>NO</b></div>",
    "<div hidden>NO</div>",
    "<span style='font-size:0'>NO</span>",
    "<span style='font-size: 0.0px; color:red'>NO</span>",
    "<span style='font:0/0 a'>NO</span>",
    "<p style='font-size:1px;color:#fff'>NO</p>",
    "<div style='mso-hide:all'>NO</div>",
    "<div style='visibility:hidden'>NO</div>",
    "<div style='opacity:0'>NO</div>",
    "<div style='max-height:0;max-width:0;overflow:hidden'>NO</div>",
    "<style>.pre,#x{display:none}</style><div class='a pre'>NO</div><div id=x>NO</div>",
    "<table style='display:none'><tr><td>NO<table><tr><td>NO</table></table>",
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_hidden_stays_hidden(hidden: str) -> None:
    markup = f"<html><body>{hidden}<p>Call 12.</p></body></html>"
    assert html_to_text(markup) == "Call 12."
    assert "NO" not in sanitise(markup).html
    assert "<p>Call 12.</p>" in sanitise(markup).html


@pytest.mark.parametrize(
    "markup",
    [
        "<td style='font-size:0px'><div style='font-size:13px'>Call 12.</div></td>",
        "<div style='display:none'>never ends <p>Call 12.</p>",
        "<style>@media (max-width:9em){.m{display:none}}</style><p class=m>Call 12.</p>",
        "<a style='mso-hide:all' href='https://a.example'>Call 12.</a>",
        "<p style='font-size:1em'>Call 12.</p>",
        "<p style='display:nonesuch;max-height:0.5em'>Call 12.</p>",
    ],
)
def test_what_is_seen_stays_seen(markup: str) -> None:
    assert "Call 12." in html_to_text(markup)
    assert "Call 12." in sanitise(markup).html


def test_a_layout_of_tables_isnt_blown_up() -> None:
    row = "<tr><td width='600'><table width='600'><tr><td>Order 7</td></tr></table></td></tr>"
    text = html_to_text(f"<table width='600'>{row * 40}</table>" + f"<p>{'x' * 5_000}</p>")
    assert len(text) < 6_000
    assert "  " not in text
