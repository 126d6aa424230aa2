"""Forms of topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpss.core.collation import czech
from kpss.core.forms import WatchedForm
from planning.portal.models import Topic


class TopicForm(WatchedForm):
    """A topic's name."""

    class Meta:
        model = Topic
        fields = ["name"]
        help_texts = {"name": _("Slovy lidí, ne úřadu: „Senioři a pečující“.")}


class JoinForm(forms.Form):
    """Into which topic another goes."""

    into = forms.ModelChoiceField(label=_("Do kterého tématu"), queryset=Topic.objects.none())

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Topic.objects.exclude(pk=topic.pk).order_by(czech("name"))
