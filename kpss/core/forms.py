"""What forms of all parts share: days and hours, and what an action refuses as an error of the form that asked."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
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


#: What the editor calls its buttons and the fields of its dialogs, and what we call them.
EDITOR_WORDS = {
    "paragraph": _("Druh odstavce"),
    "Paragraph": _("Odstavec"),
    "Heading 2": _("Nadpis"),
    "Heading 3": _("Menší nadpis"),
    "Heading 4": _("Nejmenší nadpis"),
    "unordered list": _("Seznam s odrážkami"),
    "ordered list": _("Číslovaný seznam"),
    "List properties": _("Jak se seznam čísluje"),
    "blockquote": _("Citace"),
    "bold": _("Tučně"),
    "italic": _("Kurzíva"),
    "insert link": _("Vložit odkaz"),
    "remove link": _("Zrušit odkaz"),
    "Insert table": _("Vložit tabulku"),
    "Add column": _("Přidat sloupec"),
    "Delete column": _("Smazat sloupec"),
    "Add row": _("Přidat řádek"),
    "Delete row": _("Smazat řádek"),
    "Merge cells": _("Sloučit buňky"),
    "Split cell": _("Rozdělit buňku"),
    "Toggle header cell": _("Buňka záhlaví"),
    "Delete table": _("Smazat tabulku"),
    "undo": _("Krok zpět"),
    "redo": _("Krok vpřed"),
    "Table Properties": _("Nová tabulka"),
    "Rows": _("Řádky"),
    "Columns": _("Sloupce"),
    "Include header row": _("První řádek je záhlaví"),
    "Insert Table": _("Vložit tabulku"),
    "Edit Link": _("Odkaz"),
    "URL": _("Adresa (začíná https://)"),
    "Title": _("Popisek"),
    "Open in new window": _("Otevřít v novém okně"),
    "Insert": _("Vložit"),
    "Update": _("Uložit"),
    "Cancel": _("Zrušit"),
    "List type": _("Druh číslování"),
    "Start at": _("Začít od"),
    "Decimal numbers": _("čísla"),
    "Lowercase letters": _("malá písmena"),
    "Uppercase letters": _("velká písmena"),
    "Lowercase Roman numerals": _("malé římské číslice"),
    "Uppercase Roman numerals": _("velké římské číslice"),
    "Yes": _("ano"),
    "No": _("ne"),
}


class RichTextEditor(ProseEditorWidget):
    """An editor with a toolbar; without a script an ordinary field for plain text."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs=attrs, preset="configurable", config={"extensions": RICH_TEXT})

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Return the attributes with the words for the buttons, in the language of the page."""
        words = {theirs: str(ours) for theirs, ours in EDITOR_WORDS.items()}
        return super().build_attrs(base_attrs, extra_attrs) | {"data-words": json.dumps(words, ensure_ascii=False)}


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


# --- Two people at one form ------------------------------------------------------------------------------


class WatchedForm(forms.ModelForm[Any]):
    """Lets two people change one row: what only one of them changed is kept, where both did the later one is told.

    A hidden field holds digests of what stood in the fields when the page was opened.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    #: Fields beside those of the model that are watched, too.
    also_watched: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._settled: dict[str, Any] = {}
        self._told: set[str] = set()

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Return what a field begins with; the hidden one with what stands in the others."""
        return json.dumps(self._stored()) if field_name == "seen" else super().get_initial_for_field(field, field_name)

    def _stored(self) -> dict[str, str]:
        """Return field → digest of what is stored now; files are not watched."""
        watched = (name for name in (*(self._meta.fields or ()), *self.also_watched) if name in self.fields)
        return {
            name: _digest(self._initial(name))
            for name in watched
            if not isinstance(self.fields[name], forms.FileField) and not self.fields[name].disabled
        }

    def _initial(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def clean(self) -> dict[str, Any]:
        """Keep what others changed and this writer did not; say what both changed."""
        super().clean()
        cleaned: dict[str, Any] = self.cleaned_data
        seen, stored = _read(self.data.get(self.add_prefix("seen"), "")), self._stored()
        right = (name for name in stored if name in cleaned)
        for name in [name for name in right if self.instance.pk and seen.get(name, stored[name]) != stored[name]]:
            self._settle(name, cleaned, seen[name], stored[name])
        return cleaned

    def full_clean(self) -> None:
        """Check the form; one that is shown again shows what others changed and was settled."""
        super().full_clean()
        if self.errors and (self._settled or self._told):
            self._show_again()

    def _settle(self, name: str, cleaned: dict[str, Any], seen: str, stored: str) -> None:
        """Settle a field that somebody changed meanwhile."""
        own = _digest(cleaned.get(name))
        if own == seen:
            self._settled[name] = _plain(self._initial(name))
            cleaned[name] = self.fields[name].clean(self._settled[name])
        elif own != stored:
            self._told.add(name)
            words = _("Mezitím to někdo změnil na: „%(value)s“. Co pošlete teď, to platí.")
            self.add_error(name, ValidationError(words % {"value": self._in_words(name)}, code="changed"))

    def _in_words(self, name: str) -> str:
        """Return the stored value as a person reads it."""
        value, choices = _plain(self._initial(name)), getattr(self.fields[name], "choices", None)
        labels = {str(key): str(label) for key, label in choices} if choices else {}
        values = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in values)

    def _show_again(self) -> None:
        """Put in what others changed, and let what they wrote be written over once it was read."""
        data: Any = copy(self.data)
        stored = self._stored()
        for name, value in self._settled.items():
            data.setlist(self.add_prefix(name), value if isinstance(value, list) else [value] if value else [])
        seen = _read(data.get(self.add_prefix("seen"), ""))
        data[self.add_prefix("seen")] = json.dumps(
            seen | {name: stored[name] for name in (*self._settled, *self._told)}
        )
        self.data = data


def _plain(value: Any) -> Any:
    """Return a value as it is sent: keys for rows, nothing for no value, ends of lines as we keep them."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping)):
        return sorted((_plain(one) for one in value), key=str)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _digest(value: Any) -> str:
    return hashlib.sha256(str(_plain(value)).encode()).hexdigest()[:12]


def _read(text: str) -> dict[str, str]:
    """Return the digests a page holds; nothing when they are not ours."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}
