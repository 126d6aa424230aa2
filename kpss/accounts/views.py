"""Pages about accounts: people, invitations, profile, my data, erasure."""

import json

from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.accounts import actions
from kpss.accounts.enums import ROLE_WORDS, Role
from kpss.accounts.forms import AcceptForm, EraseForm, InviteForm, ProfileForm, RoleForm
from kpss.accounts.models import User
from kpss.core import privacy
from kpss.core.access import allows, get_visible, signed_in, staff_page
from kpss.core.collation import czech
from kpss.core.visitors import posted


@staff_page("accounts.invite_person")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the people with accounts and what their roles may do."""
    users = User.objects.select_related("invitation").order_by(czech("name"), "email")
    words = [(Role(role).label, text) for role, text in ROLE_WORDS.items()]
    return render(request, "accounts/people.html", {"people": users, "role_words": words, "roles": Role.choices})


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
    return redirect("accounts:people")


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
            return redirect("accounts:profile")
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
