"""Addresses of the portal."""

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from planning.portal import feeds
from planning.portal.models.kinds import KINDS
from planning.portal.views import (
    audit,
    desk,
    document_desk,
    documents,
    event_desk,
    events,
    front,
    mails,
    news,
    pages,
    projects,
    search,
    start,
    subscriptions,
    team_desk,
    topics,
    work,
)

app_name = "portal"
#: Where the desk keeps each kind.
AT = {"news": "aktuality", "event": "akce", "page": "stranky", "document": "dokumenty"}


def _desk(kind: str) -> list[URLPattern]:
    """Return the addresses under which the desk keeps one kind of what is published."""
    at, given = f"sprava/{AT[kind]}/", {"kind": kind}
    return [
        path(at, desk.manage, given, name=f"manage_{kind}"),
        path(f"{at}nove/", desk.create, given, name=f"create_{kind}"),
        path(f"{at}<int:pk>/", desk.edit, given, name=f"edit_{kind}"),
        path(f"{at}<int:pk>/<slug:move>/", desk.move, given, name=f"move_{kind}"),
    ]


urlpatterns = [
    path("", front.home, name="home"),
    path("prace/", work.work, name="work"),
    path("sprava/", work.desk, name="desk"),
    path("sprava/zacatek/", start.start, name="start"),
    path("sprava/zacatek/hotovo/", start.finish, name="finish_start"),
    path("sprava/zacatek/<slug:step>/", start.step, name="start_step"),
    path("sprava/posta/", mails.mails, name="mails"),
    path("sprava/posta/<int:pk>/<slug:move>/", mails.move_mail, name="move_mail"),
    path("kontakty/", front.contacts, name="contacts"),
    path("o-planovani/", pages.about, name="about"),
    path("aktuality/", news.news_list, name="news_list"),
    path("aktuality/rss.xml", require_safe(feeds.NewsFeed()), name="news_rss"),
    path("aktuality/atom.xml", require_safe(feeds.NewsAtom()), name="news_atom"),
    path("aktuality/obrazek/<int:pk>/", news.news_image, name="news_image"),
    path("aktuality/<slug:slug>/", news.news, name="news"),
    path("dokumenty/", documents.document_list, name="document_list"),
    path("dokumenty/rss.xml", require_safe(feeds.DocumentsFeed()), name="documents_rss"),
    path("dokumenty/<slug:slug>/", documents.document, name="document"),
    path("dokumenty/<slug:slug>/<int:position>/", documents.document_file, name="document_file"),
    path("dokumenty/<slug:slug>/<int:position>/<int:number>/", documents.document_version, name="document_version"),
    path("sprava/dokumenty/<int:pk>/soubor/", document_desk.add_file, name="add_file"),
    path("sprava/dokumenty/<int:pk>/soubor/<int:file>/", document_desk.add_version, name="add_version"),
    path("sprava/dokumenty/<int:pk>/verze/<int:version>/<slug:move>/", document_desk.move_version, name="move_version"),
    path("kalendar/", events.calendar, name="calendar"),
    path("kalendar/kalendar.ics", events.calendar_feed, name="calendar_feed"),
    path("akce/moje-prihlaska/<str:code>/", events.registration, name="registration"),
    path("akce/<slug:slug>/", events.event, name="event"),
    path("akce/<slug:slug>/kalendar.ics", events.event_calendar, name="event_calendar"),
    path("akce/<slug:slug>/prihlaska/", events.register, name="register"),
    path("akce/<slug:slug>/prihlaska/odeslana/", events.registered, name="registered"),
    path("sprava/akce/<int:pk>/lide/", event_desk.registrations, name="registrations"),
    path("sprava/akce/<int:pk>/lide/<int:registration>/odhlasit/", event_desk.unregister, name="unregister"),
    path("sprava/akce/<int:pk>/zrusit/", event_desk.cancel, name="cancel_event"),
    path("odber/", subscriptions.subscribe, name="subscribe"),
    path("odber/odeslano/", subscriptions.subscribed, name="subscribed"),
    path("odber/<str:code>/", subscriptions.subscription, name="subscription"),
    path("odber/<str:code>/zrusit/", subscriptions.unsubscribe, name="unsubscribe"),
    path("sprava/odber/", subscriptions.manage_subscriptions, name="manage_subscriptions"),
    path("sprava/odber/poslat/", subscriptions.send_digest, name="send_digest"),
    path("sprava/odber/<int:pk>/smazat/", subscriptions.remove_subscription, name="remove_subscription"),
    path("nahled/<str:code>/", news.preview, name="preview"),
    path("nahled/<str:code>/soubor/<int:position>/", documents.preview_file, name="preview_file"),
    path("nahled/<str:code>/obrazek/", news.preview_image, name="preview_image"),
    path("o-planovani/<slug:slug>/", pages.page, name="page"),
    path("hledat/", search.search, name="search"),
    path("mapa-stranek/", front.site_map, name="site_map"),
    path("tisteny-katalog/", front.printed, name="printed"),
    path("pristupnost/", front.accessibility, name="accessibility"),
    path("pristupnost/podnet/", front.accessibility_report, name="accessibility_report"),
    path("ochrana-udaju/", front.privacy_notice, name="privacy"),
    path("cookies/", front.cookies, name="cookies"),
    path("posta/", front.outbox, name="outbox"),
    path("sprava/kontakty/", team_desk.manage_contacts, name="manage_contacts"),
    path("sprava/kontakty/novy/", team_desk.create_contact, name="create_contact"),
    path("sprava/kontakty/<int:pk>/", team_desk.edit_contact, name="edit_contact"),
    path("sprava/kontakty/<int:pk>/<slug:move>/", team_desk.move_contact, name="move_contact"),
    path("sprava/temata/", topics.manage_topics, name="manage_topics"),
    path("sprava/temata/<int:pk>/", topics.edit_topic, name="edit_topic"),
    path("sprava/temata/<int:pk>/spojit/", topics.join_topic, name="join_topic"),
    path("sprava/temata/<int:pk>/smazat/", topics.delete_topic, name="delete_topic"),
    path("sprava/stranky/<int:pk>/zmeny/", pages.page_changes, name="page_changes"),
    path("sprava/mesto/", front.town, name="town"),
    path("sprava/projekty/", projects.manage_projects, name="manage_projects"),
    path("sprava/projekty/novy/", projects.create_project, name="create_project"),
    path("sprava/projekty/<int:pk>/", projects.edit_project, name="edit_project"),
    path("sprava/pristupnost/", front.edit_accessibility, name="edit_accessibility"),
    path("sprava/pristupnost/<int:pk>/vyridit/", front.accessibility_close, name="accessibility_close"),
    path("sprava/navstevnost/", front.visits, name="visits"),
    path("sprava/zaznamy/", audit.audit_log, name="audit_log"),
    path("sprava/zaznamy/zaznamy.<slug:kind>", audit.audit_file, name="audit_file"),
    path("robots.txt", front.robots, name="robots"),
    path("sitemap.xml", front.sitemap_xml, name="sitemap_xml"),
    *(address for kind in KINDS for address in _desk(kind)),
]
