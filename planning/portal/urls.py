"""Addresses of the portal."""

from django.urls import path

from planning.portal.views import front

app_name = "portal"
urlpatterns = [
    path("", front.home, name="home"),
    path("prace/", front.work, name="work"),
    path("kontakty/", front.contacts, name="contacts"),
    path("o-planovani/", front.about, name="about"),
    path("mapa-stranek/", front.site_map, name="site_map"),
    path("tisteny-katalog/", front.printed, name="printed"),
    path("pristupnost/", front.accessibility, name="accessibility"),
    path("pristupnost/podnet/", front.accessibility_report, name="accessibility_report"),
    path("ochrana-udaju/", front.privacy_notice, name="privacy"),
    path("cookies/", front.cookies, name="cookies"),
    path("posta/", front.outbox, name="outbox"),
    path("sprava/mesto/", front.town, name="town"),
    path("sprava/pristupnost/", front.edit_accessibility, name="edit_accessibility"),
    path("sprava/pristupnost/<int:pk>/vyridit/", front.accessibility_close, name="accessibility_close"),
    path("sprava/navstevnost/", front.visits, name="visits"),
    path("sprava/zaznamy/", front.audit_log, name="audit_log"),
    path("robots.txt", front.robots, name="robots"),
    path("sitemap.xml", front.sitemap_xml, name="sitemap_xml"),
]
