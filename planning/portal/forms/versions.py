"""Which versions of a page are compared."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpss.core.dates import moment_in_words
from planning.portal.models import PageVersion


class VersionsForm(forms.Form):
    """An earlier and a later version; the last two are offered."""

    quiet_optional = True
    od = forms.TypedChoiceField(label=gettext_lazy("Od úpravy"), coerce=int)
    do = forms.TypedChoiceField(label=gettext_lazy("Do úpravy"), coerce=int)

    def __init__(self, *args: Any, versions: Sequence[PageVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {version.number: version for version in versions}
        numbers = sorted(self.versions, reverse=True)
        choices = [(number, _name(self.versions[number])) for number in numbers]
        for name, offered in (("od", numbers[1:2] or numbers[:1]), ("do", numbers[:1])):
            self.fields[name].choices = choices
            self.fields[name].initial = next(iter(offered), None)

    def chosen(self) -> tuple[PageVersion | None, PageVersion | None]:
        """Return the versions to compare; nothing for a page that has none."""
        asked = self.cleaned_data if self.is_valid() else {}
        earlier, later = (self.versions.get(asked.get(name) or self.fields[name].initial) for name in ("od", "do"))
        return earlier, later


def _name(version: PageVersion) -> str:
    return _("%(n)s. úprava, %(when)s") % {"n": version.number, "when": moment_in_words(version.saved_at)}
