"""Which moves a survey makes."""

from kpss.core.transitions import Transition
from surveys.enums import SurveyStatus

SURVEY = (
    Transition("launch", (SurveyStatus.DRAFT,), SurveyStatus.OPEN, "surveys.manage_surveys"),
    Transition("close", (SurveyStatus.OPEN,), SurveyStatus.CLOSED, "surveys.manage_surveys", needs_reason=True),
)
