"""Numbers as people write them."""

from typing import Any

from django import forms


class CountField(forms.IntegerField):
    """A whole number, also with thousands set apart: 4 900."""

    def to_python(self, value: Any) -> int | None:
        """Return the number; spaces, also unbreakable ones, stand between thousands only for the eye."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)
