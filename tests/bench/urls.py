"""The portal's addresses and the floor: all middleware, the base layout, twenty rows by one query."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from providers.models import Provider


def floor(request: HttpRequest) -> HttpResponse:
    """Show twenty rows."""
    return render(request, "providers/provider_list.html", {"page": Provider.objects.order_by("pk")[:20]})


urlpatterns = [path("podlaha/", floor), path("", include("kpss.urls"))]
