"""The first start of a new town as steps: what each asks, what it does, and whether it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpss.accounts.actions import invite_person
from kpss.accounts.enums import Role
from kpss.accounts.forms import InviteForm
from kpss.accounts.models import User
from kpss.core.access import allows
from kpss.core.models import AuditEvent, Municipality, Town
from planning.groups.actions.groups import found_group
from planning.groups.models import PlanningGroup
from planning.portal.actions import start, upkeep
from planning.portal.forms.start import FirstGroupForm, LookForm, PagesForm, PlacesForm, TownNameForm
from planning.portal.importers.pages import PAGES
from planning.portal.models import Page

Item = dict[str, Any]
#: Also says that the look was seen to, when there are no arms at hand.
LOOK_CHANGED = "portal.look.changed"


@dataclass(frozen=True)
class Step:
    """A step: its address, its words, the form it asks with, what it does with it, and whether it is done."""

    slug: str
    title: Any
    why: Any
    form: Callable[..., Any]
    save: Callable[[Any, Any], Any]
    is_done: Callable[[], bool]
    told: Callable[[Any], str] = lambda form: ""


def _town_form(form: Any) -> Callable[..., Any]:
    def made(data: Any, files: Any, user: Any) -> Any:
        return form(data, files, instance=Town.current())

    return made


def _plain_form(form: Any) -> Callable[..., Any]:
    return lambda data, files, user: form(data)


def _places_form(data: Any, files: Any, user: Any) -> PlacesForm:
    known = Municipality.objects.filter(is_member=True).order_by("pk")
    lines = [one.name if one.code.startswith(start.PROVISIONAL) else f"{one.name} {one.code}" for one in known]
    return PlacesForm(data, initial={"places": "\n".join(lines)})


def _invite_form(data: Any, files: Any, user: Any) -> InviteForm:
    return InviteForm(data, initial={"role": Role.COORDINATOR}, may_give_roles=allows(user, "accounts.change_role"))


def _put_in(form: PagesForm, by: Any) -> None:
    chosen = [(int(number) + 1, PAGES[int(number)]) for number in form.cleaned_data["pages"]]
    start.put_in_pages(pages=chosen, is_published=form.cleaned_data["publish"], by=by)


STEPS = (
    Step(
        "mesto",
        gettext_lazy("Jméno města a kontakt"),
        gettext_lazy("Podle jména lidé poznají, že jsou tu správně. Telefon uvidí na každé stránce."),
        _town_form(TownNameForm),
        lambda form, by: upkeep.save_town(form=form, by=by),
        lambda: bool(Town.current().phone),
    ),
    Step(
        "podoba",
        gettext_lazy("Znak a barva"),
        gettext_lazy("Portál bude vypadat jako váš. Když znak po ruce nemáte, nahrajete ho později."),
        _town_form(LookForm),
        lambda form, by: upkeep.save_town(form=form, by=by, event=LOOK_CHANGED),
        lambda: bool(Town.current().arms) or AuditEvent.objects.filter(event=LOOK_CHANGED).exists(),
    ),
    Step(
        "obce",
        gettext_lazy("Obce, kterým portál slouží"),
        gettext_lazy("Lidé podle nich hledají pomoc a kontakt na úřad."),
        _places_form,
        lambda form, by: start.save_places(places=form.cleaned_data["places"], by=by),
        lambda: Municipality.objects.filter(is_member=True).exists(),
        lambda form: form.in_words(),
    ),
    Step(
        "skupina",
        gettext_lazy("První skupina"),
        gettext_lazy("Ti, kdo u vás plánují. Lidi do ní přidáte potom."),
        _plain_form(FirstGroupForm),
        lambda form, by: found_group(group=form.save(commit=False), by=by),
        lambda: PlanningGroup.objects.exists(),
    ),
    Step(
        "stranky",
        gettext_lazy("Stránky o plánování"),
        gettext_lazy(
            "Připravili jsme sedm stránek, které vysvětlují, co plánování je a jak se přidat. Nic psát nemusíte."
        ),
        _plain_form(PagesForm),
        _put_in,
        lambda: Page.objects.kept().exists(),
    ),
    Step(
        "kolega",
        gettext_lazy("Pozvat kolegu"),
        gettext_lazy("Koordinátorku, zástup, kohokoli, kdo bude portál vést s vámi."),
        _invite_form,
        lambda form, by: invite_person(by=by, **form.cleaned_data),
        lambda: User.objects.count() > 1,
    ),
)


def step_of(slug: str) -> Step | None:
    """Return the step at an address, or nothing."""
    return next((step for step in STEPS if step.slug == slug), None)


def url_of(step: Step) -> str:
    """Return where a step is."""
    return reverse("portal:start_step", args=[step.slug])


def next_url(step: Step) -> str:
    """Return where the next step is; after the last one what to do next."""
    place = STEPS.index(step) + 1
    return url_of(STEPS[place]) if place < len(STEPS) else reverse("portal:start")


def start_page() -> Item:
    """Return all steps with how far they are, and the first that waits."""
    rows = [(step, step.is_done()) for step in STEPS]
    waiting = next((step for step, is_done in rows if not is_done), None)
    return {
        "items": [
            {"url": url_of(step), "title": f"{number}. {step.title}", "note": _("hotovo") if is_done else _("čeká")}
            for number, (step, is_done) in enumerate(rows, 1)
        ],
        "done": sum(is_done for _step, is_done in rows),
        "total": len(STEPS),
        "next": url_of(waiting) if waiting else "",
        "further": [
            {"url": reverse(name), "title": title, "icon": icon}
            for icon, name, title in (
                ("download", "providers:register_list", _("Načíst služby z registru poskytovatelů")),
                ("people", "groups:manage", _("Přidat lidi do skupiny a svolat první jednání")),
                ("gear", "portal:town", _("Doplnit úřední hodiny, pověřence a projekt")),
                ("universal-access", "portal:edit_accessibility", _("Vyplnit prohlášení o přístupnosti")),
                ("megaphone", "portal:create_news", _("Napsat první aktualitu")),
            )
        ],
    }


def step_page(step: Step, form: Any) -> Item:
    """Return one step with its number and the way past it."""
    number = STEPS.index(step) + 1
    return {
        "step": step,
        "form": form,
        "number": _("Krok %(n)s z %(total)s") % {"n": number, "total": len(STEPS)},
        "skip_url": next_url(step),
        "is_done": step.is_done(),
    }
