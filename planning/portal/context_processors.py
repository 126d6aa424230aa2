"""Ways around the portal: the main menu, the foot, the desk's menu."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.access import allows

_MAIN = (
    (
        "portal:home",
        _("Hledám pomoc"),
        ("portal:home", "providers:catalogue", "providers:service", "providers:kind", "providers:map")
        + ("providers:kind_list",)
        + ("providers:shortlist", "providers:report_error"),
    ),
    ("providers:situation_list", _("Co řešíte"), ("providers:situation", "providers:situation_list")),
    ("providers:provider_list", _("Kdo pomáhá"), ("providers:provider", "providers:provider_list")),
    ("providers:lines", _("Krizové linky"), ("providers:lines",)),
    ("portal:contacts", _("Úřady a kontakty"), ("portal:contacts",)),
    (
        "surveys:survey_list",
        _("Ankety a výsledky"),
        ("surveys:survey_list", "surveys:survey", "surveys:page", "surveys:review", "surveys:results"),
    ),
    ("portal:about", _("O plánování"), ("portal:about",)),
)
_OFFICE = (
    (
        "providers:manage",
        _("Co čeká"),
        "manage change reports applications codebook codebook_add codebook_edit",
    ),
    ("providers:manage_services", _("Služby"), "manage_services edit history attach end create"),
    ("providers:manage_providers", _("Poskytovatelé"), "manage_providers edit_provider create_provider editors"),
    ("providers:manage_situations", _("Situace"), "manage_situations edit_situation create_situation"),
    ("providers:print", _("Tisk"), "print"),
    ("providers:register_list", _("Registr"), "register_list register_import"),
    ("providers:spreadsheet", _("Tabulky"), "spreadsheet spreadsheet_preview"),
    (
        "surveys:manage",
        _("Šetření"),
        "manage create overview edit build edit_question new_question edit_section new_section edit_head import_form"
        " preview files live paper_batches paper_batch key_sheet key_again rekey_sheet compare_sheet",
    ),
    ("accounts:people", _("Lidé"), "people invite change_role"),
    ("portal:town", _("Nastavení"), "town edit_accessibility visits audit_log"),
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
        "main_nav": [_item(name, title, here, views) for name, title, views in _MAIN],
        "office_nav": [_item(name, title, here, _named(name, views)) for name, title, views in _OFFICE],
        "is_desk": _is_desk(request, here),
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


def _item(name: str, title: Any, here: str, views: Collection[str]) -> dict[str, Any]:
    return {"url": reverse(name), "title": title, "current": "page" if here == name else here in views}


def _named(first: str, views: str) -> list[str]:
    """Return the full names of *views*, which live in the same app as the *first* one."""
    app = first.split(":")[0]
    return [f"{app}:{view}" for view in views.split()]


def _is_desk(request: Any, here: str) -> bool:
    """Whether a coordinator stands on a page of the desk; an editor meets some of them under the public menu."""
    desk = any(here in _named(name, views) for name, _title, views in _OFFICE)
    return desk and allows(request.user, "providers.manage_catalogue")


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
