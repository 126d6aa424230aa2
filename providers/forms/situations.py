"""The form of a life situation and what it points to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.core.collation import czech
from kpss.core.forms import WatchedForm
from providers.models import CrisisLine, LifeSituation, Office, Provider, SocialService

TARGETS = ("service", "provider", "crisis_line", "office")


class SituationForm(WatchedForm):
    """A situation; its targets are written as one ordered list of names, one a line, each from what is offered."""

    targets = forms.CharField(
        label=_("Kdo pomůže, v pořadí"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Jeden řádek = jedna služba, organizace, linka nebo úřad. Napište přesný název; pořadí řádků je pořadí na stránce."
        ),
    )

    class Meta:
        model = LifeSituation
        fields = ["title", "theme", "intro", "easy_read", "aliases", "is_on_home", "needs_quick_exit"]

    def __init__(self, *args: Any, situation: LifeSituation | None, **kwargs: Any) -> None:
        super().__init__(*args, instance=situation, **kwargs)
        if situation:
            rows = situation.targets.select_related(*TARGETS)
            self.fields["targets"].initial = "\n".join(str(row.target) for row in rows)

    def clean_targets(self) -> list[dict[str, Any]]:
        """Return the targets in order; name the line that is not known."""
        names = [line.strip() for line in self.cleaned_data["targets"].splitlines() if line.strip()]
        known = _known_targets(names)
        missing = [name for name in names if name not in known]
        if missing:
            raise forms.ValidationError(_("Tohle v katalogu není: %(names)s."), params={"names": ", ".join(missing)})
        return [known[name] for name in dict.fromkeys(names)]


def _known_targets(names: list[str]) -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = {}
    querysets = {
        "office": Office.objects.all(),
        "crisis_line": CrisisLine.objects.all(),
        "provider": Provider.objects.alive(),
        "service": SocialService.objects.alive(),
    }
    for key, queryset in querysets.items():
        for row in queryset.filter(name__in=names).order_by(czech("name")):
            known[row.name] = {key: row}
    return known
