"""The portal's addresses and the floor: all middleware, the base layout, twenty rows by one query."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from providers.models import Provider


def tell_queries(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell in a header of the answer how many queries it took."""

    def answered(request: HttpRequest) -> HttpResponse:
        count = 0

        def counted(execute: Any, *arguments: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*arguments)

        with connection.execute_wrapper(counted):
            response = get_response(request)
        response["X-Queries"] = str(count)
        return response

    return answered


def floor(request: HttpRequest) -> HttpResponse:
    """Show twenty rows."""
    return render(request, "providers/provider_list.html", {"page": Provider.objects.order_by("pk")[:20]})


urlpatterns = [path("podlaha/", floor), path("", include("kpss.urls"))]
