"""Forms of contacts by role."""

from django.utils.translation import gettext_lazy as _

from kpss.core.forms import WatchedForm
from planning.portal.models import TeamContact


class ContactForm(WatchedForm):
    """A role and whoever is in it."""

    class Meta:
        model = TeamContact
        fields = ["role", "helps_with", "name", "phone", "email", "place"]
        help_texts = {
            "name": _("Jen když ten člověk ví, že jméno bude na webu. Role s telefonem stačí."),
            "phone": _("Pracovní, ne soukromý."),
        }
