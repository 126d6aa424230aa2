"""Models of what all parts share."""

from kpss.core.models.audit import AuditEvent
from kpss.core.models.due import DueRun
from kpss.core.models.funding import FundedProject, Funding, PaidPart
from kpss.core.models.jobs import Job
from kpss.core.models.mails import OutgoingMail
from kpss.core.models.rates import RateCounter
from kpss.core.models.search import SearchTerm, Synonym, TermStatistic, UnansweredQuery
from kpss.core.models.stamps import Stamp
from kpss.core.models.territory import Municipality, OrpArea, Region
from kpss.core.models.town import Town
from kpss.core.models.undoable import UNDO_WITHIN, Undoable, UndoableQuerySet
from kpss.core.models.unsent import UnsentForm

__all__ = [
    "UNDO_WITHIN",
    "AuditEvent",
    "DueRun",
    "FundedProject",
    "Funding",
    "Job",
    "Municipality",
    "OrpArea",
    "OutgoingMail",
    "PaidPart",
    "RateCounter",
    "Region",
    "SearchTerm",
    "Stamp",
    "Synonym",
    "TermStatistic",
    "Town",
    "UnansweredQuery",
    "Undoable",
    "UndoableQuerySet",
    "UnsentForm",
]
