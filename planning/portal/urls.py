"""Addresses of the portal."""

from django.urls import path

from planning.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("prace/", views.work, name="work"),
    path("kontakty/", views.contacts, name="contacts"),
    path("o-planovani/", views.about, name="about"),
    path("mapa-stranek/", views.site_map, name="site_map"),
    path("tisteny-katalog/", views.printed, name="printed"),
    path("pristupnost/", views.accessibility, name="accessibility"),
    path("pristupnost/podnet/", views.accessibility_report, name="accessibility_report"),
    path("ochrana-udaju/", views.privacy_notice, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("posta/", views.outbox, name="outbox"),
    path("sprava/mesto/", views.town, name="town"),
    path("sprava/pristupnost/", views.edit_accessibility, name="edit_accessibility"),
    path("sprava/pristupnost/<int:pk>/vyridit/", views.accessibility_close, name="accessibility_close"),
    path("sprava/navstevnost/", views.visits, name="visits"),
    path("sprava/zaznamy/", views.audit_log, name="audit_log"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_xml, name="sitemap_xml"),
]
