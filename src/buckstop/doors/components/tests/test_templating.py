"""The engine of our templates: all compile, nothing is printed unescaped or for want of a name."""

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import DictLoader, UndefinedError

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
