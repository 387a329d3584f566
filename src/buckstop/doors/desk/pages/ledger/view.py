"""The ledger of a problem: every act, in order."""

import io
import zipfile
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from buckstop.doors.components.shown.lists import EntryRow, Verified
from buckstop.doors.components.shown.shell import Button, Paging
from buckstop.doors.desk import finding
from buckstop.doors.desk.addresses import LEDGER, LEDGER_EXPORT
from buckstop.doors.desk.guard import Who, route
from buckstop.doors.desk.presenting import cases, times
from buckstop.doors.desk.presenting.problems import address
from buckstop.doors.desk.presenting.shell import page
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.ledger.export import VERIFIER
from buckstop.ledger.models import Chain, Entry
from buckstop.ledger.reading import people_in, sentence
from buckstop.ledger.rows import Broken
from buckstop.ledger.verify import verify
from buckstop.oversight.actions.exporting import note_export
from buckstop.people.queries import named, names
from buckstop.problems.models import Case, Problem
from buckstop.problems.queries.exports import entries_in, exported

PAGE = 200
_ACTORS = {
    "desk": gettext_lazy("Buckstop"),
    "key": gettext_lazy("A program"),
    "contact": gettext_lazy("The customer"),
}
_AUDIENCES = {
    "internal": gettext_lazy("staff"),
    "customer": gettext_lazy("customer"),
    "supplier": gettext_lazy("supplier"),
}


@require_safe
def ledger(request: HttpRequest, number: int) -> HttpResponse:
    """Entries, newest first; `?verify=1` reads the whole chain first."""
    reader = reader_of(request)
    problem = finding.problem(reader, number)
    verified = _verify(problem, reader) if "verify" in request.GET else None
    rows = Entry.objects.filter(chain=problem.chain_id).order_by("-number")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 10:
        rows = rows.filter(number__lt=int(before))
    found = list(rows[: PAGE + 1])
    home = address(problem)
    older = f"?before={found[PAGE - 1].number}" if len(found) > PAGE else ""
    return page(
        request,
        reader,
        "desk/pages/ledger/page.html",
        place="problems",
        ref=problem.ref,
        title=problem.title,
        back=home,
        entries=_rows(found[:PAGE], reader, verified.broken_at if verified else None),
        verified=verified,
        paging=Paging(older_url=older, newer_url=LEDGER.url(problem.number) if before else ""),
        exports=_exports(problem),
    )


@require_safe
def export(request: HttpRequest, number: int, key: UUID) -> HttpResponse:
    """What one customer may have, with the program that checks it, in one archive."""
    reader = reader_of(request)
    case = finding.case(finding.problem(reader, number), key)
    said = exported(case)
    rows = entries_in(said)
    note_export(what="ledger", rows=rows, problem=case.problem_id, by=reader.actor, at=reader.now)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{case.problem.ref}.json", said)
        archive.write(VERIFIER, VERIFIER.name)
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    name = f"{case.problem.ref} {cases.name(case)}.zip"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def _exports(problem: Problem) -> list[Button]:
    """One export for each customer of the problem."""
    found = problem.cases.select_related("customer", "contact").order_by("opened_at", "pk")
    return [
        Button(
            label=_("Export for %(customer)s") % {"customer": cases.name(case)},
            url=LEDGER_EXPORT.url(problem.number, case.pk),
            sheet=False,
        )
        for case in found
    ]


def _rows(entries: list[Entry], reader: Reader, broken_at: int | None) -> list[EntryRow]:
    known = names(people_in(entries))
    keys = {case for entry in entries for case in entry.cases}
    concerned = Case.objects.filter(pk__in=keys).select_related("customer", "contact")
    customers = {case.pk: cases.name(case) for case in concerned}
    return [
        EntryRow(
            number=entry.number,
            at=entry.at,
            actor=_actor(entry, known),
            sentence=sentence(entry, names=known, say_time=lambda at: times.said(reader, at)),
            digest=bytes(entry.hash).hex(),
            audience=str(_AUDIENCES.get(entry.audience, entry.audience)),
            concerns=", ".join(customers.get(case, "") for case in entry.cases),
            broken=entry.number == broken_at,
        )
        for entry in entries
    ]


def _broken(found: Broken) -> str:
    says = named(found.says)
    if found.number is None:
        return _("The chain doesn’t verify: %(says)s.") % {"says": says}
    return _("Entry %(n)d doesn’t verify: %(says)s.") % {"n": found.number, "says": says}


def _actor(entry: Entry, known: dict[UUID, str]) -> str:
    named = known.get(entry.actor_id) if entry.actor_id else None
    return named or str(_ACTORS.get(entry.actor_kind, ""))


def _verify(problem: Problem, reader: Reader) -> Verified:
    """Every hash of the chain, made again, and what the tables say beside what its entries say."""
    chain = Chain.objects.get(pk=problem.chain_id)
    broken = next(iter(verify(Chain.objects.filter(pk=chain.pk))), None)
    return Verified(
        entries=chain.length,
        head=bytes(chain.head).hex(),
        at=reader.now,
        broken_at=broken.number if broken else None,
        sentence=_broken(broken) if broken else "",
    )


ROUTES = [
    route(LEDGER.route, ledger, "ledger", Who.PARTIES),
    route(LEDGER_EXPORT.route, export, "ledger-export", Who.PARTIES),
]
