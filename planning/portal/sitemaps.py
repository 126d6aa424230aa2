"""Which addresses search engines may list: only public, published, living entries."""

from django.conf import settings
from django.urls import reverse

from planning.groups.models import PlanningGroup
from planning.plans.models import PlanningCycle
from planning.portal.models import Document, Event, NewsItem, Page
from planning.suggestions.models import Suggestion
from providers.models import LifeSituation, Provider, ServiceKind, SocialService
from surveys.models import Survey

STATIC = (
    "portal:home",
    "portal:contacts",
    "portal:about",
    "providers:catalogue",
    "providers:situation_list",
    "providers:lines",
    "surveys:survey_list",
    "groups:group_list",
    "suggestions:suggestion_list",
    "plans:timeline",
    "portal:news_list",
    "portal:calendar",
    "portal:document_list",
)


def public_addresses() -> list[tuple[str, str]]:
    """Return (address, day of last change or nothing)."""
    pages = [(settings.BASE_URL + reverse(name), "") for name in STATIC]
    services = SocialService.objects.public().only("slug", "updated_at")
    rows = [(settings.BASE_URL + s.get_absolute_url(), s.updated_at.date().isoformat()) for s in services]
    others = [
        *Provider.objects.public(),
        *LifeSituation.objects.all(),
        *ServiceKind.objects.all(),
        *Survey.objects.public(),
        *PlanningGroup.objects.public(),
        *Suggestion.objects.public(),
        *PlanningCycle.objects.public(),
        *NewsItem.objects.readable(),
        *Event.objects.readable(),
        *Page.objects.public(),
        *Document.objects.readable(),
    ]
    return pages + rows + [(settings.BASE_URL + row.get_absolute_url(), "") for row in others]
