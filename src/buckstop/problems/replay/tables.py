"""The tables whose rows follow from entries, and how a row is named in a sentence."""

from buckstop.kit.ids import reference
from buckstop.ledger.comparing import minute
from buckstop.ledger.replay import Table, Values
from buckstop.problems import models
from buckstop.problems.commitments.kind import called


def _commitment(row: Values) -> str:
    thing = called(row.get("kind")).thing or row.get("kind")
    return f"the {thing} due {minute(row.get('due'))}"


def _problem(row: Values) -> str:
    return f"problem {reference(row['number'])}"


def _tenure(row: Values) -> str:
    return f"the tenure of {row['person_id']} from {minute(row['starts_at'])}"


def _case(row: Values) -> str:
    return f"the case opened {minute(row['opened_at'])}"


def _stay(row: Values) -> str:
    return f"the stay of a case from entry {row['from_number']} on"


def _word(row: Values) -> str:
    return f"the word “{row['says']}” of {minute(row['at'])}"


def _understanding(row: Values) -> str:
    return f"the understanding written {minute(row['at'])}"


PROBLEM = Table(
    models.Problem,
    says=_problem,
    chain="chain",
    columns=(
        "number", "kind", "state", "hurts", "owner_id", "owner_since", "news_due", "opened_at",
        "closed_at", "outcome", "empty_updates", "waiting_cases",
        "team_id", "imported_at",
    ),
    words={"owner_id": "the owner", "hurts": "the hurt", "waiting_cases": "as waiting cases",
           "team_id": "the team"},
)  # fmt: skip
TENURE = Table(
    models.Tenure,
    says=_tenure,
    chain="problem__chain",
    key=("problem_id", "person_id", "how", "starts_at"),
    columns=("ends_at",),
    words={"ends_at": "its end"},
)
COMMITMENT = Table(
    models.Commitment,
    says=_commitment,
    chain="problem__chain",
    columns=(
        "problem_id", "case_id", "kind", "state", "debtor_id", "made_at", "due", "first_due",
        "moved_at", "ended_at", "what__digest", "answer__digest", "moved_because__digest",
        "waits_for_id", "team_id",
    ),
    words={
        "problem_id": "the problem",
        "case_id": "the case",
        "due": "its time",
        "first_due": "its first time",
        "moved_at": "a move",
        "ended_at": "its end",
        "what__digest": "what is owed",
        "answer__digest": "the answer",
        "moved_because__digest": "a reason to move",
        "waits_for_id": "what it waits for",
        "team_id": "the team",
    },
)  # fmt: skip
HANDOFF = Table(
    models.Handoff,
    says=lambda _: "the brief of a handoff",
    chain="commitment__problem__chain",
    columns=("brief__digest",),
)
ESCALATION = Table(
    models.Escalation,
    says=lambda _: "an escalation",
    chain="commitment__problem__chain",
    columns=("by_customer", "backs_owner", "credited_at"),
)
CASE = Table(
    models.Case,
    says=_case,
    chain="problem__chain",
    columns=(
        "problem_id", "customer_id", "contact_id", "state", "opened_at", "ended_at", "asked_at",
        "reminded_at", "links_withdrawn_at", "held_because", "rank",
    ),
    words={
        "problem_id": "the problem",
        "customer_id": "the customer",
        "ended_at": "its end",
        "links_withdrawn_at": "its links withdrawn at",
    },
)  # fmt: skip
STAY = Table(
    models.Stay,
    says=_stay,
    chain="problem__chain",
    key=("case_id", "problem_id", "from_number"),
    columns=("starts_at", "ends_at", "to_number"),
)
WORD = Table(
    models.Word,
    says=_word,
    chain="case__problem__chain",
    key=("case_id", "says", "how", "recorded_by", "at"),
    columns=("can_be_taken_back_until", "asks_ease"),
)
EFFORT = Table(
    models.EffortScore,
    says=lambda _: "the ease that the customer rated",
    chain="case__problem__chain",
    columns=("score", "why__digest", "at"),
)
UNDERSTANDING = Table(
    models.Understanding,
    says=_understanding,
    chain="problem__chain",
    key=("problem_id", "case_id", "what__digest", "written_by", "at"),
)

LABEL = Table(
    models.Label,
    says=lambda row: f"the tag or field {row['pk']}",
    subject="house",
    columns=("sort", "for_customers", "added_at", "removed_at"),
)
LABELLING = Table(
    models.Labelling,
    says=lambda row: f"the tag or field given {minute(row['at'])}",
    chain="problem__chain",
    columns=("label_id", "said__digest", "at", "ended_at"),
    words={"ended_at": "its end"},
)

EVERY = (
    PROBLEM, TENURE, COMMITMENT, HANDOFF, ESCALATION, CASE, STAY, WORD, EFFORT, UNDERSTANDING,
    LABEL, LABELLING,
)  # fmt: skip
