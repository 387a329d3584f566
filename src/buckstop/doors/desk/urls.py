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
    table_files,
    told,
)
from buckstop.doors.desk.acts import register
from buckstop.doors.desk.guard import Who, route
from buckstop.kit.replica import read_there


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
    route(at.FILE.route, files.file, "file", Who.PARTIES),
    route(f"{at.FILE.route}picture/", files.picture, "file-picture", Who.PARTIES),
    route(at.MESSAGE_HTML.route, files.html, "message-html", Who.PARTIES),
    route(at.MESSAGE_RAW.route, files.raw, "message-raw", Who.PARTIES),
    route(at.MESSAGE_TEXT.route, files.text, "message-text", Who.PARTIES),
    route(at.TABLE.route, read_there(table_files.table_file), "table-file", Who.DESK),
    route(at.DRAFT.route, drafting.keep, "draft", Who.PARTIES),
    route(at.DRAFT_FILE.route, drafting.file, "draft-file", Who.PARTIES),
    route(at.PRESENCE.route, presence.say, "presence", Who.PARTIES),
    *calendars.urlpatterns,
    *told.urlpatterns,
    *approving.urlpatterns,
    *speaking_up.urlpatterns,
    *entrance.urlpatterns,
]
