"""Surveys, their questionnaires, and what people answered."""

from surveys.models.answers import AccessCode, Draft, Participation, Sent, Submission
from surveys.models.surveys import CollectionPlace, Correction, Questionnaire, Survey

__all__ = [
    "AccessCode",
    "CollectionPlace",
    "Correction",
    "Draft",
    "Participation",
    "Questionnaire",
    "Sent",
    "Submission",
    "Survey",
]
