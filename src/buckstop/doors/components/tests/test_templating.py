"""The engine of our templates: all compile, nothing is printed unescaped or for want of a name."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import DictLoader, UndefinedError

from buckstop.doors import components
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.components.templating import words
from buckstop.doors.components.templating.environment import environment


def jinja() -> Jinja2:
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    return engine


def test_every_template_compiles():
    listed = [name for name in jinja().env.list_templates() if name.endswith(".html")]
    names = [name for name in listed if "log_in/" not in name]  # of Django's engine
    assert len(names) > 80
    for name in names:
        jinja().get_template(name)


def test_pages_escape_what_they_print_and_plain_texts_do_not():
    made = environment(loader=DictLoader({"a.html": "{{ x }}", "a.txt": "{{ x }}"}))
    assert made.get_template("a.html").render(x="<b>") == "&lt;b&gt;"
    assert made.get_template("a.txt").render(x="<b>") == "<b>"


def test_a_name_that_nobody_gave_fails():
    with pytest.raises(UndefinedError, match="nobody"):
        environment().from_string("{{ nobody }}").render()


def test_a_sentence_is_one_line_whoever_broke_it():
    text = "{% trans who=who %}\n  {{ who }}\n  owns it\n{% endtrans %}"
    assert environment().from_string(text).render(who="<Ana>") == "&lt;Ana&gt; owns it"


def test_what_a_template_is_set_with_is_not_sent() -> None:
    said = "<p>\n    One\n  {% if x %}\n    two{{ x }}\n  {% endif %}</p>\n\n<pre>a\n\nb</pre>"
    sent = environment().from_string(said).render(x="\n   kept")
    assert sent == "<p>\nOne\n\ntwo\n   kept\n</p>\n\n<pre>a\n\nb</pre>"


def test_what_is_typed_at_a_terminal_is_set_as_code() -> None:
    assert words.with_code("Run `buckstop backup` <now>.") == (
        "Run <code>buckstop backup</code> &lt;now&gt;."
    )


def test_what_can_be_done_stands_beside_a_heading() -> None:
    add, more = Button(label="Add", url="/add/"), Button(label="More", url="/more/", sheet=False)
    said = """{{ "<Plan>"|headed(add, None, [more], "", id="plan") }}{{ "Steps"|headed(None) }}"""
    assert environment().from_string(said).render(add=add, more=more) == (
        '<div class="headed"><h2 id="plan">&lt;Plan&gt;</h2> '
        '<a class="link" href="/add/" data-sheet>Add</a> '
        '<a class="link" href="/more/">More</a></div><h2>Steps</h2>'
    )


def test_no_heading_holds_what_can_be_done() -> None:
    """Whoever goes from heading to heading by ear would hear “Plan Add”."""
    heading = re.compile(r"<h([1-6])\b[^>]*>((?:(?!</h\1>).)*)</h\1>", re.DOTALL)
    doors = Path(components.__file__).parent.parent
    found = [
        (path.name, head.group())
        for path in doors.rglob("*.html")
        for head in heading.finditer(path.read_text())
        if re.search(r"\|button|<button|data-sheet", head.group(2))
    ]
    assert found == []
