"""What all are told of what a visitor's customers use, in the words for all."""

from buckstop.doors.page.portal.inside import Visitor
from buckstop.status_page.queries import Known, known_to_each


def known(visitor: Visitor) -> Known:
    """Troubles that were told in words, and planned work; each once."""
    each = known_to_each([one.customer_id for one in visitor.speaks], at=visitor.at).values()
    troubles = {one.key: one for of in each for one in of.troubles if one.subject}
    planned = {one.key: one for of in each for one in of.planned}
    return Known(tuple(troubles.values()), tuple(planned.values()))
