"""All addresses of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("jazyk/", include("django.conf.urls.i18n")),
    path("", include("planning.portal.urls")),
    path("", include("kpss.core.urls")),
    path("", include("providers.urls")),
    path("", include("surveys.urls")),
    path("", include("planning.groups.urls")),
    path("", include("planning.suggestions.urls")),
    path("", include("planning.plans.urls")),
    path("ucet/", include("kpss.accounts.urls")),
    path("ucet/", include("allauth.urls")),
]
if settings.ADMIN_SITE:
    urlpatterns += [path("admin/", admin.site.urls)]
