"""Classes of abuse: hostile text everywhere, filters, redirects, files, floods, private results."""

import contextlib
import datetime as dt
import io
import itertools

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import ExifTags, Image

from kpss.accounts.actions import change_role, erase_account
from kpss.core.files import clean_image, random_name, validate_document
from kpss.core.models import AuditEvent, Job, RateCounter, Town
from providers.actions import entries, visitors
from providers.cards import card_of
from providers.models import CrisisLine, LifeSituation, RegisterImport, SocialService

pytestmark = pytest.mark.django_db
EVIL = '"><svg onload=alert(1)>{{7*7}}'
MARK = "<svg onload"


@pytest.fixture
def poisoned(service, people):
    card = card_of(service)
    texts = {key: EVIL for key, value in card.items() if isinstance(value, str) and key in _TEXTS}
    places = [place | {"name": EVIL, "street": EVIL, "accessibility_note": EVIL} for place in card["locations"]]
    entries.save_service(card=card | texts | {"locations": places, "prices": [[EVIL, EVIL]]}, service=service)
    provider = card_of(service.provider) | {"name": EVIL, "description": EVIL}
    entries.save_provider(card=provider, provider=service.provider)
    LifeSituation.objects.update(title=EVIL, intro=EVIL)
    CrisisLine.objects.update(name=EVIL, for_whom=EVIL)
    Town.objects.update(portal_name=EVIL, office_name=EVIL, area_phrase=EVIL)
    people["petr"].name = EVIL
    people["petr"].save()
    visitors.report_error(service=service, topic="other", text=EVIL, email="")
    visitors.apply_for_listing(organisation=EVIL, ico="", name=EVIL, email="a@b.example", text=EVIL)
    return SocialService.objects.get(pk=service.pk)


_TEXTS = {
    "name",
    "summary",
    "what_it_does",
    "for_whom",
    "where_note",
    "when_note",
    "price_note",
    "how_to_begin",
    "easy_read",
}


def test_hostile_text_is_only_text_on_every_page(poisoned, klara, client):
    names = [
        "portal:home",
        "portal:contacts",
        "portal:site_map",
        "providers:catalogue",
        "providers:map",
        "providers:lines",
    ]
    names += ["providers:provider_list", "providers:situation_list", "providers:manage", "providers:manage_services"]
    names += ["providers:reports", "providers:applications", "accounts:people", "providers:manage_situations"]
    pages = [reverse(name) for name in names]
    pages += [poisoned.get_absolute_url(), poisoned.provider.get_absolute_url(), f"/moje-sluzby/{poisoned.pk}/"]
    pages += [f"/moje-sluzby/{poisoned.pk}/historie/", LifeSituation.objects.first().get_absolute_url()]
    pages += [f"/katalog/sluzba/{poisoned.slug}/nahlasit-chybu/", "/otevrena-data/sluzby.csv-metadata.json"]
    seen = 0
    for page, who in itertools.product(pages, (client, klara)):
        response = who.get(page)
        if response["Content-Type"].startswith("text/html"):
            assert MARK not in response.content.decode(), page
            seen += "&lt;svg onload" in response.content.decode()
    assert seen > 15


def test_structured_data_cannot_end_its_element(poisoned, client):
    html = client.get(poisoned.get_absolute_url()).content.decode()
    block = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "<" not in block
    assert "\\u003Csvg" in block


@pytest.mark.parametrize(
    "name", ["q", "kde", "pro", "druh", "kdy", "jak", "cena", "razeni", "strana", "presne", "jazyk"]
)
@pytest.mark.parametrize("value", [EVIL, "'", "-1", "999999999999999999999", "\x00", "../../etc/passwd", "🙂" * 50])
def test_no_parameter_of_the_catalogue_breaks_it(client, name, value):
    response = client.get("/katalog/", {name: value})
    assert response.status_code == 200
    assert MARK not in response.content.decode()


def test_unknown_filter_is_no_oracle(client):
    plain = client.get("/katalog/").context["found"].count
    asked = client.get("/katalog/", {"provider__editors__user__email__startswith": "p", "order": "password"})
    assert asked.context["found"].count == plain


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https:evil.example", "\\\\evil.example", "https://a@evil.example", "\thttps://evil.example"],
)
@pytest.mark.parametrize("address", ["easy_read", "login", "shortlist"])
def test_nobody_is_sent_to_another_site(client, service, target, address):
    if address == "easy_read":
        response = client.get(reverse("core:easy_read"), {"zpet": target})
    elif address == "shortlist":
        response = client.post(reverse("providers:shortlist_add", args=[service.pk]), {"zpet": target})
    else:
        data = {"login": "anna@lipovany.example", "password": "lipovany-2026", "next": target}
        response = client.post(reverse("account_login"), data)
    assert response.status_code == 302
    assert "evil" not in response["Location"]


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg onload=alert(1)>"),
        ("a.html", b"<script>"),
        ("a.pdf", b"<html>"),
        ("a.pdf", b"GIF89a%PDF-"),
        ("a.docx", b"%PDF-1.4"),
        ("a.exe", b"MZ"),
        ("noext", b"%PDF-"),
    ],
)
def test_upload_that_is_not_what_it_says_is_refused(name, content):
    with pytest.raises(ValidationError):
        validate_document(_upload(name, content))


def test_upload_over_ten_megabytes_is_refused():
    with pytest.raises(ValidationError, match="10 MB"):
        validate_document(_upload("a.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024)))


def test_stored_name_owes_nothing_to_the_visitor():
    name = random_name(None, "../../<svg onload=alert(1)>.PDF")
    assert name.endswith(".pdf")
    assert "svg" not in name
    assert ".." not in name


def test_picture_keeps_only_its_pixels():
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(buffer, "JPEG", comment=b"<svg onload=alert(1)>")
    cleaned = clean_image(SimpleUploadedFile("a.jpg", buffer.getvalue() + b"<script>alert(1)</script>"))
    assert b"script" not in cleaned.read()


def test_picture_from_a_phone_held_upright_stands_upright():
    buffer, tags = io.BytesIO(), Image.Exif()
    tags[ExifTags.Base.Orientation] = 6
    picture = Image.new("RGB", (16, 8), "white")
    picture.paste("black", (0, 0, 8, 8))
    picture.save(buffer, "JPEG", exif=tags)
    upright = Image.open(clean_image(SimpleUploadedFile("a.jpg", buffer.getvalue())))
    assert (upright.format, upright.size, dict(upright.getexif())) == ("JPEG", (8, 16), {})
    assert upright.getpixel((4, 2)) < (64, 64, 64)
    assert upright.getpixel((4, 13)) > (192, 192, 192)


@pytest.mark.parametrize("tags", [b"Exif\0\0", b"Exif\0\0II*\0", b"Exif\0\0<svg/>"])
def test_broken_notes_of_a_camera_break_nothing(tags):
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(buffer, "JPEG", exif=tags)
    with contextlib.suppress(ValidationError):
        assert b"svg" not in clean_image(SimpleUploadedFile("a.jpg", buffer.getvalue())).read()


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n broken", b"<svg/>"])
def test_broken_picture_is_refused_in_words(content):
    with pytest.raises(ValidationError):
        clean_image(SimpleUploadedFile("a.png", content))


def _report(client, service, seconds: int = 10, **extra):
    """Open the form, wait some seconds (by the clock of the test), and send it."""
    url = reverse("providers:report_error", args=[service.slug])
    with time_machine.travel(timezone.now() - dt.timedelta(seconds=seconds), tick=False):
        stamp = client.get(url).context["form"].fields["stamp"].initial
    return client.post(url, {"topic": "other", "text": "x", "stamp": stamp, "web_page": "", **extra})


def test_robot_that_fills_the_honeypot_is_refused_and_told(client, service):
    response = _report(client, service, web_page="http://spam.example")
    assert response.status_code == 422
    assert service.error_reports.count() == 0


def test_form_sent_at_once_is_refused_and_the_next_try_passes(client, service):
    response = _report(client, service, seconds=0)
    assert response.status_code == 422
    assert "ještě jednou" in response.content.decode()
    stamp = response.context["form"]["stamp"].value()
    again = client.post(
        reverse("providers:report_error", args=[service.slug]),
        {"topic": "other", "text": "x", "stamp": stamp, "web_page": ""},
    )
    assert again.status_code == 302
    assert service.error_reports.count() == 1


def test_flood_of_reports_is_stopped_and_nobody_is_stored(client, service):
    answers = [_report(client, service).status_code for _ in range(12)]
    assert answers == [302] * 10 + [429] * 2
    rows = list(RateCounter.objects.values_list("key", flat=True))
    assert rows
    assert all(len(key) == 64 and "127.0.0.1" not in key for key in rows)


def test_result_of_a_job_belongs_to_its_owner_alone(people, sign_in):
    job = Job.objects.create(title="Export", owner=people["klara"], result_file="prace/x.pdf")
    assert sign_in("standa").get(job.get_absolute_url()).status_code == 404
    assert sign_in("nobody").get(job.get_absolute_url()).status_code == 302
    assert sign_in("klara").get(job.get_absolute_url()).status_code == 200


def test_writes_need_the_token(service, people):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people["klara"], backend="django.contrib.auth.backends.ModelBackend")
    response = strict.post(reverse("providers:move", args=[service.pk, "delete"]))
    assert response.status_code == 403
    service.refresh_from_db()
    assert service.deleted_at is None


def test_form_sent_at_once_keeps_what_was_typed_and_hides_its_trap(client, service):
    response = _report(client, service, seconds=0, email="jana@nadeje.example")
    form = response.context["form"]
    assert (form["text"].value(), form["email"].value(), form["web_page"].value()) == ("x", "jana@nadeje.example", "")
    assert "stamp" not in form.errors
    assert "field--trap" in response.content.decode()


def test_person_who_stops_being_administrator_is_no_superuser_either(people):
    user = people["klara"]
    user.is_superuser = True
    user.save()
    change_role(user=user, role="resident", by=people["standa"])
    user = type(user).objects.get(pk=user.pk)
    assert not user.has_perm("accounts.change_role")


def test_erased_person_is_named_nowhere_in_the_audit_log(people):
    user = people["klara"]
    change_role(user=user, role="resident", by=people["standa"])
    key = str(user.pk)
    erase_account(user=user)
    about = AuditEvent.objects.filter(subject_type="accounts.User", subject_id=key)
    assert set(about.values_list("subject_name", flat=True)) == {""}


def test_address_that_became_secret_stays_in_no_older_card(service, people):
    before = card_of(service)
    street = before["locations"][0]["street"]
    assert street
    entries.save_service(card=before | {"name": "Přejmenovaná"}, service=service, by=people["klara"])
    entries.save_service(card=before, service=service, by=people["klara"])
    found = RegisterImport.objects.create(file_name="rpss.json")
    item = found.items.create(register_number=1, service=service, card=before, status="ignored")
    secret = [place | {"is_secret": True} for place in before["locations"]]
    saved = entries.save_service(card=before | {"locations": secret}, service=service, by=people["klara"])
    assert not any(street in str(revision.card["locations"]) for revision in saved.revisions.all())
    assert all(place.municipality is None for place in saved.locations.all())
    item.refresh_from_db()
    assert street not in str(item.card["locations"])
    entries.restore_revision(revision=saved.revisions.order_by("pk")[0], by=people["klara"])
    assert all(place.is_secret and not place.street for place in saved.locations.all())


def test_picture_attached_to_a_service_keeps_nothing_but_pixels(klara, service):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    data = {
        "kind": "other",
        "title": "x",
        "file": _upload("mapa.png", buffer.getvalue() + b"<script>alert(1)</script>"),
    }
    assert klara.post(reverse("providers:attach", args=[service.pk]), data).status_code == 302
    with service.attachments.get().file.open("rb") as kept:
        assert b"script" not in kept.read()


def test_page_that_calls_itself_a_picture_is_refused(klara, service):
    data = {"kind": "other", "title": "x", "file": _upload("mapa.png", b"<html><script>alert(1)</script>")}
    assert klara.post(reverse("providers:attach", args=[service.pk]), data).status_code == 422
    assert not service.attachments.exists()
