"""Every address of the desk. Nouns; a verb is a POST to one."""

from django.urls import URLPattern, URLResolver, register_converter

from buckstop.doors.desk import addresses as at
from buckstop.doors.desk import (
    approving,
    calendars,
    drafting,
    entrance,
    files,
    pages,
    presence,
    speaking_up,
    told,
)
from buckstop.doors.desk.acts import register
from buckstop.doors.desk.guard import route


class Number:
    """A problem's number in an address."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Number, "number")


urlpatterns: list[URLPattern | URLResolver] = [
    *pages.routes(),
    *register.routes(),
    route(at.FILE.route, files.file, "file"),
    route(f"{at.FILE.route}picture/", files.picture, "file-picture"),
    route(at.MESSAGE_HTML.route, files.html, "message-html"),
    route(at.MESSAGE_RAW.route, files.raw, "message-raw"),
    route(at.MESSAGE_TEXT.route, files.text, "message-text"),
    route(at.DRAFT.route, drafting.keep, "draft"),
    route(at.DRAFT_FILE.route, drafting.file, "draft-file"),
    route(at.PRESENCE.route, presence.say, "presence"),
    *calendars.urlpatterns,
    *told.urlpatterns,
    *approving.urlpatterns,
    *speaking_up.urlpatterns,
    *entrance.urlpatterns,
]
