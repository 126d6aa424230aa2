"""Who gets what: one row for each address and method, one column for each person.

Cells are answers: 200 shown, 302 done or sent on (staff pages send a visitor to sign-in), 403 inside but not allowed,
404 outside the circle, 405 wrong method, 410 over, 422 the form says what is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from providers.api import hsds

PEOPLE = ("nobody", "anna", "ursula", "petr", "vera", "klara", "zdenek", "standa", "cyril")


def everybody(code: int) -> dict[str, int]:
    """The same answer for all."""
    return dict.fromkeys(PEOPLE, code)


def office(
    code: int, editor: int = 403, others: int = 403, nobody: int = 302, klara: int | None = None
) -> dict[str, int]:
    """A page of the office: coordinator and administrator get *code*, Petr the editor's answer."""
    row = everybody(others) | {"nobody": nobody, "petr": editor, "standa": code}
    return row | {"klara": code if klara is None else klara}


def entry(code: int) -> dict[str, int]:
    """An entry of Petr's provider: it exists for him and for the office only."""
    return office(code, editor=code, others=404)


def members(code: int) -> dict[str, int]:
    """Anybody signed in."""
    return everybody(code) | {"nobody": 302}


#: Who comes to „Senioři a pečující“ (Věra leads it), and who to the closed group „Bezpečí doma“ (she leads it, too).
GROUP, CLOSED = ("vera", "petr", "zdenek", "klara"), ("vera", "petr")


def known(code: int) -> dict[str, int]:
    """A page of the closed group: it exists for those who come to it and for the office."""
    return everybody(404) | dict.fromkeys((*CLOSED, "klara", "standa"), code)


def leads(code: int) -> dict[str, int]:
    """A page for who looks after the open group."""
    return office(code) | {"vera": code}


def closed_leads(code: int) -> dict[str, int]:
    """A page for who looks after the closed group; outsiders do not know of it."""
    return office(code, others=404) | {"vera": code}


def inside(code: int, nobody: int = 404) -> dict[str, int]:
    """What only members of the open group and the office read."""
    return everybody(404) | dict.fromkeys((*GROUP, "standa"), code) | {"nobody": nobody}


def closed_planned(code: int) -> dict[str, int]:
    """A meeting of the open group to which nobody was invited yet: it exists for who prepares it."""
    return everybody(404) | dict.fromkeys(("vera", "klara", "standa"), code)


def asked(code: int, nobody: int = 302) -> dict[str, int]:
    """A page of a suggestion that „Senioři a pečující“ were asked about: Věra leads them, others have no desk."""
    return office(code, nobody=nobody) | {"vera": code}


@dataclass(frozen=True)
class Row:
    """One address and method, how to make its arguments and data, and the expected answers."""

    name: str
    cells: dict[str, int]
    method: str = "get"
    kwargs: Callable[[Any], dict[str, Any]] = lambda _w: {}
    data: dict[str, Any] = field(default_factory=dict)
    query: str = ""


def _account(world: Any, move: str) -> dict[str, Any]:
    return {"pk": world.people["anna"].pk, "move": move}


def _slug(w: Any) -> dict[str, Any]:
    return {"slug": w.service.slug}


def _pk(w: Any) -> dict[str, Any]:
    return {"pk": w.service.pk}


def _foreign(w: Any) -> dict[str, Any]:
    return {"pk": w.foreign.pk}


def _provider(w: Any) -> dict[str, Any]:
    return {"slug": w.service.provider.slug}


def _move(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda w: {"pk": w.service.pk, "move": name}


def _group(w: Any) -> dict[str, Any]:
    return {"slug": w.group.slug}


def _closed_group(w: Any) -> dict[str, Any]:
    return {"slug": w.closed_group.slug}


def _charter(w: Any) -> dict[str, Any]:
    return {"pk": w.charter.pk}


def _closed_charter(w: Any) -> dict[str, Any]:
    return {"pk": w.closed_charter.pk}


def _member(w: Any) -> dict[str, Any]:
    return _group(w) | {"pk": w.member.pk}


def _closed_member(w: Any) -> dict[str, Any]:
    return _closed_group(w) | {"pk": w.closed_member.pk}


def _applicant(move: str) -> Callable[[Any], dict[str, Any]]:
    return lambda w: _group(w) | {"pk": w.applicant.pk, "move": move}


def _meeting(w: Any) -> dict[str, Any]:
    return _group(w) | {"number": w.meeting.number}


def _planned(w: Any) -> dict[str, Any]:
    return _group(w) | {"number": w.planned_meeting.number}


def _held(w: Any) -> dict[str, Any]:
    return _group(w) | {"number": w.minutes.meeting.number}


def _read(w: Any) -> dict[str, Any]:
    return _group(w) | {"number": w.read_minutes.meeting.number}


def _closed_meeting(w: Any) -> dict[str, Any]:
    return _closed_group(w) | {"number": w.closed_meeting.number}


def _held_point(w: Any) -> dict[str, Any]:
    return _held(w) | {"position": 1}


def _resolution(w: Any) -> dict[str, Any]:
    return _held(w) | {"pk": w.resolution.pk}


def _task(w: Any) -> dict[str, Any]:
    return _group(w) | {"pk": w.task.pk}


def _ballot(w: Any) -> dict[str, Any]:
    return _group(w) | {"pk": w.ballot.pk}


def _suggestion(w: Any) -> dict[str, Any]:
    return {"number": w.suggestion.number}


def _call(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda w: {"slug": getattr(w, name).slug}


def _entry(move: str) -> Callable[[Any], dict[str, Any]]:
    return lambda w: {"slug": w.group_call.slug, "pk": w.waiting_entry.pk, "move": move}


def _private(w: Any) -> dict[str, Any]:
    return {"number": w.private_suggestion.number}


def _import(w: Any) -> dict[str, Any]:
    return {"pk": w.register_item.register_import_id}


def _item(w: Any) -> dict[str, Any]:
    return {"pk": w.register_item.pk}


def _synonym(w: Any) -> dict[str, Any]:
    return {"name": "synonyma", "pk": w.synonym.pk}


def _survey(w: Any) -> dict[str, Any]:
    return {"slug": w.survey.slug}


def _published(w: Any) -> dict[str, Any]:
    return {"slug": w.published.slug}


def _prepared(w: Any) -> dict[str, Any]:
    return {"slug": w.prepared.slug}


def _prepared_section(w: Any) -> dict[str, Any]:
    return {"slug": w.prepared.slug, "code": "A"}


def _prepared_question(w: Any) -> dict[str, Any]:
    return {"slug": w.prepared.slug, "code": "sluzby"}


def _batch(w: Any) -> dict[str, Any]:
    return {"slug": w.survey.slug, "pk": w.batch.pk}


def _sheet(number: int) -> Callable[[Any], dict[str, Any]]:
    return lambda w: _batch(w) | {"number": number}


def _open_question(w: Any) -> dict[str, Any]:
    return _published(w) | {"code": "vzkaz"}


def _text(w: Any) -> dict[str, Any]:
    return _open_question(w) | {"pk": w.text.pk}


def _quote(w: Any) -> dict[str, Any]:
    return _open_question(w) | {"pk": w.quote.pk}


def _event(w: Any) -> dict[str, Any]:
    return {"slug": w.event.slug}


def _version(w: Any) -> dict[str, Any]:
    return {"pk": w.document.pk, "version": w.file_version.pk}


def _cycle(w: Any) -> dict[str, Any]:
    return {"slug": w.cycle.slug}


def _phase(w: Any) -> dict[str, Any]:
    return _cycle(w) | {"pk": w.phase.pk}


def _milestone(w: Any) -> dict[str, Any]:
    return _cycle(w) | {"pk": w.milestone.pk}


def _survey_page(w: Any) -> dict[str, Any]:
    return {"slug": w.survey.slug, "code": "A"}


def _desk_of(kind: str, entry: str) -> list[Row]:
    """The desk of one kind of what is published."""
    there: Any = lambda w: {"pk": getattr(w, entry).pk}  # noqa: E731 - one short way for six rows
    return [
        Row(f"portal:manage_{kind}", office(200)),
        Row(f"portal:create_{kind}", office(200)),
        Row(f"portal:create_{kind}", office(422), "post"),
        Row(f"portal:edit_{kind}", office(200), "get", there),
        Row(f"portal:edit_{kind}", office(422), "post", there),
        Row(f"portal:move_{kind}", office(302), "post", lambda w: there(w) | {"move": "archivovat"}),
        Row(f"portal:move_{kind}", office(404), "post", lambda w: there(w) | {"move": "nic"}),
        Row(f"portal:move_{kind}", office(405), "get", lambda w: there(w) | {"move": "smazat"}),
    ]


ROWS = [
    # --- portal, what is published
    Row("portal:news_list", everybody(200)),
    Row("portal:news_list", everybody(200), query="?archiv=ano"),
    Row("portal:news_rss", everybody(200)),
    Row("portal:news_atom", everybody(200)),
    Row("portal:news", everybody(200), "get", lambda w: {"slug": w.news.slug}),
    Row("portal:news", everybody(404), "get", lambda w: {"slug": w.news_draft.slug}),
    Row("portal:news_image", everybody(200), "get", lambda w: {"pk": w.news.pk}),
    Row(
        "portal:news_image",
        everybody(404) | {"klara": 200, "standa": 200},
        "get",
        lambda w: {"pk": w.news_draft.pk},
    ),
    Row("portal:preview", everybody(200), "get", lambda w: {"code": w.preview_code}),
    Row("portal:preview", everybody(404), "get", lambda _w: {"code": "nesmysl"}),
    Row("portal:preview_image", everybody(200), "get", lambda w: {"code": w.preview_code}),
    Row("portal:preview_image", everybody(404), "get", lambda _w: {"code": "nesmysl"}),
    *_desk_of("news", "news"),
    Row("portal:document_list", everybody(200)),
    Row("portal:documents_rss", everybody(200)),
    Row("portal:document", everybody(200), "get", lambda w: {"slug": w.document.slug}),
    Row("portal:document", everybody(404), "get", lambda w: {"slug": w.document_draft.slug}),
    Row("portal:document_file", everybody(200), "get", lambda w: {"slug": w.document.slug, "position": 1}),
    Row(
        "portal:document_file",
        everybody(404) | {"klara": 200, "standa": 200},
        "get",
        lambda w: {"slug": w.document_draft.slug, "position": 1},
    ),
    Row(
        "portal:document_version",
        everybody(200),
        "get",
        lambda w: {"slug": w.document.slug, "position": 1, "number": 1},
    ),
    Row("portal:preview_file", everybody(200), "get", lambda w: {"code": w.document_preview, "position": 1}),
    Row("portal:preview_file", everybody(404), "get", lambda w: {"code": w.preview_code, "position": 1}),
    *_desk_of("document", "document"),
    Row("portal:add_file", office(200), "get", lambda w: {"pk": w.document.pk}),
    Row("portal:add_file", office(422), "post", lambda w: {"pk": w.document.pk}),
    Row("portal:add_version", office(200), "get", lambda w: {"pk": w.document.pk, "file": w.file.pk}),
    Row("portal:add_version", office(422), "post", lambda w: {"pk": w.document.pk, "file": w.file.pk}),
    Row("portal:move_version", office(302), "post", lambda w: _version(w) | {"move": "smazat"}),
    Row("portal:move_version", office(404), "post", lambda w: _version(w) | {"move": "nic"}),
    Row("portal:calendar", everybody(200)),
    Row("portal:calendar_feed", everybody(200)),
    Row("portal:event", everybody(200), "get", _event),
    Row("portal:event", everybody(404), "get", lambda w: {"slug": w.event_draft.slug}),
    Row("portal:event_calendar", everybody(200), "get", _event),
    Row("portal:register", everybody(200), "get", _event),
    Row("portal:register", everybody(422), "post", _event),
    Row("portal:register", everybody(404), "get", lambda w: {"slug": w.event_draft.slug}),
    Row("portal:registered", everybody(200), "get", _event),
    Row("portal:registration", everybody(200), "get", lambda w: {"code": w.registration_code}),
    Row("portal:registration", everybody(302), "post", lambda w: {"code": w.registration_code}),
    Row("portal:registration", everybody(410), "get", lambda _w: {"code": "nesmysl"}),
    Row("portal:registrations", office(200), "get", lambda w: {"pk": w.event.pk}),
    Row("portal:registrations", office(422), "post", lambda w: {"pk": w.event.pk}),
    Row(
        "portal:unregister",
        office(302),
        "post",
        lambda w: {"pk": w.event.pk, "registration": w.registration.pk},
    ),
    Row("portal:cancel_event", office(422), "post", lambda w: {"pk": w.event.pk}),
    *_desk_of("event", "event"),
    Row("portal:search", everybody(200)),
    Row("portal:search", everybody(200), query="?q=seniory"),
    Row("portal:search", everybody(200), query="?q=bezpečí+doma+násilí+Příkladná"),
    Row("portal:search", everybody(200), query="?q=aktuality+skupina&druh=news"),
    Row("portal:subscribe", everybody(200)),
    Row("portal:subscribe", everybody(422), "post"),
    Row("portal:subscribed", everybody(200)),
    Row("portal:subscription", everybody(200), "get", lambda w: {"code": w.subscription_code}),
    Row("portal:subscription", everybody(422), "post", lambda w: {"code": w.subscription_code}),
    Row("portal:subscription", everybody(410), "get", lambda _w: {"code": "nesmysl"}),
    Row("portal:unsubscribe", everybody(200), "get", lambda w: {"code": w.subscription_code}),
    Row("portal:unsubscribe", everybody(200), "post", lambda w: {"code": w.subscription_code}),
    Row("portal:manage_subscriptions", office(200)),
    Row("portal:manage_subscriptions", office(200), query="?email=zkusebni"),
    Row("portal:send_digest", office(200)),
    Row("portal:send_digest", office(302), "post"),
    Row("portal:remove_subscription", office(302), "post", lambda w: {"pk": w.subscription.pk}),
    Row("portal:remove_subscription", office(405), "get", lambda w: {"pk": w.subscription.pk}),
    Row("portal:page", everybody(200), "get", lambda w: {"slug": w.page.slug}),
    Row("portal:page", everybody(404), "get", lambda _w: {"slug": "neni"}),
    *_desk_of("page", "page"),
    # --- portal
    Row("portal:home", everybody(200)),
    Row("portal:contacts", everybody(200)),
    Row("portal:work", everybody(302)),
    Row("portal:about", everybody(200)),
    Row("portal:site_map", everybody(200)),
    Row("portal:printed", everybody(200)),
    Row("portal:accessibility", everybody(200)),
    Row("portal:accessibility_report", everybody(200)),
    Row("portal:accessibility_report", everybody(422), "post"),
    Row("portal:privacy", everybody(200)),
    Row("portal:cookies", everybody(200)),
    Row("portal:outbox", everybody(200)),
    Row("portal:robots", everybody(200)),
    Row("portal:sitemap_xml", everybody(200)),
    Row("portal:desk", office(200)),
    Row("portal:start", office(200)),
    Row("portal:finish_start", office(302), "post"),
    Row("portal:finish_start", office(405)),
    Row("portal:start_step", office(200), "get", lambda _w: {"step": "obce"}),
    Row("portal:start_step", office(422), "post", lambda _w: {"step": "obce"}),
    Row("portal:start_step", office(404), "get", lambda _w: {"step": "nic"}),
    Row("portal:mails", office(200)),
    Row("portal:move_mail", office(302), "post", lambda w: {"pk": w.failed_mail.pk, "move": "znovu"}),
    Row("portal:move_mail", office(404), "post", lambda w: {"pk": w.failed_mail.pk, "move": "nic"}),
    Row("portal:move_mail", office(405), "get", lambda w: {"pk": w.failed_mail.pk, "move": "znovu"}),
    Row("portal:manage_contacts", office(200)),
    Row("portal:create_contact", office(200)),
    Row("portal:create_contact", office(422), "post"),
    Row("portal:edit_contact", office(200), "get", lambda w: {"pk": w.contact.pk}),
    Row("portal:edit_contact", office(422), "post", lambda w: {"pk": w.contact.pk}),
    Row("portal:move_contact", office(302), "post", lambda w: {"pk": w.contact.pk, "move": "smazat"}),
    Row("portal:move_contact", office(404), "post", lambda w: {"pk": w.contact.pk, "move": "nic"}),
    Row("core:logo", everybody(200), "get", lambda w: {"pk": w.project.pk}),
    Row("portal:manage_projects", office(200)),
    Row("portal:create_project", office(200)),
    Row("portal:create_project", office(422), "post"),
    Row("portal:edit_project", office(200), "get", lambda w: {"pk": w.project.pk}),
    Row("portal:edit_project", office(422), "post", lambda w: {"pk": w.project.pk}),
    Row("portal:manage_topics", office(200)),
    Row("portal:manage_topics", office(422), "post"),
    Row("portal:edit_topic", office(200), "get", lambda w: {"pk": w.topic.pk}),
    Row("portal:edit_topic", office(422), "post", lambda w: {"pk": w.topic.pk}),
    Row("portal:join_topic", office(422), "post", lambda w: {"pk": w.topic.pk}),
    Row("portal:delete_topic", office(302), "post", lambda w: {"pk": w.unused_topic.pk}),
    Row("portal:page_changes", office(200), "get", lambda w: {"pk": w.page.pk}),
    Row("portal:town", office(200)),
    Row("portal:town", office(422), "post"),
    Row("portal:edit_accessibility", office(200)),
    Row("portal:edit_accessibility", office(422), "post"),
    Row("portal:accessibility_close", office(302), "post", lambda w: {"pk": w.accessibility.pk}),
    Row("portal:accessibility_close", office(405), "get", lambda w: {"pk": w.accessibility.pk}),
    Row("portal:visits", office(200)),
    Row("portal:audit_log", office(200, klara=403)),
    Row("portal:audit_file", office(200, klara=403), "get", lambda _w: {"kind": "csv"}),
    Row("portal:audit_file", office(200, klara=403), "get", lambda _w: {"kind": "xlsx"}),
    Row("portal:audit_file", office(404, klara=403), "get", lambda _w: {"kind": "pdf"}),
    # --- core
    Row("core:accent", everybody(200)),
    Row("core:arms", everybody(200)),
    Row("core:easy_read", everybody(302)),
    Row("core:unsent_form", everybody(200) | {"nobody": 403}),
    Row("core:unsent_form", everybody(400) | {"nobody": 403}, "post"),
    Row("core:resume", everybody(302)),
    Row("core:gallery", everybody(200)),
    Row("core:job", office(404, others=404, editor=404, klara=200), "get", lambda w: {"pk": w.job.pk}),
    Row("core:job_file", office(404, others=404, editor=404, klara=200), "get", lambda w: {"pk": w.job.pk}),
    # --- accounts
    Row("accounts:signup", everybody(404)),
    Row("accounts:people", office(200)),
    Row("accounts:person", office(200), "get", lambda w: {"pk": w.people["vera"].pk}),
    Row("accounts:person", office(404), "get", lambda _w: {"pk": 0}),
    Row("accounts:move_account", office(302, klara=403), "post", lambda w: _account(w, "vypnout")),
    Row("accounts:move_account", office(404, klara=403), "post", lambda w: _account(w, "zapnout")),
    Row("accounts:move_account", office(404), "post", lambda w: _account(w, "poslat-pozvanku")),
    Row("accounts:move_account", office(404), "post", lambda w: _account(w, "nic")),
    Row("accounts:move_account", office(405), "get", lambda w: _account(w, "vypnout")),
    Row("accounts:hand_over", office(200)),
    Row("accounts:hand_over", office(422), "post"),
    Row("accounts:end_deputy", office(302), "post", lambda w: {"pk": w.deputy.pk}),
    Row("accounts:end_deputy", office(404), "post", lambda _w: {"pk": 0}),
    Row("accounts:end_deputy", office(405), "get", lambda w: {"pk": w.deputy.pk}),
    Row("accounts:invite", office(200)),
    Row("accounts:invite", office(422), "post"),
    Row("accounts:change_role", office(405, klara=403), "get", lambda w: {"pk": w.people["vera"].pk}),
    Row("accounts:change_role", office(302, klara=403), "post", lambda w: {"pk": w.people["vera"].pk}),
    Row("accounts:accept", everybody(410), "get", lambda _w: {"code": "nic"}),
    Row("accounts:accept", everybody(410), "post", lambda _w: {"code": "nic"}),
    Row("accounts:profile", members(200)),
    Row("accounts:profile", members(302), "post"),
    Row("accounts:my_data", members(200)),
    Row("accounts:erase", members(200)),
    Row("accounts:erase", members(422), "post"),
    # --- catalogue, public
    Row("providers:catalogue", everybody(200)),
    Row("providers:map", everybody(200)),
    Row("providers:municipality", everybody(302), "get", lambda _w: {"code": "999001"}),
    Row("providers:provider_list", everybody(200)),
    Row("providers:provider", everybody(200), "get", _provider),
    Row("providers:kind_list", everybody(200)),
    Row("providers:kind", everybody(200), "get", lambda w: {"slug": w.service.kind.slug}),
    Row("providers:service", everybody(200), "get", _slug),
    Row("providers:service", everybody(405), "post", _slug),
    Row("providers:service", everybody(410), "get", lambda w: {"slug": w.ended.slug}),
    Row("providers:service", everybody(404), "get", lambda w: {"slug": w.draft.slug}),
    Row("providers:short", everybody(302), "get", _pk),
    Row("providers:short", everybody(404), "get", lambda w: {"pk": w.draft.pk}),
    Row("providers:leaflet", everybody(404), "get", lambda w: {"slug": w.draft.slug}),
    Row("providers:report_error", everybody(200), "get", _slug),
    Row("providers:report_error", everybody(422), "post", _slug),
    Row("providers:attachment", everybody(200), "get", lambda w: {"pk": w.attachment.pk}),
    Row("providers:attachment", everybody(404), "get", lambda w: {"pk": w.draft_attachment.pk}),
    Row("providers:apply", everybody(200)),
    Row("providers:apply", everybody(422), "post"),
    Row("providers:situation_list", everybody(200)),
    Row("providers:situation", everybody(200), "get", lambda w: {"slug": w.situation.slug}),
    Row("providers:lines", everybody(200)),
    Row("providers:shortlist", everybody(200)),
    Row("providers:shortlist_add", everybody(302), "post", _pk),
    Row("providers:shortlist_add", everybody(405), "get", _pk),
    Row("providers:shortlist_remove", everybody(302), "post", _pk),
    Row("providers:shortlist_pdf", everybody(302)),
    Row("providers:shortlist_mail", everybody(422), "post"),
    Row("providers:print", office(422), "post"),
    Row("providers:edition", everybody(404), "get", lambda _w: {"paper": "a4"}),
    Row("providers:verify_link", everybody(200), "get", lambda w: {"code": w.verify_code}),
    Row("providers:verify_link", everybody(410), "get", lambda _w: {"code": "nic"}),
    Row("providers:verify_link", everybody(200), "post", lambda w: {"code": w.verify_code}),
    Row("providers:verify_link", everybody(410), "post", lambda _w: {"code": "nic"}),
    # --- catalogue, entries
    Row("providers:own", office(200, editor=200)),
    Row("providers:edit", entry(200), "get", _pk),
    Row("providers:edit", entry(422), "post", _pk),
    Row("providers:edit", office(200, editor=404, others=404), "get", _foreign),
    Row("providers:edit", office(422, editor=404, others=404), "post", _foreign),
    Row("providers:history", entry(200), "get", _pk),
    Row("providers:history", office(200, editor=404, others=404), "get", _foreign),
    Row(
        "providers:restore",
        office(302, editor=403, others=404),
        "post",
        lambda w: {"pk": w.service.pk, "revision": w.revision.pk},
    ),
    Row(
        "providers:restore",
        office(302, editor=404, others=404),
        "post",
        lambda w: {"pk": w.foreign.pk, "revision": w.foreign_revision.pk},
    ),
    Row(
        "providers:restore",
        office(404, others=404),
        "post",
        lambda w: {"pk": w.service.pk, "revision": w.foreign_revision.pk},
    ),
    Row("providers:verify", entry(302), "post", _pk),
    Row("providers:verify", office(302, editor=404, others=404), "post", _foreign),
    Row("providers:free_places", entry(302), "post", _pk, {"count": "2"}),
    Row("providers:free_places", office(302, editor=404, others=404), "post", _foreign, {"count": "2"}),
    Row("providers:attach", entry(200), "get", _pk),
    Row("providers:attach", entry(422), "post", _pk),
    Row("providers:attach", office(200, editor=404, others=404), "get", _foreign),
    Row("providers:attach", office(422, editor=404, others=404), "post", _foreign),
    Row("providers:detach", entry(302), "post", lambda w: {"pk": w.attachment.pk}),
    Row("providers:detach", office(302, editor=404, others=404), "post", lambda w: {"pk": w.foreign_attachment.pk}),
    Row("providers:edit_provider", entry(200), "get", _provider),
    Row(
        "providers:edit_provider",
        office(200, editor=404, others=404),
        "get",
        lambda w: {"slug": w.foreign.provider.slug},
    ),
    Row("providers:edit_provider", entry(422), "post", _provider),
    Row("providers:provider_history", entry(200), "get", _provider),
    Row(
        "providers:provider_history",
        office(200, editor=404, others=404),
        "get",
        lambda w: {"slug": w.foreign.provider.slug},
    ),
    Row(
        "providers:edit_provider",
        office(422, editor=404, others=404),
        "post",
        lambda w: {"slug": w.foreign.provider.slug},
    ),
    Row("providers:change", entry(200), "get", lambda w: {"pk": w.change.pk}),
    Row("providers:change", office(200, editor=404, others=404), "get", lambda w: {"pk": w.foreign_change.pk}),
    Row(
        "providers:decide",
        office(302, editor=403, others=404),
        "post",
        lambda w: {"pk": w.change.pk, "move": "approve"},
    ),
    Row(
        "providers:decide",
        office(403, editor=302, others=404),
        "post",
        lambda w: {"pk": w.change.pk, "move": "withdraw"},
    ),
    Row(
        "providers:decide",
        office(302, editor=404, others=404),
        "post",
        lambda w: {"pk": w.foreign_change.pk, "move": "approve"},
    ),
    # --- catalogue, office
    Row("providers:manage", office(200)),
    Row("providers:manage_services", office(200)),
    Row("providers:move", office(302), "post", _move("withdraw")),
    Row("providers:move", office(405), "get", _move("withdraw")),
    Row("providers:move", office(404), "post", _move("vymysl")),
    Row("providers:end", office(200), "get", _pk),
    Row("providers:end", office(422), "post", _pk),
    Row("providers:end", office(302), "post", _pk, {"ended_on": "2026-01-31"}),
    Row("providers:delete_provider", office(302), "post", _provider),
    Row("providers:delete_provider", office(405), "get", _provider),
    Row("providers:restore_provider", office(302), "post", lambda w: {"slug": w.deleted_provider.slug}),
    Row("providers:restore_provider", office(404), "post", _provider),
    Row("providers:register_list", office(200)),
    Row("providers:register_list", office(422), "post"),
    Row("providers:register_import", office(200), kwargs=_import),
    Row("providers:register_apply", office(302), "post", _item),
    Row("providers:register_apply", office(405), kwargs=_item),
    Row("providers:register_ignore", office(302), "post", _item),
    Row("providers:register_apply_all", office(302), "post", _import),
    Row("providers:spreadsheet", office(200)),
    Row("providers:spreadsheet", office(422), "post"),
    Row("providers:spreadsheet_preview", office(404), kwargs=lambda w: {"pk": w.job.pk}),
    Row("providers:spreadsheet_preview", office(404), "post", lambda w: {"pk": w.job.pk}),
    Row("providers:spreadsheet_template", office(200), kwargs=lambda _w: {"kind": "csv"}),
    Row("providers:spreadsheet_template", office(404), kwargs=lambda _w: {"kind": "pdf"}),
    Row("providers:spreadsheet_export", office(302), "post", lambda _w: {"kind": "csv"}),
    Row("providers:spreadsheet_export", office(404), "post", lambda _w: {"kind": "pdf"}),
    Row("providers:manage_providers", office(200)),
    Row("providers:create_provider", office(200)),
    Row("providers:create_provider", office(422), "post"),
    Row("providers:create", office(200), "get", _provider),
    Row("providers:create", office(422), "post", _provider),
    Row("providers:editors", office(200), "get", _provider),
    Row("providers:editors", office(422), "post", _provider),
    Row("providers:editor_remove", office(302), "post", lambda w: {"pk": w.editor.pk}),
    Row("providers:print", office(200)),
    Row("providers:reports", office(200)),
    Row("providers:report_close", office(302), "post", lambda w: {"pk": w.report.pk}),
    Row("providers:applications", office(200)),
    Row("providers:application_decide", office(302), "post", lambda w: {"pk": w.application.pk, "move": "return"}),
    Row("providers:manage_situations", office(200)),
    Row("providers:create_situation", office(200)),
    Row("providers:create_situation", office(422), "post"),
    Row("providers:edit_situation", office(200), "get", lambda w: {"pk": w.situation.pk}),
    Row("providers:edit_situation", office(422), "post", lambda w: {"pk": w.situation.pk}),
    Row("providers:situation_move", office(302), "post", lambda w: {"pk": w.situation.pk, "direction": "nahoru"}),
    Row("providers:situation_delete", office(302), "post", lambda w: {"pk": w.situation.pk}),
    Row("providers:unanswered_forget", office(302), "post", lambda w: {"pk": w.unanswered.pk}),
    Row("providers:codebook", office(200), "get", lambda _w: {"name": "synonyma"}),
    Row("providers:codebook", office(404), "get", lambda _w: {"name": "vymysl"}),
    Row("providers:codebook_add", office(200), "get", lambda _w: {"name": "synonyma"}),
    Row("providers:codebook_add", office(422), "post", lambda _w: {"name": "synonyma"}),
    Row("providers:codebook_edit", office(200), "get", _synonym),
    Row("providers:codebook_edit", office(422), "post", _synonym),
    Row("providers:codebook_delete", office(302), "post", _synonym),
    # --- open data
    Row("providers:open_data", everybody(200)),
    Row("providers:services_csv", everybody(200)),
    Row("providers:services_csv", everybody(405), "post"),
    Row("providers:csvw", everybody(200)),
    Row("providers:dcat", everybody(200)),
    Row("providers:hsds_root", everybody(200)),
    Row("providers:hsds_services", everybody(200)),
    Row("providers:hsds_services", everybody(405), "post"),
    Row("providers:hsds_service", everybody(200), "get", lambda w: {"pk": w.service.uuid}),
    Row("providers:hsds_service", everybody(404), "get", lambda w: {"pk": w.draft.uuid}),
    Row("providers:hsds_organizations", everybody(200)),
    Row("providers:hsds_organization", everybody(200), "get", lambda w: {"pk": w.service.provider.uuid}),
    Row("providers:hsds_taxonomies", everybody(200)),
    Row(
        "providers:hsds_taxonomy", everybody(200), "get", lambda _w: {"pk": hsds.stable_id("taxonomy", "service_kind")}
    ),
    Row("providers:hsds_terms", everybody(200)),
    Row("providers:hsds_term", everybody(200), "get", lambda w: {"pk": hsds.kind_term(w.service.kind)["id"]}),
    Row("providers:hsds_at_locations", everybody(200)),
    Row("providers:hsds_at_location", everybody(200), "get", lambda w: {"pk": hsds.at_location_id(w.service, 0)}),
    # --- surveys, public
    Row("surveys:survey_list", everybody(200)),
    Row("surveys:survey", everybody(200), "get", _survey),
    Row("surveys:survey", office(200, others=404, editor=404, nobody=404), "get", _prepared),
    Row("surveys:begin", everybody(302), "post", _survey),
    Row("surveys:begin", office(302, others=404, editor=404, nobody=404), "post", _prepared),
    Row("surveys:page", everybody(302), "get", _survey_page),
    Row("surveys:page", everybody(302), "post", _survey_page),
    Row("surveys:review", everybody(302), "get", _survey),
    Row("surveys:review", everybody(302), "post", _survey),
    Row("surveys:thanks", everybody(302), "get", _survey),
    Row("surveys:later", everybody(302), "get", _survey),
    Row("surveys:resume_by_code", everybody(200), "get", _survey),
    Row("surveys:resume_by_code", everybody(422), "post", _survey),
    Row("surveys:resume", everybody(422), "get", lambda w: {"slug": w.survey.slug, "code": "AAAAA-AAAAA"}),
    Row("surveys:resume", everybody(422), "post", lambda w: {"slug": w.survey.slug, "code": "AAAAA-AAAAA"}),
    Row("surveys:withdraw", everybody(404), "get", _survey),
    Row("surveys:withdraw", everybody(200), "get", lambda w: {"slug": w.confidential.slug}),
    Row("surveys:withdraw", everybody(422), "post", lambda w: {"slug": w.confidential.slug}),
    Row("surveys:results", everybody(200), "get", _survey),
    Row("surveys:results", office(200, others=404, editor=404, nobody=404), "get", _prepared),
    Row("surveys:results", everybody(200), "get", _published),
    Row("surveys:results", everybody(200), "get", _published, query="?cleneni=obec"),
    Row("surveys:results_file", everybody(404), "get", lambda w: {"slug": w.survey.slug, "form": "csv"}),
    Row("surveys:results_file", everybody(200), "get", lambda w: {"slug": w.published.slug, "form": "csv"}),
    # --- surveys, the office
    Row("surveys:live", office(200), "get", _survey),
    Row("surveys:live", office(200), "post", _survey),
    Row("surveys:live", office(200), "get", _published, query="?cleneni=obec"),
    Row("surveys:report", office(302), "post", lambda w: {"slug": w.survey.slug, "form": "docx"}),
    Row("surveys:report", office(404), "post", lambda w: {"slug": w.survey.slug, "form": "exe"}),
    Row("surveys:manage", office(200)),
    Row("surveys:create", office(200)),
    Row("surveys:create", office(422), "post"),
    Row("surveys:overview", office(200), "get", _survey),
    Row("surveys:overview", office(200), "get", _prepared),
    Row("surveys:edit", office(200), "get", _survey),
    Row("surveys:edit", office(422), "post", _prepared),
    Row("surveys:launch", office(302), "post", _prepared),
    Row("surveys:reschedule", office(422), "post", _survey),
    Row("surveys:close", office(422), "post", _survey),
    Row("surveys:delete", office(302), "post", _prepared),
    Row("surveys:make_codes", office(422), "post", _survey),
    Row("surveys:publish_results", office(302), "post", _survey),
    Row("surveys:withdraw_results", office(302), "post", _survey),
    Row("surveys:import_form", office(200), "get", _prepared),
    Row("surveys:import_form", office(422), "post", _prepared),
    Row("surveys:build", office(200), "get", _prepared),
    Row("surveys:build", office(200), "get", _survey),
    Row("surveys:preview", office(200), "get", _prepared),
    Row("surveys:preview", office(200), "get", _prepared, query="?telefon=1"),
    Row("surveys:preview_screen", office(200), "get", _prepared),
    Row("surveys:publish", office(302), "post", _prepared),
    Row("surveys:undo", office(302), "post", _prepared),
    Row("surveys:edit_head", office(200), "get", _prepared),
    Row("surveys:edit_head", office(422), "post", _prepared),
    Row("surveys:insert", office(302), "post", lambda w: {"slug": w.prepared.slug, "name": "kdo"}),
    Row("surveys:insert", office(404), "post", lambda w: {"slug": w.prepared.slug, "name": "neni"}),
    Row("surveys:new_section", office(200), "get", _prepared),
    Row("surveys:new_section", office(422), "post", _prepared),
    Row("surveys:edit_section", office(200), "get", _prepared_section),
    Row("surveys:edit_section", office(422), "post", _prepared_section),
    Row("surveys:new_question", office(200), "get", lambda w: {"slug": w.prepared.slug, "section": "A"}),
    Row("surveys:new_question", office(422), "post", lambda w: {"slug": w.prepared.slug, "section": "A"}),
    Row("surveys:edit_question", office(200), "get", _prepared_question),
    Row("surveys:edit_question", office(422), "post", _prepared_question),
    Row("surveys:arrange", office(302), "post", lambda w: _prepared_question(w) | {"what": "niz"}),
    Row("surveys:arrange", office(404), "post", lambda w: _prepared_question(w) | {"what": "rozbit"}),
    Row("surveys:paper", everybody(200), "get", _survey),
    Row("surveys:paper", everybody(404), "get", _prepared),
    Row("surveys:files", office(200), "get", _survey),
    Row("surveys:files", office(422), "post", _survey),
    Row("surveys:files", office(200), "get", _prepared),
    Row("surveys:export", office(302), "post", lambda w: {"slug": w.survey.slug, "kind": "csv"}),
    Row("surveys:export", office(404), "post", lambda w: {"slug": w.survey.slug, "kind": "neni"}),
    Row("surveys:print_codes", office(404), "post", lambda w: {"slug": w.survey.slug, "kind": "listky"}),
    # --- surveys, open answers
    Row("surveys:texts", office(200), "get", _survey),
    Row("surveys:texts", office(200), "get", _published),
    Row("surveys:texts_sort", office(200), "get", _open_question),
    Row("surveys:texts_sort", office(200), "get", _open_question, query="?q=dekuji&ukazat=untagged"),
    Row("surveys:texts_sort", office(404), "get", lambda w: _published(w) | {"code": "odkud"}),
    Row("surveys:texts_sort", office(302), "post", _open_question),
    Row("surveys:text_tags", office(200), "get", _open_question),
    Row("surveys:text_tags", office(422), "post", _open_question),
    Row("surveys:text_words", office(200), "get", _open_question),
    Row("surveys:text_words", office(302), "post", _open_question),
    Row("surveys:text_release", office(200), "get", _text),
    Row("surveys:text_release", office(404), "get", lambda w: _open_question(w) | {"pk": w.quote.pk}),
    Row("surveys:text_release", office(422), "post", _text),
    Row("surveys:text_withdraw", office(302), "post", _quote),
    # --- surveys, weights
    Row("surveys:weights", office(200), "get", _published),
    Row("surveys:weights", office(302), "post", _published),
    Row("surveys:import_margins", office(422), "post", _published),
    Row("surveys:weigh", office(302), "post", _published),
    Row("surveys:cancel_weights", office(302), "post", _published),
    # --- surveys, figures published elsewhere
    Row("surveys:published", office(200), "get", _published),
    Row("surveys:published", office(422), "post", _published),
    Row("surveys:published_table", office(200), "get", lambda w: _published(w) | {"code": "obec"}),
    Row("surveys:published_table", office(404), "get", lambda w: _published(w) | {"code": "vzkaz"}),
    Row("surveys:published_table", office(422), "post", lambda w: _published(w) | {"code": "obec"}),
    Row("surveys:remove_published", office(404), "post", lambda w: _published(w) | {"code": "obec"}),
    # --- surveys, typing in paper
    Row("surveys:paper_batches", office(200), "get", _survey),
    Row("surveys:paper_batches", office(422), "post", _survey),
    Row("surveys:paper_codes", office(422), "post", _survey),
    Row("surveys:paper_batch", office(200), "get", _batch),
    Row("surveys:key_sheet", office(200), "get", _batch),
    Row("surveys:key_sheet", office(422), "post", _batch),
    Row("surveys:key_again", office(200), "get", _batch),
    Row("surveys:key_again", office(422), "post", _batch),
    Row("surveys:rekey_sheet", office(200), "get", _sheet(2)),
    Row("surveys:rekey_sheet", office(302), "post", _sheet(2)),
    Row("surveys:compare_sheet", office(200), "get", _sheet(1)),
    Row("surveys:compare_sheet", office(422), "post", _sheet(1)),
    Row("surveys:compare_sheet", office(404), "get", _sheet(2)),
    Row("surveys:remove_sheet", office(302), "post", _sheet(2)),
    Row("surveys:finish_batch", office(302), "post", _batch),
    Row("surveys:invite", office(422), "post", _survey),
    Row("surveys:remind", office(302), "post", _survey),
    Row("surveys:new_version", office(302), "post", _survey),
    # --- groups, for everybody
    Row("groups:group_list", everybody(200)),
    Row("groups:group", everybody(200), "get", _group),
    Row("groups:group", known(200), "get", _closed_group),
    Row("groups:apply", everybody(200), "get", _group),
    Row("groups:apply", everybody(422), "post", _group),
    Row("groups:apply", known(200), "get", _closed_group),
    Row("groups:apply", known(422), "post", _closed_group),
    Row("groups:applied", everybody(200), "get", _group),
    Row("groups:applied", known(200), "get", _closed_group),
    Row("groups:applied_by_phone", everybody(200), "get", _group),
    Row("groups:applied_by_phone", known(200), "get", _closed_group),
    Row("groups:answer", everybody(200), "get", lambda w: {"code": w.answer_code}),
    Row("groups:answer", everybody(422), "post", lambda w: {"code": w.answer_code}),
    Row("groups:answer", everybody(404), "get", lambda _w: {"code": "nesmysl"}),
    Row("groups:read", everybody(200), "get", lambda w: {"code": w.read_code}),
    Row("groups:read", everybody(422), "post", lambda w: {"code": w.read_code}),
    Row("groups:read", everybody(404), "get", lambda _w: {"code": "nesmysl"}),
    Row("groups:decide", everybody(200), "get", lambda w: {"code": w.decide_code}),
    Row("groups:decide", everybody(422), "post", lambda w: {"code": w.decide_code}),
    Row("groups:decide", everybody(404), "get", lambda _w: {"code": "nesmysl"}),
    Row("groups:confirm", everybody(200), "get", lambda w: {"code": w.confirm_code}),
    Row("groups:confirm", everybody(302), "post", lambda w: {"code": w.confirm_code}),
    Row("groups:confirm", everybody(410), "get", lambda _w: {"code": "nesmysl"}),
    Row("groups:charter", everybody(200), "get", _charter),
    Row("groups:charter", known(200), "get", _closed_charter),
    Row("groups:charter_file", everybody(200), "get", _charter),
    Row("groups:charter_file", known(200), "get", _closed_charter),
    Row(
        "groups:confirm_charter",
        everybody(403) | dict.fromkeys(GROUP, 302) | {"nobody": 302},
        "post",
        _charter,
    ),
    Row(
        "groups:confirm_charter",
        everybody(404) | dict.fromkeys(CLOSED, 302) | {"nobody": 302, "klara": 403, "standa": 403},
        "post",
        _closed_charter,
    ),
    Row("groups:own", members(200)),
    # --- groups, for those who look after them
    Row("groups:manage", office(200)),
    Row("groups:create", office(200)),
    Row("groups:create", office(422), "post"),
    Row("groups:people", leads(200), "get", _group),
    Row("groups:people", closed_leads(200), "get", _closed_group),
    Row("groups:edit", office(200), "get", _group),
    Row("groups:edit", office(422), "post", _group),
    Row("groups:edit", office(200, others=404) | {"vera": 403}, "get", _closed_group),
    Row("groups:end", office(302), "post", _group),
    Row("groups:end", office(302, others=404) | {"vera": 403}, "post", _closed_group),
    Row("groups:add_member", leads(200), "get", _group),
    Row("groups:add_member", leads(422), "post", _group),
    Row("groups:add_member", closed_leads(200), "get", _closed_group),
    Row("groups:add_member", closed_leads(422), "post", _closed_group),
    Row("groups:edit_member", leads(200), "get", _member),
    Row("groups:edit_member", leads(422), "post", _member),
    Row("groups:edit_member", closed_leads(200), "get", _closed_member),
    Row("groups:edit_member", closed_leads(404), "get", lambda w: _closed_group(w) | {"pk": w.member.pk}),
    Row("groups:move_member", leads(302), "post", _applicant("invite")),
    Row("groups:move_member", leads(422), "post", _applicant("refuse")),
    Row("groups:move_member", leads(404), "post", _applicant("jmenovat")),
    Row("groups:move_member", closed_leads(302), "post", lambda w: _closed_member(w) | {"move": "end"}),
    Row("groups:publish_charter", leads(200), "get", _group),
    Row("groups:publish_charter", leads(422), "post", _group),
    Row("groups:publish_charter", closed_leads(200), "get", _closed_group),
    # --- groups: meetings
    Row("groups:meeting", everybody(200), "get", _meeting),
    Row("groups:meeting", known(200), "get", _closed_meeting),
    Row("groups:meeting", closed_planned(200), "get", _planned),
    Row("groups:reply", everybody(403) | dict.fromkeys(GROUP, 422) | {"nobody": 302}, "post", _meeting),
    Row(
        "groups:reply",
        everybody(404) | dict.fromkeys(CLOSED, 422) | {"nobody": 302, "klara": 403, "standa": 403},
        "post",
        _closed_meeting,
    ),
    Row("groups:come", everybody(200), "get", _meeting),
    Row("groups:come", everybody(422), "post", _meeting),
    Row("groups:come", known(200), "get", _closed_meeting),
    Row("groups:come", known(422), "post", _closed_meeting),
    Row("groups:agenda", everybody(200), "get", _meeting),
    Row("groups:agenda", known(200), "get", _closed_meeting),
    Row("groups:meeting_calendar", everybody(200), "get", _meeting),
    Row("groups:meeting_calendar", known(200), "get", _closed_meeting),
    Row("groups:group_calendar", everybody(200), "get", _group),
    Row("groups:group_calendar", known(200), "get", _closed_group),
    Row("groups:own_calendar", everybody(200), "get", lambda w: {"code": w.calendar_code}),
    Row("groups:own_calendar", everybody(404), "get", lambda _w: {"code": "nesmysl"}),
    Row("groups:file", everybody(200), "get", lambda w: _group(w) | {"pk": w.public_file.pk}),
    Row("groups:file", inside(200), "get", lambda w: _group(w) | {"pk": w.inner_file.pk}),
    Row("groups:file", known(200), "get", lambda w: _closed_group(w) | {"pk": w.closed_file.pk}),
    # --- groups: minutes
    Row("groups:resolutions", everybody(200), "get", _group),
    Row("groups:resolutions", known(200), "get", _closed_group),
    Row("groups:minutes_list", everybody(200), "get", _group),
    Row("groups:minutes_list", known(200), "get", _closed_group),
    *(
        row
        for name in ("minutes", "minutes_pdf", "minutes_docx")
        for row in (
            Row(f"groups:{name}", everybody(200), "get", _held),
            Row(f"groups:{name}", inside(200), "get", _read),
            Row(f"groups:{name}", known(200), "get", _closed_meeting),
            Row(f"groups:{name}", leads(404) | everybody(404), "get", _meeting),
        )
    ),
    Row("groups:object", everybody(403) | dict.fromkeys(GROUP, 422) | {"nobody": 302}, "post", _held),
    Row("groups:object", inside(422, nobody=302) | {"standa": 403}, "post", _read),
    # --- groups: who prepares and writes
    Row("groups:meetings", leads(200), "get", _group),
    Row("groups:meetings", closed_leads(200), "get", _closed_group),
    Row("groups:plan", leads(200), "get", _group),
    Row("groups:plan", leads(422), "post", _group),
    Row("groups:prepare", leads(200), "get", _meeting),
    Row("groups:prepare", leads(200), "get", _planned),
    Row("groups:prepare", closed_leads(200), "get", _closed_meeting),
    Row("groups:change", leads(200), "get", _meeting),
    Row("groups:change", leads(422), "post", _meeting),
    Row("groups:call", leads(302), "post", _planned),
    Row("groups:call", leads(422), "post", _meeting),
    Row("groups:cancel", leads(422), "post", _meeting),
    Row("groups:cancel", leads(302), "post", _planned),
    Row("groups:attendance_list", leads(200), "get", _meeting),
    Row("groups:attendance_list", closed_leads(200), "get", _closed_meeting),
    Row("groups:add_file", leads(422), "post", _meeting),
    Row("groups:remove_file", leads(302), "post", lambda w: _group(w) | {"pk": w.inner_file.pk}),
    Row("groups:write", leads(200), "get", _held),
    Row("groups:write", leads(404), "get", _planned),
    Row("groups:write", leads(422), "post", _held),
    Row("groups:write", closed_leads(200), "get", _closed_meeting),
    Row("groups:add_resolution", leads(200), "get", _held_point),
    Row("groups:add_resolution", leads(422), "post", _held_point),
    Row("groups:edit_resolution", leads(200), "get", _resolution),
    Row("groups:edit_resolution", leads(422), "post", _resolution),
    Row("groups:add_task", leads(200), "get", _held_point),
    Row("groups:add_task", leads(422), "post", _held_point),
    Row("groups:add_own_task", leads(200), "get", _group),
    Row("groups:add_own_task", leads(422), "post", _group),
    Row("groups:edit_task", leads(200), "get", _task),
    Row("groups:edit_task", leads(422), "post", _task),
    Row("groups:move_minutes", leads(302), "post", lambda w: _held(w) | {"move": "withdraw"}),
    Row("groups:move_minutes", leads(404), "post", lambda w: _held(w) | {"move": "rozbit"}),
    Row("groups:answer_objection", leads(302), "post", lambda w: _read(w) | {"pk": w.objection.pk}),
    # --- groups: between meetings
    Row("groups:ballot", inside(200, nobody=302), "get", _ballot),
    Row("groups:vote", inside(422, nobody=302) | {"standa": 403}, "post", _ballot),
    Row("groups:ask", leads(200), "get", _group),
    Row("groups:ask", leads(422), "post", _group),
    Row("groups:withdraw_ballot", leads(422), "post", _ballot),
    Row("groups:letter", leads(200), "get", _group),
    Row("groups:letter", leads(422), "post", _group),
    Row("groups:add_group_file", leads(422), "post", _group),
    Row("groups:own_task", everybody(404) | {"nobody": 302, "petr": 200}, "get", lambda w: {"pk": w.own_task.pk}),
    Row("groups:own_task", everybody(404) | {"nobody": 302, "petr": 422}, "post", lambda w: {"pk": w.own_task.pk}),
    # --- suggestions
    Row("suggestions:suggestion_list", everybody(200)),
    Row("suggestions:suggestion", everybody(200), "get", lambda w: {"number": w.public_suggestion.number}),
    Row("suggestions:suggestion", everybody(404), "get", _private),
    Row("suggestions:write", everybody(200)),
    Row("suggestions:write", everybody(422), "post"),
    Row("suggestions:find", everybody(200)),
    Row("suggestions:find", everybody(422), "post"),
    Row("suggestions:status", everybody(200), "get", lambda w: {"code": w.private_suggestion.code}),
    Row("suggestions:status", everybody(404), "get", lambda _w: {"code": "22222-22222"}),
    Row("suggestions:paper_form", everybody(200)),
    Row("suggestions:manage", asked(200)),
    Row("suggestions:enter", office(200)),
    Row("suggestions:enter", office(422), "post"),
    Row("suggestions:desk", asked(200), "get", _suggestion),
    Row("suggestions:desk", office(200) | {"vera": 404}, "get", _private),
    Row("suggestions:edit", office(200), "get", _suggestion),
    Row("suggestions:edit", office(422), "post", _suggestion),
    Row("suggestions:assign", office(422), "post", _suggestion),
    Row("suggestions:note", asked(422), "post", _suggestion),
    Row("suggestions:note", office(422) | {"vera": 404}, "post", _private),
    Row("suggestions:answer", office(200), "get", _suggestion),
    Row("suggestions:answer", office(422), "post", _suggestion),
    Row("suggestions:move", office(302), "post", lambda w: _suggestion(w) | {"move": "discard"}),
    Row("suggestions:move", office(422), "post", lambda w: _suggestion(w) | {"move": "refuse"}),
    Row("suggestions:move", office(404), "post", lambda w: _suggestion(w) | {"move": "answer"}),
    # --- calls
    Row("suggestions:call_list", everybody(200)),
    Row("suggestions:call", everybody(200), "get", _call("call")),
    Row("suggestions:call", everybody(404) | {"klara": 200, "standa": 200}, "get", _call("draft_call")),
    Row("suggestions:entry_image", everybody(200), "get", lambda w: {"pk": w.entry.pk}),
    Row("suggestions:send_entry", everybody(200), "get", _call("open_call")),
    Row("suggestions:send_entry", everybody(422), "post", _call("open_call")),
    Row("suggestions:entry_sent", everybody(200), "get", _call("open_call")),
    Row("suggestions:confirm_entry", everybody(200), "get", lambda w: {"code": w.entry_code}),
    Row("suggestions:confirm_entry", everybody(302), "post", lambda w: {"code": w.entry_code}),
    Row("suggestions:confirm_entry", everybody(410), "get", lambda _w: {"code": "nesmysl"}),
    Row("suggestions:vote", everybody(422), "post", _call("call")),
    Row("suggestions:confirm_vote", everybody(200), "get", lambda w: {"code": w.vote_code}),
    Row("suggestions:confirm_vote", everybody(302), "post", lambda w: {"code": w.vote_code}),
    Row("suggestions:confirm_vote", everybody(410), "get", lambda w: {"code": w.entry_code}),
    Row(
        "suggestions:member_vote",
        everybody(403) | dict.fromkeys(GROUP, 422) | {"nobody": 302},
        "post",
        _call("group_call"),
    ),
    Row("suggestions:manage_calls", office(200)),
    Row("suggestions:create_call", office(200)),
    Row("suggestions:create_call", office(422), "post"),
    Row("suggestions:call_desk", office(200), "get", _call("group_call")),
    Row("suggestions:edit_call", office(200), "get", _call("draft_call")),
    Row("suggestions:edit_call", office(422), "post", _call("draft_call")),
    Row("suggestions:edit_call", office(404), "get", _call("group_call")),
    Row("suggestions:decide", office(422), "post", _call("over_call")),
    Row("suggestions:move_call", office(302), "post", lambda w: _call("draft_call")(w) | {"move": "announce"}),
    Row("suggestions:move_call", office(422), "post", lambda w: _call("open_call")(w) | {"move": "cancel"}),
    Row("suggestions:move_call", office(404), "post", lambda w: _call("draft_call")(w) | {"move": "decide"}),
    Row("suggestions:move_entry", office(302), "post", _entry("accept")),
    Row("suggestions:move_entry", office(422), "post", _entry("refuse")),
    Row("suggestions:move_entry", office(404), "post", _entry("zvolit")),
    # --- planning cycles
    Row("plans:timeline", everybody(200)),
    Row("plans:cycle", everybody(200), "get", _cycle),
    Row("plans:cycle", everybody(404) | {"klara": 200, "standa": 200}, "get", lambda w: {"slug": w.hidden_cycle.slug}),
    Row("plans:manage", office(200)),
    Row("plans:create", office(200)),
    Row("plans:create", office(422), "post"),
    Row("plans:desk", office(200), "get", _cycle),
    Row("plans:edit", office(200), "get", _cycle),
    Row("plans:edit", office(422), "post", _cycle),
    Row("plans:move", office(302), "post", lambda w: _cycle(w) | {"move": "smazat"}),
    Row("plans:move", office(404), "post", lambda w: _cycle(w) | {"move": "nic"}),
    Row("plans:add_phase", office(200), "get", _cycle),
    Row("plans:add_phase", office(422), "post", _cycle),
    Row("plans:edit_phase", office(200), "get", _phase),
    Row("plans:edit_phase", office(422), "post", _phase),
    Row("plans:move_phase", office(302), "post", lambda w: _phase(w) | {"move": "nahoru"}),
    Row("plans:move_phase", office(404), "post", lambda w: _phase(w) | {"move": "nic"}),
    Row("plans:add_milestone", office(200), "get", _cycle),
    Row("plans:add_milestone", office(422), "post", _cycle),
    Row("plans:edit_milestone", office(200), "get", _milestone),
    Row("plans:edit_milestone", office(422), "post", _milestone),
    Row("plans:move_milestone", office(302), "post", lambda w: _milestone(w) | {"move": "smazat"}),
    Row("plans:move_milestone", office(404), "post", lambda w: _milestone(w) | {"move": "nic"}),
]
