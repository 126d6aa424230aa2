"""Surveys, their questionnaires, and what people answered."""

from surveys.models.answers import AccessCode, Draft, Participation, Sent, Submission
from surveys.models.surveys import CollectionPlace, Edit, Questionnaire, Survey

__all__ = [
    "AccessCode",
    "CollectionPlace",
    "Draft",
    "Edit",
    "Participation",
    "Questionnaire",
    "Sent",
    "Submission",
    "Survey",
]
