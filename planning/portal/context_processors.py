"""Ways around the portal: the main menu, the foot, the desk's menu."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.access import allows

_MAIN = (
    ("portal:home", _("Hledám pomoc"), ("portal:home", "providers:")),
    ("providers:situation_list", _("Co řešíte"), ("providers:situation",)),
    ("providers:provider_list", _("Kdo pomáhá"), ("providers:provider",)),
    ("providers:lines", _("Krizové linky"), ("providers:lines",)),
    ("portal:contacts", _("Úřady a kontakty"), ("portal:contacts",)),
    ("portal:about", _("O plánování"), ("portal:about",)),
)
_OFFICE = (
    ("providers:manage", _("Co čeká")),
    ("providers:manage_services", _("Služby")),
    ("providers:manage_providers", _("Poskytovatelé")),
    ("providers:manage_situations", _("Situace")),
    ("providers:print", _("Tisk")),
    ("providers:register_list", _("Registr")),
    ("providers:spreadsheet", _("Tabulky")),
    ("accounts:people", _("Lidé")),
    ("portal:town", _("Nastavení")),
)
_FOOT_PORTAL = (
    ("providers:catalogue", _("Katalog služeb")),
    ("providers:kind_list", _("Druhy služeb")),
    ("providers:shortlist", _("Můj seznam")),
    ("portal:printed", _("Tištěný katalog")),
    ("providers:open_data", _("Otevřená data")),
    ("providers:apply", _("Pro organizace")),
    ("portal:site_map", _("Mapa stránek")),
)
_FOOT_RULES = (
    ("portal:accessibility", _("Prohlášení o přístupnosti")),
    ("portal:accessibility_report", _("Nahlásit nepřístupnou stránku")),
    ("portal:privacy", _("Ochrana osobních údajů")),
    ("portal:cookies", _("Cookies: jen nezbytné")),
)


def navigation(request: Any) -> dict[str, Any]:
    """Give templates the menus with the present place marked."""
    match = request.resolver_match
    here = match.view_name if match else ""
    return {
        "main_nav": [_item(name, title, here, prefixes) for name, title, prefixes in _MAIN],
        "office_nav": [_item(name, title, here, (name,)) for name, title in _OFFICE],
        "footer_links": {
            "portal": [{"url": reverse(name), "title": title} for name, title in _FOOT_PORTAL],
            "rules": [{"url": reverse(name), "title": title} for name, title in _FOOT_RULES],
        },
        "languages": settings.LANGUAGES,
        "easy_read_url": f"{reverse('core:easy_read')}?zpet={request.path}",
        "search_url": reverse("providers:catalogue"),
        "situations_url": reverse("providers:situation_list"),
        "work": _work(request),
        "is_demo": settings.DEMO,
    }


def _item(name: str, title: Any, here: str, prefixes: tuple[str, ...]) -> dict[str, Any]:
    own = [other for _name, _title, others in _MAIN for other in others if other != "providers:"]
    is_inside = any(here.startswith(prefix) for prefix in prefixes)
    if "providers:" in prefixes and here.startswith("providers:"):
        is_inside = not any(here.startswith(prefix) for prefix in own)
    return {"url": reverse(name), "title": title, "current": "page" if here == name else is_inside}


def _work(request: Any) -> dict[str, Any]:
    """Return the way to what a person works with here; nothing for residents."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    if allows(user, "providers.manage_catalogue"):
        return {"url": reverse("providers:manage"), "title": _("Správa katalogu")}
    if allows(user, "providers.open_own"):
        return {"url": reverse("providers:own"), "title": _("Moje služby")}
    return {}
