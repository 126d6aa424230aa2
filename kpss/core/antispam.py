"""Forms that strangers fill in: a honeypot, a signed time stamp; the rate is counted by the view."""

import base64
import binascii
import datetime as dt
import hashlib
import json
import time
from copy import copy
from typing import Any

from altcha import ChallengeOptionsV1, create_challenge_v1, verify_solution_v1
from django import forms
from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core import rates

SALT = "kpss.form"
#: A person needs at least this long to read a form; a form older than a day is stale.
FASTEST_SECONDS = 2
OLDEST_SECONDS = 24 * 3600


class _TrapBoundField(forms.BoundField):
    """Hides the whole field until a robot filled it: then a person has to see what to delete."""

    def css_classes(self, extra_classes: Any = None) -> str:
        """Return the classes of the field's wrapper."""
        return f"{super().css_classes(extra_classes)} field--trap".strip()


class _Trap(forms.CharField):
    bound_field_class = _TrapBoundField


class GuardedForm(forms.Form):
    """Adds a field no person sees and a stamp of the time when the form was shown."""

    web_page = _Trap(required=False, label=_("Toto pole nechte prázdné"))
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["web_page"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.fields["stamp"].initial = signing.dumps(int(time.time()), salt=SALT)

    def clean_web_page(self) -> str:
        """Refuse a filled honeypot."""
        if self.cleaned_data["web_page"]:
            raise forms.ValidationError(_("Pole pro roboty má zůstat prázdné. Smažte ho a odešlete znovu."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Refuse a form sent within two seconds, or with a stamp that is not ours."""
        cleaned = super().clean() or {}
        try:
            shown = signing.loads(cleaned.get("stamp", ""), salt=SALT, max_age=OLDEST_SECONDS)
        except signing.BadSignature:
            self._refuse(_("Stránka byla otevřená moc dlouho. Odešlete formulář ještě jednou."))
        else:
            if time.time() - shown < FASTEST_SECONDS:
                self._refuse(_("To bylo rychlé. Počkejte chvilku a odešlete formulář ještě jednou."))
        return cleaned

    def _refuse(self, why: Any) -> None:
        self._renew()
        self.add_error(None, why)

    def _renew(self) -> None:
        fresh = signing.dumps(int(time.time()) - FASTEST_SECONDS, salt=SALT)
        data: Any = copy(self.data)
        data[self.add_prefix("stamp")] = fresh
        self.data = data


# --- Proof of work ---------------------------------------------------------------------------------------

#: How many tries a solution takes at most: about a second of a telephone, a day of a thousand robots' answers.
MOST_TRIES = 30_000
CHALLENGE_LASTS = dt.timedelta(hours=3)


def challenge() -> dict[str, Any]:
    """Return a riddle for a browser: find the number whose SHA-256 with the salt is the challenge (ALTCHA, version 1)."""
    made = create_challenge_v1(
        ChallengeOptionsV1(
            hmac_key=_proof_key(),
            max_number=MOST_TRIES,
            expires=timezone.now() + CHALLENGE_LASTS,
        )
    )
    return {"salt": made.salt, "challenge": made.challenge, "signature": made.signature, "most": MOST_TRIES}


def is_solved(payload: str) -> bool:
    """Return whether a browser solved a riddle of ours; each solution is good once."""
    try:
        solution = json.loads(base64.b64decode(payload, validate=True))
        is_right, _error = verify_solution_v1(solution, _proof_key(), check_expires=True)
    except (ValueError, binascii.Error, TypeError, KeyError, AttributeError):
        return False
    return is_right and rates.hit("proof", str(solution.get("salt")), limit=1, window=CHALLENGE_LASTS * 2)


def _proof_key() -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}|proof".encode()).hexdigest()
