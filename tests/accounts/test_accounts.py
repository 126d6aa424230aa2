"""Invitations, roles, my data, erasure; nobody learns who has an account."""

import datetime as dt
import json
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from kpss.accounts import actions
from kpss.accounts.enums import Role
from kpss.accounts.models import Invitation, User
from kpss.core import privacy
from kpss.core.models import AuditEvent
from providers.actions import changes
from providers.cards import card_of
from providers.models import ProviderEditor

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite_person(email="Nova@Sluzba.example", name="", role=Role.RESIDENT, by=people["klara"])
    code = re.search(r"/pozvanka/([^/]+)/", mail.outbox[-1].body)[1]
    return User.objects.get(email="nova@sluzba.example"), code


def test_invited_person_cannot_sign_in_before_accepting(invited, client):
    user, _code = invited
    assert not user.is_active
    assert not user.has_usable_password()


def test_invitation_is_accepted_once(invited, client):
    user, code = invited
    url = reverse("accounts:accept", args=[code])
    response = client.post(url, {"name": "Nová Editorka", "password": "dlouhe-heslo-1"})
    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.is_active, user.name) == (True, "Nová Editorka")
    assert client.get(url).status_code == 410


def test_who_is_invited_again_gets_the_role_and_name_given_now(invited, sign_in, people):
    user, _code = invited
    administrator = next(key for key, person in people.items() if person.role == Role.ADMINISTRATOR)
    again = {"email": user.email, "name": "Nora Nová", "role": Role.COORDINATOR}
    assert sign_in(administrator).post(reverse("accounts:invite"), again).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.role, user.is_active) == ("Nora Nová", Role.COORDINATOR, False)


def test_who_may_not_give_roles_takes_none_away_by_inviting_again(invited, klara, people):
    user, _code = invited
    User.objects.filter(pk=user.pk).update(role=Role.COORDINATOR, name="Nora")
    klara.post(reverse("accounts:invite"), {"email": user.email, "role": Role.RESIDENT})
    actions.invite_person(email=user.email, by=people["klara"])
    user.refresh_from_db()
    assert (user.name, user.role) == ("Nora", Role.COORDINATOR)


def test_weak_password_is_refused_and_name_kept(invited, client):
    _user, code = invited
    response = client.post(reverse("accounts:accept", args=[code]), {"name": "Nová", "password": "heslo"})
    assert response.status_code == 200
    assert response.context["form"]["name"].value() == "Nová"
    assert response.context["form"].errors["password"]


def test_invitation_expires(invited, client):
    user, code = invited
    Invitation.objects.filter(user=user).update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    assert (
        client.post(reverse("accounts:accept", args=[code]), {"name": "x", "password": "dlouhe-heslo-1"}).status_code
        == 410
    )


def test_only_the_hash_of_the_code_is_kept(invited):
    user, code = invited
    assert code not in Invitation.objects.get(user=user).code_hash


def test_password_reset_does_not_open_an_expired_invitation(invited, client):
    before = len(mail.outbox)
    client.post(reverse("account_reset_password"), {"email": "nova@sluzba.example"})
    links = [message for message in mail.outbox[before:] if "/password/reset/key/" in message.body]
    assert links == []


@pytest.mark.parametrize("email", ["anna@lipovany.example", "nikdo@nikde.example"])
def test_reset_says_the_same_for_known_and_unknown_address(client, email):
    response = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("account_reset_password_done")


def test_coordinator_cannot_make_administrators(klara):
    assert Role.ADMINISTRATOR not in klara.get(reverse("accounts:invite")).content.decode()
    response = klara.post(reverse("accounts:invite"), {"email": "x@y.example", "role": Role.ADMINISTRATOR})
    assert response.status_code == 422
    assert not User.objects.filter(email="x@y.example").exists()


def test_role_change_ends_old_sessions(people, sign_in):
    vera = sign_in("vera")
    assert vera.get(reverse("accounts:profile")).status_code == 200
    actions.change_role(user=people["vera"], role=Role.COUNCILLOR, by=people["standa"])
    assert vera.get(reverse("accounts:profile")).status_code == 302


def test_last_administrator_stays(people):
    with pytest.raises(ValidationError):
        actions.change_role(user=people["standa"], role=Role.RESIDENT, by=people["standa"])
    with pytest.raises(ValidationError):
        actions.erase_account(user=people["standa"])


def test_my_data_holds_what_is_kept_about_me_and_nothing_about_others(petr, people, service):
    base = card_of(service)
    changes.submit_change(entry=service, base=base, card=base | {"summary": "Moje."}, by=people["petr"])
    data = json.loads(petr.get(reverse("accounts:my_data")).content)
    assert "petr@ssm.example" in data["účet"][0].values()
    assert {"redaktoři organizací", "návrhy změn v katalogu", "záznamy o vašich úkonech"} <= set(data)
    assert data["návrhy změn v katalogu"][0]["služba"] == service.name
    assert "klara" not in json.dumps(data)


def test_erasure_leaves_no_trace_in_any_table(people, service, sign_in):
    user = people["petr"]
    base = card_of(service)
    change = changes.submit_change(entry=service, base=base, card=base | {"summary": "Moje."}, by=user)
    pk, email, name = user.pk, user.email, user.name
    petr = sign_in("petr")
    assert petr.post(reverse("accounts:erase"), {"sure": "on"}).status_code == 302
    assert not User.objects.filter(pk=pk).exists()
    change.refresh_from_db()
    assert change.author is None
    for model in privacy.our_models():
        for row in model._default_manager.values():
            assert email not in str(row), model
            assert name not in str(row), model
    assert not ProviderEditor.objects.filter(user_id=pk).exists()


def test_audit_log_is_append_only(people, service):
    actions.change_role(user=people["vera"], role=Role.COUNCILLOR, by=people["standa"])
    event = AuditEvent.objects.filter(event="accounts.role.changed").first()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_sign_in_by_password(client):
    response = client.post(reverse("account_login"), {"login": "klara@lipovany.example", "password": "lipovany-2026"})
    assert response.status_code == 302
    assert client.get(reverse("providers:manage")).status_code == 200


@pytest.mark.usefixtures("people")
def test_guessing_of_passwords_is_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    wrong = {"login": "klara@lipovany.example", "password": "spatne-heslo"}
    for _guess in range(3):
        client.post("/ucet/login/", wrong)
    response = client.post("/ucet/login/", wrong | {"password": "lipovany-2026"})
    assert "_auth_user_id" not in client.session
    assert "Příliš mnoho" in response.content.decode()


def test_short_password_is_told_in_the_language_of_the_page():
    with translation.override("cs"), pytest.raises(ValidationError, match="Heslo musí mít délku aspoň 10 znaků"):
        validate_password("krátké")


def _sign_in(client, email: str, next_url: str):
    return client.post(f"{reverse('account_login')}?next={next_url}", {"login": email, "password": "lipovany-2026"})


def test_form_sent_after_the_sign_in_expired_is_kept_and_sent_again(client, people, service):
    url = reverse("providers:edit", args=[service.pk])
    expired = client.post(url, {"summary": "Nová věta <b>", "csrfmiddlewaretoken": "x"})
    assert expired["Location"].endswith(f"next={reverse('core:resume')}")
    _sign_in(client, "klara@lipovany.example", reverse("core:resume"))
    page = BeautifulSoup(client.get(reverse("core:resume")).content, "html.parser")
    form = page.select_one("main form[method=post]")
    assert form["action"] == url
    kept = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    assert kept.pop("csrfmiddlewaretoken") != "x"
    assert kept == {"summary": "Nová věta <b>"}
    assert client.get(reverse("core:resume"))["Location"] == "/"


def test_button_pressed_after_the_sign_in_expired_leads_to_no_dead_end(client, people, service):
    own = reverse("providers:own")
    sent = client.post(reverse("providers:verify", args=[service.pk]), headers={"referer": f"http://testserver{own}"})
    assert sent["Location"].endswith(f"next={own}")
    away = client.post(reverse("providers:verify", args=[service.pk]), headers={"referer": "https://evil.example/x"})
    assert away["Location"].endswith("next=/")


def test_button_of_rights_is_never_kept_for_another_person(client, people):
    client.post(reverse("accounts:change_role", args=[people["petr"].pk]), {"role": "administrator"})
    assert "kept_form" not in client.session


def test_one_visitor_does_not_use_up_the_kept_forms_of_others_behind_a_proxy(client, settings):
    settings.TRUSTED_PROXIES = 1
    url = reverse("providers:edit", args=[1])
    for _ in range(21):
        client.post(url, {"x": "a"}, headers={"x-forwarded-for": "203.0.113.1"})
    assert "kept_form" not in client.session
    client.post(url, {"x": "a"}, headers={"x-forwarded-for": "203.0.113.2"})
    assert "kept_form" in client.session


def test_huge_form_is_not_kept(client):
    for data in ({"x": "a" * 300_000}, {"a" * 1000 + str(number): "" for number in range(300)}):
        client.post(reverse("providers:edit", args=[1]), data)
        assert "kept_form" not in client.session


@pytest.mark.parametrize(
    ("email", "place"),
    [("klara@lipovany.example", "portal:desk"), ("petr@ssm.example", "providers:own")],
)
def test_sign_in_leads_to_ones_work(client, people, email, place):
    signed = client.post(reverse("account_login"), {"login": email, "password": "lipovany-2026"}, follow=True)
    assert signed.redirect_chain[-1][0] == reverse(place)


def test_forgotten_password_is_chosen_anew_by_a_link_from_the_mail(client, people):
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "Zapomenuté heslo" in page
    assert "Reset" not in page
    email = people["petr"].email
    assert (
        "Podívejte se do e-mailu"
        in client.post(reverse("account_reset_password"), {"email": email}, follow=True).content.decode()
    )
    link = re.search(r"https?://[^/]+(/ucet/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True)
    assert "Nové heslo" in form.content.decode()
    done = client.post(
        form.redirect_chain[-1][0], {"password1": "nove-lipovany-27", "password2": "nove-lipovany-27"}, follow=True
    )
    assert "Heslo je změněné" in done.content.decode()
    assert client.login(email=email, password="nove-lipovany-27")
    assert "Odkaz už neplatí" in client.get(link, follow=True).content.decode()
