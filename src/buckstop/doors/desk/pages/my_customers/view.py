"""My customers: what is open with those with whom the reader has the relationship."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from buckstop.doors.components.shown.shell import Paging
from buckstop.doors.desk.addresses import MY_CUSTOMERS
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.pages.my_customers.data import row
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import reader_of
from buckstop.relationships.queries import customers_of

PAGE = 30


@require_safe
def my_customers(request: HttpRequest) -> HttpResponse:
    """A page at a time: who hears from us next first."""
    reader = reader_of(request)
    asked = request.GET.get("after", "")
    skip = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 0
    found = customers_of(reader.person, at=reader.now, skip=skip, most=PAGE)
    older = MY_CUSTOMERS.url(after=skip + PAGE) if found.count > skip + PAGE else ""
    return page(
        request,
        reader,
        "desk/pages/my_customers/page.html",
        place="people",
        rows=[row(one, reader) for one in found.rows],
        count=found.count,
        count_open=found.count_open,
        paging=Paging(newer_url=MY_CUSTOMERS.url() if skip else "", older_url=older),
    )


ROUTES = [route(MY_CUSTOMERS.route, my_customers, "my-customers", Who.DESK)]
