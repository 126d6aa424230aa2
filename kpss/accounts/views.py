"""Pages about accounts: people, invitations, profile, my data, erasure."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.accounts import actions
from kpss.accounts import presenters as shown
from kpss.accounts.enums import ROLE_WORDS, Role
from kpss.accounts.forms import AcceptForm, DeputyForm, EraseForm, InviteForm, PeopleForm, ProfileForm, RoleForm
from kpss.accounts.models import Deputy, User
from kpss.accounts.querysets import UserQuerySet
from kpss.core import privacy
from kpss.core.access import allows, get_visible, require, signed_in, staff_page
from kpss.core.dates import today
from kpss.core.forms import applied
from kpss.core.panels import panels_for
from kpss.core.visitors import posted

PER_PAGE = 50


@staff_page("accounts.invite_person")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the people with accounts, those who deputise, and what roles may do."""
    asked = PeopleForm(request.GET).chosen()
    page = Paginator(_people(asked), PER_PAGE).get_page(request.GET.get("strana"))
    deputies = Deputy.objects.not_over(today()).select_related("user", "holder")
    context = {
        "form": PeopleForm(initial=asked),
        "is_searched": any(asked.values()),
        "page": page,
        "rows": shown.people_rows(page),
        "deputies": shown.deputy_items(deputies, request.user),
        "roles": shown.role_items(),
    }
    return render(request, "accounts/people.html", context)


def _people(asked: dict[str, str]) -> UserQuerySet:
    rows = User.objects.select_related("invitation").in_order()
    rows = rows.filter(role=asked["role"]) if asked["role"] else rows
    rows = getattr(rows, asked["stav"])() if asked["stav"] else rows
    return rows.with_words(asked["q"]) if asked["q"].strip() else rows


@staff_page("accounts.invite_person")
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person: the role and what else gives rights, deputies, and what may be done with the account."""
    found = get_visible(User.objects.select_related("invitation"), pk=pk)
    deputies = Deputy.objects.of(found).not_over(today()).select_related("user", "holder")
    context = {
        "person": found,
        "state": shown.state_in_words(found),
        "role_words": ROLE_WORDS[Role(found.role)],
        "panels": panels_for("accounts.person", found, request.user),
        "stands_in": found.stands_in_for_coordinator,
        "deputies": shown.deputy_items(deputies, request.user),
        "moves": shown.move_items(found, request.user),
        "roles": Role.choices,
    }
    return render(request, "accounts/person.html", context)


@staff_page("accounts.invite_person")
@require_POST
def move_account(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Send an invitation again or take it back, switch an account off or on."""
    if move not in MOVES:
        raise Http404
    allowed, act = MOVES[move]
    require(request.user, allowed)
    found = get_visible(STATES_OF[move](User.objects.all()), pk=pk)
    if not (found.is_active or shown.may_invite(found, request.user)):
        raise PermissionDenied
    try:
        act(found, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, str(shown.DONE[move]))
    return redirect("accounts:person", pk)


def _invite_again(user: User, by: Any) -> None:
    actions.invite_person(email=user.email, by=by)


#: What may be done with an account: permission, action.
MOVES: dict[str, tuple[str, Callable[[User, Any], None]]] = {
    "poslat-pozvanku": ("accounts.invite_person", _invite_again),
    "vzit-pozvanku": ("accounts.invite_person", lambda user, by: actions.withdraw_invitation(user=user, by=by)),
    "vypnout": ("accounts.change_role", lambda user, by: actions.switch_off(user=user, by=by)),
    "zapnout": ("accounts.change_role", lambda user, by: actions.switch_on(user=user, by=by)),
}
#: With accounts in which state.
STATES_OF: dict[str, Callable[[UserQuerySet], UserQuerySet]] = {
    "poslat-pozvanku": UserQuerySet.invited,
    "vzit-pozvanku": UserQuerySet.invited,
    "vypnout": UserQuerySet.working,
    "zapnout": UserQuerySet.switched_off,
}


@staff_page("accounts.hand_over")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Let somebody hold one's own role for some days."""
    assert isinstance(request.user, User)
    user = request.user
    form = DeputyForm(posted(request), holder=user, instance=Deputy(holder=user))
    if applied(form, lambda: actions.hand_over(deputy=form.save(commit=False), by=user)):
        words = _("%(name)s vás zastoupí %(days)s. Oběma jsme to napsali.")
        messages.success(request, words % {"name": form.instance.user, "days": form.instance.days})
        return redirect("accounts:people")
    return render(request, "accounts/hand_over.html", {"form": form}, status=422 if form.is_bound else 200)


@staff_page("accounts.invite_person")
@require_POST
def end_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    """End a deputy's days earlier."""
    deputy = get_visible(Deputy.objects.not_over(today()).select_related("user", "holder"), pk=pk)
    if not shown.may_end(deputy, request.user):
        raise PermissionDenied
    actions.end_deputy(deputy=deputy, by=request.user)
    messages.success(request, _("Zastupování skončilo. Oběma jsme to napsali."))
    return redirect("accounts:people")


@staff_page("accounts.invite_person")
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person by e-mail."""
    form = InviteForm(posted(request), may_give_roles=allows(request.user, "accounts.change_role"))
    if form.is_valid():
        user = actions.invite_person(by=request.user, **form.cleaned_data)
        messages.success(request, _("Pozvánka pro %(email)s je odeslána. Platí 14 dní.") % {"email": user.email})
        return redirect("accounts:people")
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@staff_page("accounts.change_role")
@require_POST
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person's role."""
    user = get_visible(User.objects.all(), pk=pk)
    form = RoleForm(request.POST)
    try:
        if form.is_valid():
            actions.change_role(user=user, role=form.cleaned_data["role"], by=request.user)
            messages.success(request, _("Role je změněna. Člověk se přihlásí znovu."))
        else:
            messages.error(request, _("Takovou roli neznáme."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("accounts:person", pk)


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Let an invited person set name and password."""
    invitation = actions.find_invitation(code)
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=410)
    form = AcceptForm(posted(request), initial={"name": invitation.user.name})
    if form.is_valid():
        try:
            user = actions.accept_invitation(invitation=invitation, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            messages.success(request, _("Účet je hotový a jste přihlášeni."))
            return redirect("accounts:profile" if user.role == Role.RESIDENT else "portal:work")
    return render(request, "accounts/accept.html", {"form": form, "invitation": invitation})


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what a person may about oneself."""
    assert isinstance(request.user, User)
    form = ProfileForm(posted(request), instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Jméno je uloženo."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Download everything the portal keeps about the person signed in (GDPR, article 15)."""
    user = request.user
    assert isinstance(user, User)
    told = {"email", "name", "role", "joined_at", "last_login"}
    own = {str(field.verbose_name): str(getattr(user, field.name)) for field in User._meta.fields if field.name in told}
    data = {_("účet"): [own], **privacy.data_about(user)}
    response = HttpResponse(json.dumps(data, ensure_ascii=False, indent=2), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="moje-data.json"'
    response["Cache-Control"] = "no-store"
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account of the person signed in."""
    assert isinstance(request.user, User)
    form = EraseForm(posted(request))
    if form.is_valid():
        user = request.user
        try:
            actions.erase_account(user=user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            messages.success(request, _("Účet a vaše osobní údaje jsou smazány."))
            return redirect("portal:home")
    return render(request, "accounts/erase.html", {"form": form}, status=422 if form.errors else 200)


def signup_closed(request: HttpRequest) -> HttpResponse:
    """Say 404 at the library's sign-up address: accounts come by invitation."""
    raise Http404
