"""One row of everything that an address may point to."""

from types import SimpleNamespace
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from kpss.accounts.models import Deputy
from kpss.core.models import FundedProject, Job, OutgoingMail, Synonym, UnansweredQuery
from planning.groups.models import Ballot, Charter, GroupFile, Membership, Minutes, Objection, PlanningGroup, Resolution
from planning.groups.notifications import answer_code, confirm_code, decide_code, read_code
from planning.groups.presenters.meetings import calendar_code
from planning.plans.models import PlanningCycle
from planning.portal.actions.entries import preview_code
from planning.portal.models import AccessibilityReport, Page, TeamContact, Topic
from planning.portal.notifications import registration_code, subscription_code
from planning.portal.search.index import refresh_all
from planning.suggestions.models import Call, Entry, Suggestion
from planning.suggestions.notifications import ENTRY_SALT, VOTE_SALT
from providers.actions import changes, endings, entries, visitors
from providers.cards import card_of
from providers.models import Attachment, LifeSituation, ProviderEditor, RegisterImport, RegisterItem, SocialService
from providers.notifications import verify_code
from surveys.actions import paper, texts
from surveys.reports.texts import texts_of
from tests.groups.making import meeting_of
from tests.plans.making import cycle_of, milestone_of, phase_of
from tests.portal.making import document_of, event_of, news_of, registered, subscriber
from tests.suggestions.making import call_of, entry_of
from tests.surveys.answers import finished
from tests.surveys.making import current, running, written


def make_world(people: dict[str, Any]) -> SimpleNamespace:
    """Make one row of everything that an address may point to, beside the demo town."""
    today = "2026-01-01"
    service = SocialService.objects.with_parts().get(name="Pečovatelská služba města Lipovany")
    foreign = SocialService.objects.get(name="Stacionář Slunečnice")
    ended = SocialService.objects.get(name="Pečovatelský dům Dolní Javorná")
    draft = entries.save_service(
        card=card_of(service) | {"name": "Rozepsaná služba", "register_number": None}, provider=service.provider
    )
    file = ContentFile(b"%PDF-1.4 ukazka", name="cenik.pdf")
    attachment = Attachment.objects.create(service=service, title="Ceník", file=file)
    draft_attachment = Attachment.objects.create(service=draft, title="Ceník", file=file)
    change = changes.submit_change(
        entry=service, base=card_of(service), card=card_of(service) | {"summary": "Nová věta."}, by=people["petr"]
    )
    foreign_change = changes.submit_change(
        entry=foreign, base=card_of(foreign), card=card_of(foreign) | {"summary": "Cizí věta."}, by=people["klara"]
    )
    foreign_attachment = Attachment.objects.create(service=foreign, title="Ceník", file=file)
    job = Job.objects.create(title="Tisk", owner=people["klara"], result_name="x.pdf")
    job.result_file = default_storage.save("prace/x.pdf", ContentFile(b"%PDF-1.4"))
    job.save()
    survey = running(by=people["klara"])
    batch = paper.open_batch(questionnaire=current(survey), name="Knihovna", is_double=True, by=people["klara"])
    for number, answers in ((1, {"doprava": ["auto"]}), (2, {"doprava": ["kolo"]})):
        paper.key_sheet(batch=batch, number=number, answers=answers)
    paper.key_again(batch=batch, number=1, answers={"doprava": ["pesky"]})
    published = finished(by=people["klara"], slug="vysledky-ukazka", breakdowns=["obec"])
    text = texts_of(published, "vzkaz").first()
    quote = texts.release_quote(
        survey=published, question="vzkaz", submission=text.pk, text="Díky.", by=people["klara"]
    )
    texts.add_tag(survey=published, question="vzkaz", label="Poděkování")
    gone = entries.save_provider(card={"name": "Zaniklý spolek"})
    endings.delete_provider(provider=gone, by=people["klara"])
    group = PlanningGroup.objects.get(slug="seniori-a-pecujici")
    closed_group = PlanningGroup.objects.get(slug="bezpeci-doma")
    world = SimpleNamespace(
        people=people,
        group=group,
        closed_group=closed_group,
        charter=Charter.objects.create(
            group=group, kind="charter", number=2, text="Plánujeme spolu.", file=_kept(file)
        ),
        closed_charter=Charter.objects.create(group=closed_group, kind="charter", number=1, file=_kept(file)),
        member=group.memberships.get(name="Josef Příkladný"),
        closed_member=closed_group.memberships.get(name="Eva Příkladná"),
        applicant=_applicant(group, "waiting"),
        **_meetings(group, closed_group, file),
        suggestion=Suggestion.objects.get(number=4),
        public_suggestion=Suggestion.objects.get(number=2),
        private_suggestion=Suggestion.objects.get(number=5),
        **_calls(),
        **_published(),
        cycle=(cycle := PlanningCycle.objects.running().first()),
        hidden_cycle=cycle_of(slug="tajne-obdobi", is_public=False),
        phase=phase_of(cycle, "Zkušební fáze"),
        milestone=milestone_of(cycle),
        calendar_code=calendar_code(people["petr"]),
        confirm_code=confirm_code(_applicant(group, "unconfirmed")),
        service=service,
        survey=survey,
        batch=batch,
        confidential=running(by=people["klara"], slug="duverne", promise="confidential", may_withdraw=True),
        prepared=written(slug="priprava"),
        published=published,
        text=text,
        quote=quote,
        foreign=foreign,
        deleted_provider=gone,
        ended=ended,
        draft=draft,
        attachment=attachment,
        draft_attachment=draft_attachment,
        change=change,
        foreign_change=foreign_change,
        foreign_attachment=foreign_attachment,
        foreign_revision=foreign.revisions.first(),
        job=job,
        revision=service.revisions.first(),
        editor=ProviderEditor.objects.first(),
        situation=LifeSituation.objects.first(),
        synonym=Synonym.objects.first(),
        report=visitors.report_error(service=service, topic="other", text="x", email=""),
        application=visitors.apply_for_listing(
            organisation="Nová", ico="", name="Jan", email="a@nova.example", text=""
        ),
        deputy=_deputy(people["klara"], people["ursula"]),
        failed_mail=OutgoingMail.objects.create(
            sender="portal@lipovany.example", recipients=["nikdo@zkusebni.example"], content=b"Ahoj", next_at=None
        ),
        unanswered=UnansweredQuery.objects.create(text="xyz", last_on=today),
        accessibility=AccessibilityReport.objects.create(text="x", due_on=today),
        verify_code=verify_code(service),
        register_item=RegisterItem.objects.create(
            register_import=RegisterImport.objects.create(file_name="rpss.json", finished_at=timezone.now()),
            register_number=4951,
            name=service.name,
            service=service,
            card={"register_number": 4951, "kind": service.kind.slug},
            status="changed",
        ),
    )
    refresh_all()  # the search knows of all this
    return world


def _deputy(holder: Any, user: Any) -> Deputy:
    """Somebody who will stand in for a coordinator and does not yet."""
    soon = timezone.localdate() + timezone.timedelta(days=30)
    return Deputy.objects.create(holder=holder, user=user, from_on=soon, to_on=soon)


def _kept(file: ContentFile[bytes]) -> str:
    return default_storage.save("li/listina.pdf", file)


def _applicant(group: PlanningGroup, status: str) -> Membership:
    fields = {"name": "Olga Zkušební", "email": f"{status}@olga.example", "side": "user", "motivation": "Autobus."}
    return Membership.objects.create(group=group, status=status, **fields)


def _meetings(group: PlanningGroup, closed_group: PlanningGroup, file: ContentFile[bytes]) -> dict[str, Any]:
    """Meetings to come, only planned and held; minutes published and being read; files for all and for members."""
    held = group.meetings.get(number=9)
    read = meeting_of(group, number=8, in_days=-60)
    closed = meeting_of(closed_group, in_days=-7)
    without_account = group.memberships.seats().filter(user=None)[0]
    read_minutes = Minutes.objects.create(meeting=read, status="objections", objections_until="2099-01-01")
    Minutes.objects.create(meeting=closed, status="published", published_at=timezone.now())
    ballot = Ballot.objects.create(group=group, proposal="Skupina chce autobus.", closes_at="2099-01-01T10:00Z")
    files = {
        "public_file": GroupFile(group=group, title="Podklady", is_public=True),
        "inner_file": GroupFile(group=group, title="Návrh"),
        "closed_file": GroupFile(group=closed_group, title="Bezpečí doma", is_public=True),
    }
    for one in files.values():
        one.file = _kept(file)
        one.save()
    return {
        **files,
        "meeting": group.meetings.get(number=10),
        "planned_meeting": meeting_of(group, number=11, in_days=40, status="planned"),
        "closed_meeting": closed,
        "answer_code": answer_code(group.meetings.get(number=10), without_account),
        "read_code": read_code(read_minutes, without_account),
        "minutes": held.minutes,
        "read_minutes": read_minutes,
        "objection": Objection.objects.create(minutes=read_minutes, membership=group.memberships.first(), text="Ne."),
        "resolution": Resolution.objects.get(label="9/1"),
        "task": group.tasks.first(),
        "own_task": group.tasks.get(membership__name="Petr Ukázkový"),
        "ballot": ballot,
        "decide_code": decide_code(ballot, without_account),
    }


def _calls() -> dict[str, Any]:
    """Calls that are only prepared, take entries, are chosen from by a group and by visitors; entries in each state."""
    group = PlanningGroup.objects.get(slug="seniori-a-pecujici")
    by_group = call_of(slug="kmen", status="choosing", chosen_by="group", group=group)
    waiting = entry_of(by_group, status="waiting")
    return {
        "draft_call": call_of(slug="priprava", status="draft"),
        "open_call": call_of(slug="sbira-se", status="open"),
        "group_call": by_group,
        "call": Call.objects.get(slug="logo-pro-planovani-sluzeb"),
        "over_call": call_of(slug="dohlasovano", status="choosing", is_over=True),
        "entry": Entry.objects.get(title="Lavička"),
        "waiting_entry": waiting,
        "entry_code": signing.dumps(entry_of(by_group, status="unconfirmed").pk, salt=ENTRY_SALT),
        "vote_code": signing.dumps([Entry.objects.get(title="Lavička").pk, "0" * 64], salt=VOTE_SALT),
    }


def _published() -> dict[str, Any]:
    """What the portal publishes: one row that everybody reads, and one that is only written."""
    picture = ContentFile(b"\x89PNG", name="foto.png")
    news, draft = (
        news_of(f"Zpráva {number}", day, slug=f"zprava-{number}", image=picture, image_alt="Foto")
        for number, day in enumerate((-1, None))
    )
    event = event_of(slug="setkani")
    document = document_of(slug="rad-jednani")
    draft_document = document_of("Rozepsaný řád", None, slug="rozepsany-rad")
    return {
        "news": news,
        "news_draft": draft,
        "preview_code": preview_code(draft),
        "event": event,
        "project": FundedProject.objects.create(
            text="Zaplatil kraj.", starts_on="2026-01-01", logo=picture, logo_alt="Logo kraje"
        ),
        "topic": Topic.objects.first(),
        "unused_topic": Topic.objects.create(name="Nikde", slug="nikde"),
        "contact": TeamContact.objects.first(),
        "document": document,
        "document_draft": draft_document,
        "document_preview": preview_code(draft_document),
        "file": (file := document.files.get()),
        "file_version": file.versions.get(),
        "page": Page.objects.last(),
        "event_draft": event_of(slug="rozepsane-setkani", published_at=None),
        "registration": (registration := registered(event)),
        "registration_code": registration_code(registration),
        "subscription": (subscription := subscriber()),
        "subscription_code": subscription_code(subscription),
    }
