"""Forms of the builder: a question with its choices and rows, a section. They give values, not rows."""

from surveys.forms.builder.pages import HeadForm, SectionForm
from surveys.forms.builder.parts import ChoiceFormSet, RowFormSet, choice_initial, choices_from, row_initial, rows_from
from surveys.forms.builder.questions import QuestionForm

__all__ = [
    "ChoiceFormSet",
    "HeadForm",
    "QuestionForm",
    "RowFormSet",
    "SectionForm",
    "choice_initial",
    "choices_from",
    "row_initial",
    "rows_from",
]
