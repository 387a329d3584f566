"""How limits, and what was given, follow from entries."""

from buckstop.ledger.replay import Happened, Replay, Scene, Table, put, register
from buckstop.problems.entries.promising import OwedMissed
from buckstop.remedies import entries
from buckstop.remedies.models import Authority, OwnKind, Remedy

AUTHORITY = Table(
    Authority,
    says=lambda _: "who may give what",
    chain="chain",
    columns=(
        "person_id", "role", "team_id", "currency", "per_case", "per_customer", "per_month",
        "until",
    ),
    words={"until": "its end"},
)  # fmt: skip
OWN_KIND = Table(
    OwnKind,
    says=lambda row: f"the kind {row['name']}",
    chain="chain",
    columns=("name", "ended_at"),
    words={"ended_at": "its end"},
)
REMEDY = Table(
    Remedy,
    says=lambda row: f"{row['kind']} to make something right",
    chain="case__problem__chain",
    columns=(
        "case_id", "kind", "amount", "currency", "text__digest", "asked_by_id", "approval_id",
        "granted_by_id", "granted_at", "authority_id", "backed_by_id", "backed_at",
    ),
    words={"granted_by_id": "who granted it", "backed_by_id": "who backs it"},
)  # fmt: skip


def _given(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.AuthorityGiven)
    scene.add(
        AUTHORITY,
        made.authority,
        person_id=made.person,
        role=made.role,
        team_id=made.team,
        currency=made.currency,
        per_case=made.per_case,
        per_customer=made.per_customer,
        per_month=made.per_month,
        until=None,
    )


def _ended(scene: Scene, entry: Happened) -> None:
    put(scene.find(AUTHORITY, entry.get("authority")), until=entry.at)


def _kind_added(scene: Scene, entry: Happened) -> None:
    scene.add(OWN_KIND, entry.get("kind"), name=entry.get("name"), ended_at=None)


def _kind_ended(scene: Scene, entry: Happened) -> None:
    put(scene.find(OWN_KIND, entry.get("kind")), ended_at=entry.at)


def _asked(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.RemedyAsked)
    _row(scene, made, asked_by_id=entry.by, approval_id=made.approval)


def _row(scene: Scene, made: entries.RemedyAsked | entries.RemedyGranted, **values: object) -> None:
    scene.add(
        REMEDY,
        made.remedy,
        case_id=made.case,
        kind=made.kind,
        amount=made.amount,
        currency=made.currency,
        text__digest=made.text,
        granted_by_id=None,
        granted_at=None,
        authority_id=None,
        backed_by_id=None,
        backed_at=None,
        **values,
    )


def _granted(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.RemedyGranted)
    if not scene.find(REMEDY, made.remedy):
        _row(scene, made, asked_by_id=made.asked_by, approval_id=None)
    put(
        scene.find(REMEDY, made.remedy),
        amount=made.amount,
        granted_by_id=entry.by,
        granted_at=entry.at,
        authority_id=made.authority,
    )


def _backed(scene: Scene, entry: Happened) -> None:
    made = entry.made
    assert isinstance(made, entries.RemedyBacked)
    put(scene.find(REMEDY, made.remedy), backed_by_id=entry.by, backed_at=made.at)


def _missed(scene: Scene, entry: Happened) -> None:
    """Nobody answered: what is owed instead is the same remedy's."""
    for row in scene.all(REMEDY, approval_id=entry.get("commitment")):
        put(row, approval_id=entry.get("successor"))


REPLAY = Replay(
    tables=(AUTHORITY, OWN_KIND, REMEDY),
    folds={
        entries.AuthorityGiven: _given,
        entries.AuthorityEnded: _ended,
        entries.KindAdded: _kind_added,
        entries.KindEnded: _kind_ended,
        entries.RemedyAsked: _asked,
        entries.RemedyGranted: _granted,
        entries.RemedyBacked: _backed,
        OwedMissed: _missed,
    },
)
register(REPLAY)
