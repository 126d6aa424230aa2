"""Surveys, their questionnaires, and what people answered."""

from surveys.models.answers import AccessCode, Draft, Envelope, Participation, Sent, Submission
from surveys.models.paper import Batch, Keying, Sheet
from surveys.models.published import PublishedTable
from surveys.models.surveys import CollectionPlace, Edit, Questionnaire, Survey
from surveys.models.texts import Quote, Tag, Tagging
from surveys.models.weights import Weighting

__all__ = [
    "AccessCode",
    "Batch",
    "CollectionPlace",
    "Draft",
    "Edit",
    "Envelope",
    "Keying",
    "Participation",
    "PublishedTable",
    "Questionnaire",
    "Quote",
    "Sent",
    "Sheet",
    "Submission",
    "Survey",
    "Tag",
    "Tagging",
    "Weighting",
]
