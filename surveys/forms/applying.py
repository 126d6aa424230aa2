"""What an action refuses becomes an error of the form that asked for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


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
