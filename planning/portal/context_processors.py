"""Ways around the portal: the main menu, the foot, the desk's menu."""

from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from planning.portal.presenters.work import Work, works_of


class Place(NamedTuple):
    """A place in a menu: where it leads, what it is called, and the other views that belong to it (of another app by full name)."""

    name: str
    title: Any
    views: str = ""

    def holds(self, here: str) -> bool:
        """Return whether a view belongs here."""
        app = self.name.partition(":")[0]
        return here == self.name or here in (view if ":" in view else f"{app}:{view}" for view in self.views.split())

    def item(self, here: str) -> dict[str, Any]:
        """Return the place as menus show it, marked when one is there."""
        return {
            "url": reverse(self.name),
            "title": self.title,
            "current": "page" if here == self.name else self.holds(here),
        }


class Part(NamedTuple):
    """A part of the desk: one entry of its menu, with places of its own where it has more of them."""

    title: Any
    places: tuple[Place, ...]

    def item(self, here: str) -> dict[str, Any]:
        """Return the part as the menu shows it, marked when one is in it."""
        first = self.places[0]
        is_only = len(self.places) == 1 and here == first.name
        is_in = any(place.holds(here) for place in self.places)
        return {"url": reverse(first.name), "title": self.title, "current": "page" if is_only else is_in}


_MAIN = (
    Place("portal:home", _("Hledám pomoc")),
    Place("providers:lines", _("Krizové linky")),
    Place("portal:contacts", _("Úřady a kontakty")),
    Place("surveys:survey_list", _("Ankety a výsledky"), "survey page review results"),
    Place(
        "groups:group_list",
        _("Kdo plánuje"),
        "group apply applied applied_by_phone charter meeting come minutes minutes_list resolutions ballot",
    ),
    Place("portal:news_list", _("Aktuality"), "news preview calendar event register registered registration"),
    Place("portal:about", _("O plánování"), "page document_list document plans:timeline plans:cycle"),
)
#: Pages of the catalogue that stand in no menu of their own.
_CATALOGUE = Place(
    "providers:catalogue",
    "",
    "service kind kind_list map shortlist report_error provider provider_list situation situation_list",
)
#: What those who lead a group open of the desk.
_GROUP_DESK = (
    Place("groups:people", _("Lidé a přihlášky"), "add_member edit_member move_member publish_charter"),
    Place(
        "groups:meetings",
        _("Jednání a úkoly"),
        "plan change prepare call cancel write add_resolution edit_resolution add_task add_own_task edit_task add_file"
        " ask letter",
    ),
)
_GROUPS = Place(
    "groups:manage",
    _("Skupiny"),
    " ".join(["create edit", *(f"{place.name.partition(':')[2]} {place.views}" for place in _GROUP_DESK)]),
)
_VIEWS_OF_WORK = {"groups:own": f"own_task {_GROUPS.views}"}
_OFFICE = (
    Part(_("Můj stůl"), (Place("portal:desk", _("Můj stůl"), "mails start start_step"),)),
    Part(
        _("Katalog"),
        (
            Place("providers:manage", _("Co čeká"), "change reports applications codebook codebook_add codebook_edit"),
            Place("providers:manage_services", _("Služby"), "edit history attach end create"),
            Place("providers:manage_providers", _("Poskytovatelé"), "edit_provider create_provider editors"),
            Place("providers:manage_situations", _("Situace"), "edit_situation create_situation"),
            Place("providers:print", _("Tisk")),
            Place("providers:register_list", _("Registr"), "register_import"),
            Place("providers:spreadsheet", _("Tabulky"), "spreadsheet_preview"),
        ),
    ),
    Part(
        _("Šetření"),
        (
            Place(
                "surveys:manage",
                _("Šetření"),
                "create overview edit build edit_question new_question edit_section new_section edit_head import_form"
                " preview files live paper_batches paper_batch key_sheet key_again rekey_sheet compare_sheet",
            ),
        ),
    ),
    Part(_("Skupiny"), (_GROUPS,)),
    Part(
        _("Podněty"),
        (
            Place("suggestions:manage", _("Podněty"), "enter desk edit assign note answer move"),
            Place(
                "suggestions:manage_calls", _("Výzvy"), "create_call edit_call call_desk decide move_call move_entry"
            ),
        ),
    ),
    Part(
        _("Plánování"),
        (
            Place(
                "plans:manage",
                _("Období a milníky"),
                "create desk edit add_phase edit_phase add_milestone edit_milestone",
            ),
        ),
    ),
    Part(
        _("Web"),
        (
            Place("portal:manage_news", _("Aktuality"), "create_news edit_news"),
            Place("portal:manage_event", _("Akce"), "create_event edit_event registrations cancel_event"),
            Place("portal:manage_subscriptions", _("Novinky e-mailem"), "send_digest"),
            Place("portal:manage_page", _("Stránky"), "create_page edit_page page_changes"),
            Place("portal:manage_document", _("Dokumenty"), "create_document edit_document add_file add_version"),
            Place("portal:manage_topics", _("Témata"), "edit_topic join_topic delete_topic"),
            Place("portal:manage_contacts", _("Kontakty"), "create_contact edit_contact"),
        ),
    ),
    Part(_("Lidé"), (Place("accounts:people", _("Lidé"), "person invite hand_over"),)),
    Part(
        _("Nastavení"),
        (
            Place("portal:town", _("Nastavení"), "edit_accessibility visits audit_log"),
            Place("portal:manage_projects", _("Projekty a dotace"), "create_project edit_project"),
        ),
    ),
)
_FOOT_PORTAL = (
    ("providers:situation_list", _("Životní situace")),
    ("providers:kind_list", _("Druhy služeb")),
    ("providers:provider_list", _("Kdo pomáhá")),
    ("providers:catalogue", _("Katalog služeb")),
    ("providers:shortlist", _("Můj seznam")),
    ("portal:printed", _("Tištěný katalog")),
    ("providers:open_data", _("Otevřená data")),
    ("providers:apply", _("Pro organizace")),
    ("portal:subscribe", _("Novinky e-mailem")),
    ("plans:timeline", _("Jak plánujeme")),
    ("portal:document_list", _("Dokumenty ke stažení")),
    ("suggestions:suggestion_list", _("Podněty a odpovědi")),
    ("suggestions:call_list", _("Výzvy")),
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
    works = _works(request)
    return {
        "main_nav": [_main_item(place, here) for place in _MAIN],
        "office_nav": _office_nav(works, here),
        "office_places": _office_places(request, works, here),
        "is_desk": _is_desk(works, here),
        "footer_links": {
            "portal": [{"url": reverse(name), "title": title} for name, title in _FOOT_PORTAL],
            "rules": [{"url": reverse(name), "title": title} for name, title in _FOOT_RULES],
        },
        "languages": settings.LANGUAGES,
        "easy_read_url": f"{reverse('core:easy_read')}?zpet={request.path}",
        "search_url": reverse("providers:catalogue"),
        "situations_url": reverse("providers:situation_list"),
        "works": [{"url": reverse(work.name), "title": work.title} for work in works],
        "is_demo": settings.DEMO,
    }


def _main_item(place: Place, here: str) -> dict[str, Any]:
    """Return a place of the main menu; whoever is in the catalogue looks for help."""
    item = place.item(here)
    if place.name == "portal:home" and _CATALOGUE.holds(here):
        item["current"] = True
    return item


def _office_nav(works: list[Work], here: str) -> list[dict[str, Any]]:
    """Return the desk's menu: all its parts for the office, for others only where they work."""
    if _has_desk(works):
        return [part.item(here) for part in _OFFICE]
    return [Place(work.name, work.title, _VIEWS_OF_WORK.get(work.name, "")).item(here) for work in works]


def _office_places(request: Any, works: list[Work], here: str) -> list[dict[str, Any]]:
    """Return the places beside the present one; who only leads a group gets the places of that group."""
    if _has_desk(works):
        return _places_beside(here)
    slug = request.resolver_match.kwargs.get("slug") if _GROUPS.holds(here) else None
    return [_group_place(place, slug, here) for place in _GROUP_DESK] if slug else []


def _has_desk(works: list[Work]) -> bool:
    return any(work.name == "portal:desk" for work in works)


def _group_place(place: Place, slug: str, here: str) -> dict[str, Any]:
    current = "page" if here == place.name else place.holds(here)
    return {"url": reverse(place.name, args=[slug]), "title": place.title, "current": current}


def _places_beside(here: str) -> list[dict[str, Any]]:
    """Return the places of the desk's part where one is, when it has more than one."""
    part = next((part for part in _OFFICE if any(place.holds(here) for place in part.places)), None)
    return [place.item(here) for place in part.places] if part and len(part.places) > 1 else []


def _is_desk(works: list[Work], here: str) -> bool:
    """Whether a coordinator stands on a page of the desk; an editor meets some of them under the public menu."""
    return _has_desk(works) and any(place.holds(here) for part in _OFFICE for place in part.places)


def _works(request: Any) -> list[Work]:
    """Return the ways to what a person works with here, all of them; nothing for residents."""
    user = getattr(request, "user", None)
    return works_of(user) if user is not None and user.is_authenticated else []
