"""Forms that strangers fill in: a honeypot, a signed time stamp; the rate is counted by the view."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

SALT = "kpss.form"
#: A person needs at least this long to read a form; a form older than a day is stale.
FASTEST_SECONDS = 2
OLDEST_SECONDS = 24 * 3600


class GuardedForm(forms.Form):
    """Adds a field no person sees and a stamp of the time when the form was shown."""

    web_page = forms.CharField(required=False, label=_("Toto pole nechte prázdné"))
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

    def clean_stamp(self) -> str:
        """Refuse a form sent within two seconds, or with a stamp that is not ours."""
        try:
            shown = signing.loads(self.cleaned_data["stamp"], salt=SALT, max_age=OLDEST_SECONDS)
        except signing.BadSignature as error:
            self._renew()
            raise forms.ValidationError(
                _("Stránka byla otevřená moc dlouho. Odešlete formulář ještě jednou.")
            ) from error
        if time.time() - shown < FASTEST_SECONDS:
            self._renew()
            raise forms.ValidationError(_("To bylo rychlé. Počkejte chvilku a odešlete formulář ještě jednou."))
        return ""

    def _renew(self) -> None:
        fresh = signing.dumps(int(time.time()) - FASTEST_SECONDS, salt=SALT)
        self.data = {**self.data, self.add_prefix("stamp"): fresh}
