"""Small forms around answering: a code, and the last button with its guard against floods."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.core import antispam, rates
from surveys.enums import Audience
from surveys.models import Survey

HOUR = dt.timedelta(hours=1)
#: Answers an hour from one address: a library lends one address to many people, a robot has no patience to work.
MOST_WITH_PROOF, MOST_WITHOUT = 60, 10
MOST_CODES = 200


class CodeForm(forms.Form):
    """A code read from paper or from the thanks."""

    code = forms.CharField(
        label=_("Kód"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "form-control--half", "autocomplete": "off", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Opište kód, má deset znaků.")},
    )

    def __init__(self, *args: Any, address: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._address = address

    def clean(self) -> dict[str, Any]:
        """Refuse to be tried with thousands of codes."""
        cleaned = super().clean() or {}
        if "code" in cleaned and not rates.hit("survey_code", self._address, limit=MOST_CODES, window=HOUR):
            self.add_error("code", _("Kódů už bylo moc. Zkuste to prosím za hodinu."))
        return cleaned


class AccessCodeForm(CodeForm):
    """The last button where a code is needed and the browser does not hold it, as after coming back from elsewhere."""

    is_guarded = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Přístupový kód")
        code.help_text = _(
            "Z dopisu nebo z e-mailu. U rozepsaného dotazníku si ho nenecháváme, abychom odpovědi nemohli spojit s vámi."
        )


class SendForm(antispam.GuardedForm):
    """The button that sends: guarded only where anybody may answer and the survey is protected."""

    proof = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2000)

    def __init__(self, *args: Any, survey: Survey, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._address = address
        self.is_guarded = survey.audience == Audience.PROTECTED
        if not self.is_guarded:
            self.fields.clear()

    def clean(self) -> dict[str, Any]:
        """Count against floods: who worked for it may send more."""
        if not self.is_guarded:
            return {}
        cleaned = super().clean()
        if not self.errors and not self._is_within_rate(cleaned.get("proof", "")):
            words = _("Z vašeho připojení přišlo moc odpovědí. Zkuste to prosím za hodinu, vaše odpovědi tu počkají.")
            self.add_error(None, words)
        return cleaned

    def _is_within_rate(self, proof: str) -> bool:
        if proof and antispam.is_solved(proof):
            return rates.hit("survey_proved", self._address, limit=MOST_WITH_PROOF, window=HOUR)
        return rates.hit("survey_plain", self._address, limit=MOST_WITHOUT, window=HOUR)
