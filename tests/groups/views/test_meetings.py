"""Meetings and minutes on pages: what is asked, what is refused, who reads what."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from planning.groups.models import Meeting, Minutes, PlanningGroup
from tests.groups.making import group_of, meeting_of, member

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
MEETING = {"starts_at": "2099-03-05T09:00", "ends_at": "2099-03-05T11:00", "place": "Školní 12"}


@pytest.fixture
def group(people) -> PlanningGroup:
    made = group_of()
    member(made, "Věra", role="lead", user=people["vera"], email="vera@lipovany.example")
    member(made, "Uršula", user=people["ursula"], email="ursula@lipovany.example")
    return made


@pytest.fixture
def vera(sign_in):
    return sign_in("vera")


def at(name: str, group: PlanningGroup, *more) -> str:
    return reverse(f"groups:{name}", args=[group.slug, *more])


def filled(page, names: tuple[str, ...]) -> dict[str, str]:
    """Return what a browser would send back of the forms of a page, as they stand."""
    data: dict[str, str] = {}
    for name in names:
        form = page.context[name]
        for part in getattr(form, "forms", [form]):
            data |= {field.html_name: _value(field) for field in part}
        if hasattr(form, "management_form"):
            data |= {field.html_name: _value(field) for field in form.management_form}
    return data


def _value(field) -> str:
    value = field.value()
    return "" if value is None or value is False else str(value)


def agenda(*titles: str) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(titles)), "form-INITIAL_FORMS": "0"}
    return data | {f"form-{place}-title": title for place, title in enumerate(titles)}


# --- Before ----------------------------------------------------------------------------------------------


def test_lead_plans_reads_the_warning_and_invites(vera, group):
    soon = timezone.localtime() + timezone.timedelta(days=3)
    times = {"starts_at": f"{soon:%Y-%m-%dT%H:%M}", "ends_at": f"{soon + timezone.timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    vera.post(at("plan", group), MEETING | times | agenda("Úvod", "", "Rozprava"))
    made = Meeting.objects.get(group=group)
    assert [item.title for item in made.agenda.all()] == ["Úvod", "Rozprava"]
    page = vera.get(at("prepare", group, made.number)).content.decode()
    assert "zve aspoň 7 dní předem" in page
    assert "Pozvánka odejde 2 lidem." in page
    vera.post(at("call", group, made.number))
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"place": ""}, "Kde"),
        ({"starts_at": "zítra"}, "Začíná"),
        ({"ends_at": "2099-03-05T08:00"}, "nemůže skončit dřív"),
        ({"online_url": "javascript:alert(1)"}, "připojení na dálku"),
        ({"form-0-minutes_long": "dlouho"}, "Minut"),
        ({"form-0-title": "x" * 201}, "O čem"),
    ],
)
def test_wrong_meeting_says_what_is_wrong_and_loses_nothing(vera, group, fields, words):
    answer = vera.post(at("plan", group), MEETING | agenda("Úvod", "Rozprava") | fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Rozprava"' in page
    assert not Meeting.objects.filter(group=group).exists()


def test_planned_meeting_is_nobodys_business_yet(client, sign_in, group):
    made = meeting_of(group, status="planned")
    assert sign_in("ursula").get(made.get_absolute_url()).status_code == 404
    assert "Školní 12" not in client.get(group.get_absolute_url()).content.decode()
    assert b"VEVENT" not in client.get(at("group_calendar", group)).content


def test_member_answers_and_lead_sees_it(sign_in, vera, group):
    made = meeting_of(group)
    ursula = sign_in("ursula")
    assert "Přijdete?" in ursula.get(made.get_absolute_url()).content.decode()
    assert ursula.post(at("reply", group, 1), {"answer": "možná"}).status_code == 422
    ursula.post(at("reply", group, 1), {"answer": "excused", "note": "u lékaře"})
    page = vera.get(at("prepare", group, 1)).content.decode()
    assert "Omlouvám se (1)" in page
    assert "Uršula: u lékaře" in page


def test_link_to_connect_is_for_the_invited_alone(client, sign_in, group):
    made = meeting_of(group, online_url="https://spojeni.example/tajne")
    assert "tajne" not in client.get(made.get_absolute_url()).content.decode()
    assert "tajne" in sign_in("ursula").get(made.get_absolute_url()).content.decode()
    assert b"tajne" not in client.get(at("meeting_calendar", group, 1)).content


def test_guest_says_they_come(client, quick_forms, group):
    meeting_of(group)
    url = at("come", group, 1)
    stamp = client.get(url).context["form"]["stamp"].value()
    assert client.post(url, {"name": "", "stamp": stamp}).status_code == 422
    client.post(url, {"name": "Anna", "email": "anna@zkusebni.example", "stamp": stamp})
    assert mail.outbox[0].to == ["anna@zkusebni.example"]


def test_own_calendar_ends_with_the_password(sign_in, people, client, group):
    meeting_of(group)
    url = sign_in("ursula").get(reverse("groups:own")).context["calendar_url"]
    assert b"1. jedn" in client.get(url).content
    people["ursula"].set_password("jine-heslo-2026")
    people["ursula"].save()
    assert client.get(url).status_code == 404


# --- Minutes ---------------------------------------------------------------------------------------------


@pytest.fixture
def held(group):
    return meeting_of(group, number=3, in_days=-1)


def begun(vera, group, number: int = 3) -> str:
    """Begin minutes as the button does; return the address where they are written."""
    url = at("write", group, number)
    vera.post(url, {"zacit": "1"})
    return url


def sent_round(vera, group, **fields):
    """Press „Uložit a poslat členům“ on the page of minutes."""
    url = at("write", group, 3)
    data = filled(vera.get(url), ("head", "records", "members", "guests"))
    return vera.post(url, data | {"rozeslat": "1", "until": "2099-01-01"} | fields)


def test_look_at_the_page_of_minutes_begins_nothing(vera, group):
    meeting = meeting_of(group, number=4, in_days=3)
    assert "Začít psát zápis" in vera.get(at("write", group, 4)).content.decode()
    assert not Minutes.objects.filter(meeting=meeting).exists()
    assert not meeting.attendances.exists()
    begun(vera, group, 4)
    begun(vera, group, 4)
    assert meeting.attendances.count() == 2
    assert "pozvánky jsou rozeslané" in vera.get(at("meetings", group)).content.decode()


def test_what_was_just_typed_is_sent_round(vera, sign_in, group, held):
    begun(vera, group)
    assert sent_round(vera, group, until="").status_code == 422
    sent_round(vera, group, **{"body-0-record": "Právě dopsáno."})
    held.minutes.refresh_from_db()
    assert held.minutes.status == "objections"
    assert "Právě dopsáno." in sign_in("ursula").get(at("minutes", group, 3)).content.decode()


def test_minutes_of_what_was_not_held_stay_a_draft(vera, group, held):
    held.starts_at, held.ends_at = timezone.now() + HOUR, timezone.now() + 2 * HOUR
    held.save()
    begun(vera, group)
    answer = sent_round(vera, group, **{"body-0-record": "Připraveno."})
    page = vera.get(answer["Location"]).content.decode()
    assert "Jednání ještě nezačalo." in page
    assert "Uložit a poslat členům" not in page
    assert held.agenda.get().record == "Připraveno."
    held.minutes.refresh_from_db()
    assert held.minutes.status == "written"


def test_lead_writes_decides_gives_tasks_and_publishes(vera, client, sign_in, group, held):
    url = begun(vera, group)
    data = filled(vera.get(url), ("head", "records", "members", "guests"))
    data |= {"summary": "Dohodli jsme se.", "body-0-record": "Řeklo se [[o paní]] vše.", "hoste-0-name": "Lékařka"}
    answer = vera.post(url, data | {"usneseni": "1"})
    assert answer["Location"] == at("add_resolution", group, 3, 1)
    vera.post(answer["Location"], {"text": "Chceme autobus.", "way": "consensus"})
    vera.post(at("add_task", group, 3, 1), {"text": "Napsat dopravci", "who": "místostarosta", "due_on": "1. 2. 2099"})
    page = vera.get(url).content.decode()
    assert "Usnesení 3/1" in page
    assert "Napsat dopravci" in page
    sent_round(vera, group)
    assert "Řeklo se o paní vše." in sign_in("ursula").get(at("minutes", group, 3)).content.decode()
    assert client.get(at("minutes", group, 3)).status_code == 404
    assert "Napsat dopravci" not in client.get(group.get_absolute_url()).content.decode()
    assert "Chceme autobus." not in client.get(at("resolutions", group)).content.decode()
    for move in ("approve", "publish"):
        vera.post(at("move_minutes", group, 3, move))
    public = client.get(at("minutes", group, 3)).content.decode()
    assert "Řeklo se [skryto] vše." in public
    assert "Chceme autobus." in public
    assert "Chceme autobus." in client.get(at("resolutions", group)).content.decode()
    assert "Dohodli jsme se." in client.get(group.get_absolute_url()).content.decode()
    assert "Napsat dopravci" in client.get(group.get_absolute_url()).content.decode()


def test_two_people_writing_at_once_are_told_and_lose_nothing(vera, klara, group, held):
    url = begun(vera, group)
    first = filled(vera.get(url), ("head", "records", "members", "guests"))
    second = filled(klara.get(url), ("head", "records", "members", "guests"))
    vera.post(url, first | {"body-0-record": "Píše Věra."})
    answer = klara.post(url, second | {"body-0-record": "Píše Klára."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "mezitím uložil někdo jiný" in page
    assert "Píše Klára." in page, "her text stays on the page"
    assert held.agenda.get().record == "Píše Věra."


def test_substitute_needs_a_name(vera, group, held):
    url = begun(vera, group)
    data = filled(vera.get(url), ("head", "records", "members", "guests"))
    answer = vera.post(url, data | {"clenove-0-presence": "substituted"})
    assert answer.status_code == 422
    assert "apište, kdo člena zastoupil" in answer.content.decode()


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ({"votes_for": "9", "votes_against": "0", "votes_abstained": "0"}, "přišlo jen 2"),
        ({"votes_for": "-1"}, "Pro"),
        ({"text": ""}, "Znění"),
        ({}, "kolik lidí bylo pro"),
    ],
)
def test_wrong_resolution_is_refused(vera, group, held, votes, words):
    begun(vera, group)
    answer = vera.post(at("add_resolution", group, 3, 1), {"text": "Chceme.", "way": "vote"} | votes)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_votes_of_each_side_are_asked_for_where_the_rules_say_so(vera, group, held):
    group.votes_by_side = True
    group.save()
    begun(vera, group)
    url = at("add_resolution", group, 3, 1)
    assert "tři čísla s dvojtečkami" in vera.post(url, {"text": "A", "way": "vote", "votes_user": "2"}).content.decode()
    vera.post(url, {"text": "A", "way": "vote", "votes_user": "2:0:0"})
    made = group.resolutions.get()
    assert (made.votes_for, made.votes_by_side, made.is_passed) == (2, {"user": [2, 0, 0]}, True)


def test_member_objects_and_reads_the_answer(sign_in, vera, group, held):
    begun(vera, group)
    sent_round(vera, group)
    ursula = sign_in("ursula")
    assert ursula.post(at("object", group, 3), {"text": " "}).status_code == 422
    ursula.post(at("object", group, 3), {"text": "Bylo to jinak."})
    made = held.minutes.objections.get()
    vera.post(at("move_minutes", group, 3, "approve"))
    held.minutes.refresh_from_db()
    assert held.minutes.status == "objections", "an unanswered objection holds it back"
    vera.post(at("answer_objection", group, 3, made.pk), {"answer": "Opravíme."})
    assert "Opravíme." in ursula.get(at("minutes", group, 3)).content.decode()


def test_hostile_text_of_minutes_is_only_text(vera, client, group, held):
    held.agenda.update(record="<script>alert(1)</script>", title="<img src=x onerror=y>")
    begun(vera, group)
    held.minutes.__class__.objects.update(status="published", published_at=timezone.now())
    for page in (
        vera.get(at("write", group, 3)),
        client.get(at("minutes", group, 3)),
        client.get(held.get_absolute_url()),
    ):
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()


def test_file_is_for_members_unless_it_says_otherwise(vera, client, sign_in, group):
    meeting_of(group)
    url = at("add_file", group, 1)
    refused = vera.post(url, {"title": "Návrh", "file": SimpleUploadedFile("n.exe", b"MZ")})
    assert refused.status_code == 422
    assert "druh souboru nepřijímáme" in refused.content.decode()
    vera.post(url, {"title": "Návrh", "file": SimpleUploadedFile("n.pdf", b"%PDF-1.4 x")})
    made = group.files.get()
    assert client.get(at("file", group, made.pk)).status_code == 404
    answer = sign_in("ursula").get(at("file", group, made.pk))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 x"
    assert "Návrh" not in client.get(Meeting.objects.get(group=group).get_absolute_url()).content.decode()
    vera.post(at("remove_file", group, made.pk))
    assert not group.files.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_meetings_ask_the_database_the_same_for_any_number(
    vera, client, group, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        made = meeting_of(group, number=number, in_days=-number)
        begun(vera, group, number)
        made.minutes.__class__.objects.update(status="published", published_at=timezone.now())
        group.tasks.create(label=f"{number}.1", text="Úkol", membership=group.memberships.first())
    with django_assert_num_queries(16):
        vera.get(at("meetings", group))
    with django_assert_num_queries(4):
        client.get(at("minutes_list", group))


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_resolutions_asks_the_database_the_same_for_any_number(client, group, count, django_assert_num_queries):
    for number in range(1, count + 1):
        group.resolutions.create(label=f"M{number}/2026", position=number, text="Autobus.", way="between")
    with django_assert_num_queries(4):
        page = client.get(at("resolutions", group))
    assert page.content.decode().count("Autobus.") == count


@pytest.mark.parametrize("count", [1, 3])
def test_writing_asks_the_database_the_same_for_any_number(vera, group, held, count, django_assert_num_queries):
    for number in range(2, count + 2):
        held.agenda.create(position=number, title=f"Bod {number}")
        member(group, f"Člen {number}")
    url = begun(vera, group)
    with django_assert_num_queries(21):
        vera.get(url)


# --- Between meetings ------------------------------------------------------------------------------------


def test_group_decides_between_meetings(vera, sign_in, group):
    assert vera.post(at("ask", group), {"proposal": "", "closes_at": "2099-01-01T10:00"}).status_code == 422
    answer = vera.post(at("ask", group), {"proposal": "Chceme autobus.", "closes_at": "2099-01-01T10:00"})
    ursula = sign_in("ursula")
    assert "Chceme autobus." in ursula.get(reverse("groups:own")).content.decode()
    url = answer["Location"]
    refused = ursula.post(f"{url}odpoved/", {"choice": "object", "reason": ""})
    assert refused.status_code == 422
    assert "s čím nesouhlasíte" in refused.content.decode()
    ursula.post(f"{url}odpoved/", {"choice": "object", "reason": "Nejsou peníze."})
    page = vera.get(url).content.decode()
    assert "Nejsou peníze." in page
    assert "Chceme autobus." not in ursula.get(reverse("groups:own")).content.decode(), "answered"
    assert sign_in("anna").get(url).status_code == 404
    assert "Chceme autobus." not in sign_in("anna").get(group.get_absolute_url()).content.decode()


def test_member_says_how_far_the_own_task_is(sign_in, group):
    made = group.tasks.create(label="0.1", text="Zeptat se", membership=group.memberships.get(name="Uršula"))
    url = reverse("groups:own_task", args=[made.pk])
    assert sign_in("vera").get(url).status_code == 404
    ursula = sign_in("ursula")
    assert ursula.post(url, {"status": "snad"}).status_code == 422
    ursula.post(url, {"status": "done", "note": "Zeptala jsem se."})
    made.refresh_from_db()
    assert (made.status, made.note) == ("done", "Zeptala jsem se.")
    assert made.done_on is not None


def test_lead_writes_to_the_members(vera, group):
    url = at("letter", group)
    assert "Dopis dostanou 2 lidé." in vera.get(url).content.decode()
    assert vera.post(url, {"subject": "Autobus", "text": ""}).status_code == 422
    vera.post(url, {"subject": "Autobus", "text": "Jede od pondělí."})
    assert [sent.subject for sent in mail.outbox] == ["Autobus"] * 2


def test_file_of_the_group_is_on_its_page(vera, client, sign_in, group):
    vera.post(at("add_group_file", group), {"title": "Plánek", "file": SimpleUploadedFile("m.pdf", b"%PDF-1.4 x")})
    assert "Plánek" in sign_in("ursula").get(group.get_absolute_url()).content.decode()
    assert "Plánek" not in client.get(group.get_absolute_url()).content.decode()
    assert vera.post(at("add_group_file", group), {"title": ""}).status_code == 422


def test_two_people_changing_a_meeting_at_once_lose_nothing(vera, klara, group):
    meeting = meeting_of(group)
    url = at("change", group, meeting.number)
    seen = filled(vera.get(url), ("form", "agenda"))
    colleague = seen | {"form-TOTAL_FORMS": "2", "form-1-title": "Bod kolegyně", "note": "Vezměte si hrnek."}
    assert klara.post(url, colleague).status_code == 302
    assert vera.post(url, seen | {"form-TOTAL_FORMS": "1", "place": "Kino"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.place, meeting.note) == ("Kino", "Vezměte si hrnek.")
    assert [item.title for item in meeting.agenda.all()] == ["Co nás trápí", "Bod kolegyně"]
    again = vera.post(url, seen | {"form-TOTAL_FORMS": "1", "note": "Přijďte včas."})
    assert again.status_code == 422
    assert "Mezitím to někdo změnil" in again.content.decode()


def test_no_resolution_before_minutes_are_opened(vera, group):
    meeting = meeting_of(group, in_days=-1)
    assert vera.post(at("add_resolution", group, meeting.number, 1), {"text": "Ano."}).status_code == 404


def test_public_reads_neither_a_note_of_a_task_nor_who_stands_outside_the_group(client, sign_in, group, held):
    Minutes.objects.create(meeting=held, status="published", published_at=timezone.now())
    fields = {"item": held.agenda.get(), "note": "Paní Nováková má exekuci.", "who": "Jan Vymyšlený"}
    group.tasks.create(label="9.1", text="Zjistit", **fields)
    pages = [client.get(url).content.decode() for url in (group.get_absolute_url(), at("minutes", group, held.number))]
    assert all("někdo mimo skupinu" in page for page in pages)
    assert not any("Nováková" in page or "Vymyšlený" in page for page in pages)
    assert "Nováková" in sign_in("ursula").get(group.get_absolute_url()).content.decode()
