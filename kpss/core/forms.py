"""What forms of all parts share: days and hours, and what an action refuses as an error of the form that asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django_prose_editor.widgets import ProseEditorWidget

from kpss.core.richtext import clean_html

#: How the browser's fields for a day and for an hour write, and how people do.
DAYS = ["%Y-%m-%d", "%d. %m. %Y", "%d.%m.%Y"]
MOMENTS = ["%Y-%m-%dT%H:%M", "%d. %m. %Y %H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M:%S"]
#: What the toolbar offers: the same that `clean_html` keeps.
RICH_TEXT = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
}


def day_field(**given: Any) -> forms.DateField:
    """Return a field for a day."""
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control--half"}, format=DAYS[0])
    return forms.DateField(widget=widget, input_formats=DAYS, **given)


def moment_field(**given: Any) -> forms.DateTimeField:
    """Return a field for a day with an hour."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-control--half"}, format=MOMENTS[0])
    return forms.DateTimeField(widget=widget, input_formats=MOMENTS, **given)


class RichTextEditor(ProseEditorWidget):
    """An editor with a toolbar; without a script an ordinary field for plain text."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs=attrs, preset="configurable", config={"extensions": RICH_TEXT})


class RichTextField(forms.CharField):
    """A text with headings, lists, tables and links; whatever else was pasted with it goes."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"widget": RichTextEditor(attrs={"rows": 14})} | given)

    def clean(self, value: Any) -> str:
        """Return the text cleaned; one that holds nothing to read is empty."""
        return super().clean(clean_html(value or ""))


@contextmanager
def errors_in(form: forms.BaseForm, field: str | None = None) -> Iterator[None]:
    """Turn a `ValidationError` raised inside into an error of *field*, or of the whole form."""
    try:
        yield
    except ValidationError as error:
        form.add_error(field, error)


def applied(form: forms.BaseForm, action: Callable[[], Any]) -> bool:
    """Run an action when the form is right; return whether it was done."""
    if form.is_valid():
        with errors_in(form):
            action()
            return True
    return False
