"""Pages on which a provider's editor keeps entries true; the coordinator edits by the same form."""

import json
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import allows, get_visible, keeps_form, require, signed_in, staff_page
from kpss.core.collation import czech
from kpss.core.visitors import posted
from providers import presenters
from providers.actions import changes, entries
from providers.cards import Card, Difference, card_of, differences, differences_of, empty_card, settled
from providers.enums import ChangeStatus
from providers.forms import (
    AttachmentForm,
    Begun,
    FreePlacesForm,
    PlaceFormSet,
    ProviderForm,
    ServiceForm,
    read_base,
    sign_base,
)
from providers.models import Attachment, ChangeRequest, Provider, Revision, SocialService
from providers.notifications import VERIFY_SALT
from providers.reports import likely_duplicates, likely_same_providers, providers_by_name

HISTORY_PAGE = 20
LINK_LIVES = 60 * 24 * 3600
#: Codes of errors after which the form is shown again beside what holds now.
_LOOK_AGAIN = ("version", "begun")


def _entries_of(user: Any) -> Any:
    """Return the services a person may edit: a coordinator all, an editor the own ones."""
    services = SocialService.objects.alive()
    return services if allows(user, "providers.manage_catalogue") else services.edited_by(user)


def _providers_of(user: Any) -> Any:
    """Return the providers a person may edit: a coordinator all, an editor the own ones."""
    providers = Provider.objects.alive()
    return providers if allows(user, "providers.manage_catalogue") else providers.edited_by(user)


@staff_page("providers.open_own")
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """List the entries an editor keeps, what waits, and what is stale."""
    providers = Provider.objects.edited_by(request.user).order_by(czech("name"))
    services = SocialService.objects.edited_by(request.user).select_related("provider", "kind").order_by(czech("name"))
    changes_ = ChangeRequest.objects.visible_to(request.user).select_related("service", "provider")
    context = {
        "providers": providers,
        "rows": [(service, presenters.verified_in_words(service)) for service in services],
        "changes": changes_.filter(status__in=[ChangeStatus.SUBMITTED, ChangeStatus.RETURNED]),
        "free_form": FreePlacesForm(),
    }
    return render(request, "providers/own.html", context)


@keeps_form
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a service: an editor's change waits for approval, a coordinator's holds at once."""
    service = get_visible(_entries_of(request.user), pk=pk)
    require(request.user, "providers.change_entry", service)
    begun = _begun(request, service)
    base = begun.card
    proposal = _proposal_of(request, service)
    start = changes.merged(proposal) if proposal and request.method != "POST" else base
    form = ServiceForm(posted(request), card=start)
    _say_problem(form, begun)
    places = PlaceFormSet(posted(request), places=start.get("locations", []))
    mine: Card = {}
    if request.method == "POST" and form.is_valid() and places.is_valid():
        mine = form.card(places.places())
        done = _save(request, service, form, base, mine)
        if done:
            return done
    context = {
        "service": service,
        "form": form,
        "places": places,
        "base": sign_base(service, settled(base, mine, card_of(service)) if _is_clash(form) else base),
        "note": request.POST.get("note", ""),
        "changed_meanwhile": differences(base, card_of(service)) if _looks_again(form) else [],
        "is_direct": allows(request.user, "providers.publish_entry", service),
        "proposal": proposal,
        "returned": proposal if proposal and proposal.status == ChangeStatus.RETURNED else None,
    }
    return render(
        request, "providers/edit.html", context, status=422 if form.errors or places.total_error_count() else 200
    )


def _proposal_of(request: HttpRequest, service: SocialService) -> ChangeRequest | None:
    """Return the proposal that an editor's form goes on from: one that waits, a colleague's too, or the own that came back.

    Who publishes starts from what holds; a proposal of others is decided on its own page.
    """
    if allows(request.user, "providers.publish_entry", service):
        return None
    waiting = service.change_requests.filter(status=ChangeStatus.SUBMITTED).first()
    last = service.change_requests.filter(author_id=request.user.pk).order_by("-submitted_at", "-pk").first()
    return waiting or (last if last and last.status == ChangeStatus.RETURNED else None)


def _begun(request: HttpRequest, entry: SocialService | Provider) -> Begun:
    """Return the card the editor began with: the signed one of the form, or the present one."""
    if request.method == "POST":
        return read_base(entry, request.POST.get("base", ""))
    return Begun(card_of(entry))


def _say_problem(form: ServiceForm | ProviderForm, begun: Begun) -> None:
    """Keep a form from being saved when it has to be looked at first."""
    if begun.problem:
        form.add_error(None, ValidationError(begun.problem, code="begun"))


def _is_clash(form: ServiceForm | ProviderForm) -> bool:
    """Return whether somebody else changed the same; the form then goes on from what holds there."""
    return form.has_error(NON_FIELD_ERRORS, "version")


def _looks_again(form: ServiceForm | ProviderForm) -> bool:
    return any(form.has_error(NON_FIELD_ERRORS, code) for code in _LOOK_AGAIN)


def _save(
    request: HttpRequest, service: SocialService, form: ServiceForm, base: Card, card: Card
) -> HttpResponse | None:
    """Save or submit; None when the form has to be shown again with an error."""
    try:
        if allows(request.user, "providers.publish_entry", service):
            entries.save_service(card=card, service=service, by=request.user, source=_("úprava"), base=base)
            messages.success(request, _("Údaje jsou uložené."))
            return redirect("providers:history", pk=service.pk)
        change = changes.submit_change(
            entry=service,
            base=base,
            card=card,
            by=request.user,
            note=request.POST.get("note", "")[:2000],
            seen=request.POST.get("seen", ""),
        )
    except ValidationError as error:
        form.add_error(None, error if getattr(error, "code", None) == "version" else error.messages)
        return None
    messages.success(request, _("Návrh čeká na schválení. Až ho koordinátorka projde, napíšeme vám."))
    return redirect(change)


@keeps_form
@staff_page("providers.manage_catalogue")
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new service of a provider; likely duplicates are shown before it is saved."""
    provider = get_visible(Provider.objects.alive(), slug=slug)
    form = ServiceForm(posted(request), card=empty_card())
    places = PlaceFormSet(posted(request), places=[])
    duplicates: list[SocialService] = []
    if request.method == "POST" and form.is_valid() and places.is_valid():
        card = form.card(places.places())
        duplicates = likely_duplicates(card, provider)
        if not duplicates or request.POST.get("not_duplicate"):
            try:
                service = entries.save_service(card=card, provider=provider, by=request.user, source=_("nová služba"))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Služba je uložená jako rozepsaná. Zveřejníte ji tlačítkem níže."))
                return redirect("providers:history", pk=service.pk)
    context = {"provider": provider, "form": form, "places": places, "duplicates": duplicates, "is_direct": True}
    return render(
        request, "providers/edit.html", context, status=422 if form.errors or places.total_error_count() else 200
    )


@keeps_form
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_provider(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit a provider."""
    provider = get_visible(_providers_of(request.user), slug=slug)
    require(request.user, "providers.change_entry", provider)
    begun = _begun(request, provider)
    base = begun.card
    form = ProviderForm(posted(request), card=base)
    _say_problem(form, begun)
    if form.is_valid():
        done = _save_provider(request, provider, form, base)
        if done:
            return done
    now = card_of(provider)
    context = {
        "provider": provider,
        "form": form,
        "base": sign_base(provider, settled(base, form.card(), now) if _is_clash(form) else base),
        "changed_meanwhile": differences(base, now) if _looks_again(form) else [],
    }
    return render(request, "providers/edit_provider.html", context, status=422 if form.errors else 200)


def _save_provider(request: HttpRequest, provider: Provider, form: ProviderForm, base: Card) -> HttpResponse | None:
    """Save or submit; None when the form has to be shown again with an error."""
    try:
        if allows(request.user, "providers.publish_entry"):
            entries.save_provider(card=form.card(), provider=provider, by=request.user, source=_("úprava"), base=base)
            messages.success(request, _("Údaje jsou uložené."))
            return redirect("providers:manage_providers")
        change = changes.submit_change(entry=provider, base=base, card=form.card(), by=request.user)
    except ValidationError as error:
        form.add_error(None, error if getattr(error, "code", None) == "version" else error.messages)
        return None
    messages.success(request, _("Návrh čeká na schválení. Až ho koordinátorka projde, napíšeme vám."))
    return redirect(change)


@keeps_form
@staff_page("providers.manage_catalogue")
@require_http_methods(["GET", "HEAD", "POST"])
def create_provider(request: HttpRequest) -> HttpResponse:
    """Write a new provider; likely duplicates are shown before it is saved."""
    form = ProviderForm(posted(request), card={})
    duplicates: list[Provider] = []
    if form.is_valid():
        card = form.card()
        duplicates = likely_same_providers(card["name"], card["ico"], providers_by_name())
        if not duplicates or request.POST.get("not_duplicate"):
            try:
                provider = entries.save_provider(card=card, by=request.user, source=_("nový poskytovatel"))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Poskytovatel je uložený. Teď napište jeho první službu."))
                return redirect("providers:create", slug=provider.slug)
    context = {"form": form, "duplicates": duplicates}
    return render(request, "providers/edit_provider.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every change of a service, newest first, each as a difference."""
    service = get_visible(_entries_of(request.user).select_related("provider"), pk=pk)
    require(request.user, "providers.change_entry", service)
    page = Paginator(service.revisions.select_related("by"), HISTORY_PAGE).get_page(request.GET.get("strana"))
    context = {
        "service": service,
        "page": page,
        "rows": _compared(service, page),
        "verified": presenters.verified_in_words(service),
        "may_publish": allows(request.user, "providers.publish_entry", service),
        "attachments": service.attachments.all(),
        "file_form": AttachmentForm(),
        "free_form": FreePlacesForm(initial={"count": service.free_places, "note": service.waiting_note}),
    }
    return render(request, "providers/history.html", context)


@signed_in
@require_safe
def provider_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every change of a provider, newest first, each as a difference."""
    provider = get_visible(_providers_of(request.user), slug=slug)
    require(request.user, "providers.change_entry", provider)
    page = Paginator(provider.revisions.select_related("by"), HISTORY_PAGE).get_page(request.GET.get("strana"))
    context = {"provider": provider, "page": page, "rows": _compared(provider, page)}
    return render(request, "providers/provider_history.html", context)


def _compared(entry: SocialService | Provider, page: Page[Revision]) -> list[tuple[Revision, list[Difference]]]:
    """Return the revisions of a page, each with what it changed; the one before the last is read along."""
    revisions = list(entry.revisions.select_related("by")[page.start_index() - 1 : page.end_index() + 1])
    changes_ = differences_of([(old.card, new.card) for new, old in pairwise(revisions)])
    return list(zip(revisions, [*changes_, []], strict=False))[: len(page.object_list)]


@signed_in
@require_POST
def restore(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """Write an older revision again."""
    service = get_visible(_entries_of(request.user), pk=pk)
    require(request.user, "providers.publish_entry", service)
    found = get_visible(Revision.objects.filter(service=service), pk=revision)
    try:
        entries.restore_revision(revision=found, by=request.user)
        messages.success(request, _("Platí zase údaje z této verze."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("providers:history", pk=pk)


@signed_in
@require_POST
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that everything holds."""
    service = get_visible(_entries_of(request.user), pk=pk)
    require(request.user, "providers.verify_entry", service)
    by_provider = not allows(request.user, "providers.manage_catalogue")
    entries.verify_service(service=service, by=request.user, by_provider=by_provider)
    messages.success(request, _("Děkujeme. „%(name)s“ má dnešní datum ověření.") % {"name": service.name})
    return redirect("providers:own" if by_provider else "providers:manage")


@require_http_methods(["GET", "HEAD", "POST"])
def verify_link(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm from the link in a reminder; a robot that opens the link changes nothing, the button does."""
    service = _service_of_code(code)
    if service is None:
        return render(request, "providers/verify_over.html", status=410)
    if request.method == "POST":
        entries.verify_service(service=service, by=request.user, by_provider=True)
        return render(request, "providers/verify_done.html", {"service": service})
    return render(request, "providers/verify.html", {"service": service})


def _service_of_code(code: str) -> SocialService | None:
    """Return the service a code is for, as long as it has not been verified since."""
    try:
        pk, verified_on = signing.loads(code, salt=VERIFY_SALT, max_age=LINK_LIVES)
    except (signing.BadSignature, ValueError, json.JSONDecodeError):
        return None
    service = SocialService.objects.public().with_parts().filter(pk=pk).first()
    return service if service and str(service.verified_on) == verified_on else None


@signed_in
@require_POST
def free_places(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how many places are free today."""
    service = get_visible(_entries_of(request.user), pk=pk)
    require(request.user, "providers.change_entry", service)
    form = FreePlacesForm(request.POST)
    if form.is_valid():
        entries.set_free_places(service=service, by=request.user, **form.cleaned_data)
        messages.success(request, _("Volná místa jsou zapsaná k dnešnímu dni."))
    else:
        messages.error(request, _("Počet volných míst napište číslem od 0 do 9999."))
    return redirect("providers:history", pk=pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file to download to a service."""
    service = get_visible(_entries_of(request.user), pk=pk)
    require(request.user, "providers.change_entry", service)
    form = AttachmentForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        entries.attach_file(service=service, by=request.user, **form.cleaned_data)
        messages.success(request, _("Soubor je u služby ke stažení."))
        return redirect("providers:history", pk=pk)
    context = {"service": service, "form": form}
    return render(request, "providers/attach.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def detach(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an attached file."""
    attachment = get_visible(Attachment.objects.filter(service__in=_entries_of(request.user)), pk=pk)
    require(request.user, "providers.change_entry", attachment.service)
    entries.remove_file(attachment=attachment, by=request.user)
    messages.success(request, _("Soubor je smazaný."))
    return redirect("providers:history", pk=attachment.service_id)


@signed_in
@require_safe
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposed change field by field, with what others changed meanwhile."""
    queryset = ChangeRequest.objects.visible_to(request.user).select_related("service", "provider", "author")
    found = get_visible(queryset, pk=pk)
    collided = changes.collisions(found) if found.status == ChangeStatus.SUBMITTED else []
    context = {
        "change": found,
        "differences": differences(found.base, found.card),
        "collisions": [row for row in differences(found.base, card_of(found.subject)) if row.key in collided],
        "may_decide": allows(request.user, "providers.decide_change", found),
        "may_withdraw": allows(request.user, "providers.withdraw_change", found),
    }
    return render(request, "providers/change.html", context)


@signed_in
@require_POST
def decide(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Approve, return or withdraw a proposed change."""
    if move not in ("approve", "return", "withdraw"):
        raise Http404
    found = get_visible(ChangeRequest.objects.visible_to(request.user), pk=pk)
    reason = request.POST.get("reason", "")[:2000]
    try:
        if move == "withdraw":
            changes.withdraw_change(change=found, by=request.user)
            messages.success(request, _("Návrh je stažený."))
            return redirect("providers:own")
        require(request.user, "providers.decide_change", found)
        if move == "approve":
            changes.approve_change(change=found, by=request.user)
            messages.success(request, _("Změna platí a autorovi jsme napsali."))
        else:
            changes.return_change(change=found, reason=reason, by=request.user)
            messages.success(request, _("Návrh je vrácený s důvodem a autorovi jsme napsali."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    return redirect("providers:manage")
