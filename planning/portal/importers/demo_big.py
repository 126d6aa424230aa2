"""The big demo of who plans and what is told, for measuring: the same each time."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from planning.groups.enums import MeetingStatus, MembershipStatus, MinutesStatus, TaskStatus, TriadSide
from planning.groups.models import AgendaItem, Meeting, Membership, Minutes, PlanningGroup, Resolution, Task
from planning.portal.enums import Frequency, Subject
from planning.portal.models import Document, Event, NewsItem, Subscription, Topic
from planning.portal.search.index import refresh_all
from planning.suggestions.models import Suggestion

GROUPS, MEMBERS, MEETINGS, ITEMS = 10, 300, 200, 5
NEWS, EVENTS, DOCUMENTS, SUGGESTIONS, SUBSCRIBERS = 500, 200, 300, 1000, 5000
BATCH = 1000
WORDS = "Sousedé řekli, že chybí odpolední autobus, pomoc doma večer a někdo, kdo poradí s papíry. "


@transaction.atomic
def load_big_web() -> None:
    """Add the big demo beside the small one; does nothing the second time."""
    if PlanningGroup.objects.filter(slug="velka-skupina-0").exists():
        return
    groups = PlanningGroup.objects.bulk_create(
        PlanningGroup(name=f"Velká skupina {n}", slug=f"velka-skupina-{n}", about=WORDS) for n in range(GROUPS)
    )
    members = Membership.objects.bulk_create(_members(groups), batch_size=BATCH)
    items = _meetings(groups)
    Resolution.objects.bulk_create(_resolutions(items), batch_size=BATCH)
    Task.objects.bulk_create(_tasks(items, members), batch_size=BATCH)
    _published()
    Suggestion.objects.bulk_create(_suggestions(), batch_size=BATCH)
    Subscription.objects.bulk_create(_subscriptions(), batch_size=BATCH)
    refresh_all()


def _members(groups: list[PlanningGroup]) -> Iterator[Membership]:
    sides = list(TriadSide)
    for n in range(MEMBERS):
        group, side = groups[n % GROUPS], sides[n // GROUPS % len(sides)]
        email = f"clen-{n}@velka.example"
        yield Membership(
            group=group, side=side, name=f"Člen {n}", email=email, status=MembershipStatus.MEMBER, listed_as="name"
        )


def _meetings(groups: list[PlanningGroup]) -> list[AgendaItem]:
    """Make meetings with published minutes, one a fortnight; return the points of their agendas."""
    last = timezone.now().replace(minute=0, second=0, microsecond=0)
    meetings = Meeting.objects.bulk_create(
        Meeting(
            group=groups[n % GROUPS],
            number=n // GROUPS + 1,
            starts_at=(begins := last - dt.timedelta(days=14 * (MEETINGS - n) // GROUPS)),
            ends_at=begins + dt.timedelta(hours=2),
            place="Školní 12",
            status=MeetingStatus.INVITED,
            invited_at=begins - dt.timedelta(days=10),
        )
        for n in range(MEETINGS)
    )
    Minutes.objects.bulk_create(
        Minutes(
            meeting=meeting,
            status=MinutesStatus.PUBLISHED,
            summary=WORDS[:200],
            approved_at=meeting.ends_at,
            published_at=meeting.ends_at,
        )
        for meeting in meetings
    )
    items = (
        AgendaItem(meeting=meeting, position=position, title=f"Bod {position}", record=WORDS * 4)
        for meeting in meetings
        for position in range(1, ITEMS + 1)
    )
    return AgendaItem.objects.bulk_create(items, batch_size=BATCH)


def _resolutions(items: list[AgendaItem]) -> Iterator[Resolution]:
    for item in items:
        meeting = item.meeting
        label = f"{meeting.number}/{item.position}"
        yield Resolution(group=meeting.group, item=item, label=label, position=item.position, text=WORDS)


def _tasks(items: list[AgendaItem], members: list[Membership]) -> Iterator[Task]:
    for n, item in enumerate(items):
        is_open = n >= len(items) - GROUPS * ITEMS
        yield Task(
            group=item.meeting.group,
            item=item,
            membership=members[item.meeting.group_id % GROUPS],
            label=f"{item.meeting.number}/{item.position}",
            text=f"Zjistit {n}",
            due_on=item.meeting.starts_at.date() + dt.timedelta(days=30),
            status=TaskStatus.OPEN if is_open else TaskStatus.DONE,
            done_on=None if is_open else item.meeting.starts_at.date(),
        )


def _published() -> None:
    now, topics = timezone.now(), list(Topic.objects.all())
    days = [now - dt.timedelta(days=n) for n in range(max(NEWS, DOCUMENTS))]
    text = f"<p>{WORDS * 5}</p>"
    news = NewsItem.objects.bulk_create(
        NewsItem(title=f"Zpráva {n}", slug=f"velka-zprava-{n}", summary=WORDS, text=text, published_at=days[n])
        for n in range(NEWS)
    )
    about = NewsItem.topics.through
    about.objects.bulk_create(
        about(newsitem_id=item.pk, topic_id=topics[n % len(topics)].pk) for n, item in enumerate(news)
    )
    Event.objects.bulk_create(
        Event(
            title=f"Setkání {n}",
            slug=f"velke-setkani-{n}",
            summary=WORDS,
            starts_at=(begins := now + dt.timedelta(days=n - EVENTS // 2, hours=1)),
            ends_at=begins + dt.timedelta(hours=2),
            place="Školní 12",
            published_at=now - dt.timedelta(days=EVENTS),
        )
        for n in range(EVENTS)
    )
    Document.objects.bulk_create(
        Document(
            title=f"Dokument {n}",
            slug=f"velky-dokument-{n}",
            kind="evaluation",
            year_from=2000 + n % 26,
            year_to=2001 + n % 26,
            published_at=days[n],
        )
        for n in range(DOCUMENTS)
    )


def _suggestions() -> Iterator[Suggestion]:
    first, now = (
        (Suggestion.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1,
        timezone.now(),
    )
    for n in range(SUGGESTIONS):
        answered = n % 3 > 0
        yield Suggestion(
            number=first + n,
            text=WORDS,
            code_digest=f"velky-podnet-{n}",
            status="answered" if answered else "new",
            decided_at=now - dt.timedelta(hours=n) if answered else None,
            answer=WORDS if answered else "",
            is_public=answered,
            public_title=f"Podnět {n}" if answered else "",
            public_text=WORDS if answered else "",
        )


def _subscriptions() -> Iterator[Subscription]:
    confirmed = timezone.now() - dt.timedelta(days=30)
    for n in range(SUBSCRIBERS):
        yield Subscription(
            email=f"odberatel-{n}@velka.example",
            frequency=Frequency.DAILY if n % 5 == 0 else Frequency.WEEKLY,
            subjects=list(Subject.values)[: 1 + n % len(Subject)],
            confirmed_at=confirmed,
            told_until=confirmed + dt.timedelta(days=n % 20),
        )
