"""Questions between meetings as pages show them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import moment_in_words
from planning.groups.enums import VoteChoice
from planning.groups.exports.record import vote_in_words
from planning.groups.models import Ballot, PlanningGroup

Item = dict[str, Any]


def ballot_item(ballot: Ballot) -> Item:
    """Return a question with until when it can be answered, or how it ended."""
    return {
        "url": ballot.get_absolute_url(),
        "title": str(ballot),
        "is_open": ballot.is_open(),
        "closes": moment_in_words(ballot.closes_at, is_genitive=True),
        "result": _result(ballot),
    }


def _result(ballot: Ballot) -> str:
    if ballot.withdrawn_because:
        return _("Staženo: %(why)s") % {"why": ballot.withdrawn_because}
    if ballot.resolution is None:
        return ""
    return f"{ballot.resolution}. {vote_in_words(ballot.resolution)}"


def ballot_items(ballots: Iterable[Ballot]) -> list[Item]:
    """Return questions as lines of a list."""
    return [ballot_item(ballot) for ballot in ballots]


def votes_in_words(ballot: Ballot) -> Item:
    """Return how many have answered, of how many, and the objections with their reasons: those are to be settled."""
    votes = list(ballot.counted_votes().select_related("membership"))
    seats = ballot.group.memberships.seats().count()
    words = ngettext("Odpověděl %(n)s z %(all)s.", "Odpověděli %(n)s z %(all)s.", len(votes))
    objections = [vote for vote in votes if vote.choice == VoteChoice.OBJECT]
    return {"answered": words % {"n": len(votes), "all": seats}, "objections": objections}


def ballot_page(ballot: Ballot) -> Item:
    """Return what every page of a question shows."""
    item, votes = ballot_item(ballot), votes_in_words(ballot)
    return {"ballot": ballot, "group": ballot.group, "item": item, "votes": votes}


def to_whom(group: PlanningGroup) -> str:
    """Return to how many people a letter goes."""
    count = group.memberships.coming().exclude(email="").count()
    return ngettext("Dopis dostane %(n)s člověk.", "Dopis dostanou %(n)s lidé.", count) % {"n": count}
