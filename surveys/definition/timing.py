"""How long a questionnaire takes."""

from surveys.definition.shape import Definition
from surveys.enums import QuestionType

#: Seconds a person needs for a question: our estimate.
SECONDS = {QuestionType.LONG_TEXT: 60, QuestionType.MATRIX: 40, QuestionType.RANKING: 40, QuestionType.NOTE: 5}
USUAL_SECONDS = 15


def minutes_of(definition: Definition) -> int:
    """Return how many minutes the questionnaire takes, at least one, in steps of five when it is long."""
    seconds = sum(SECONDS.get(QuestionType(question.type), USUAL_SECONDS) for question in definition.questions())
    minutes = max(1, round(seconds / 60))
    return minutes if minutes < 10 else round(minutes / 5) * 5
