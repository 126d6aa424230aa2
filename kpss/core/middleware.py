"""Health without the rest of the stack, and a log line per request that names nobody."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from kpss.core import unsent
from kpss.health import answer_health

logger = logging.getLogger("kpss.request")
GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answer /healthz and /readyz before hosts, sessions and languages are looked at."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return answer_health(request.path) or self.get_response(request)


class RequestLogMiddleware:
    """Log the route (never the address or the query), the status and the time of each request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        logger.info(
            "request",
            extra={
                "method": request.method,
                "route": match.view_name if match else "",
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - started) * 1000),
            },
        )
        return response


class SentFormMiddleware:
    """Forget what was kept of a form while somebody wrote it, once it was sent and taken."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_taken = request.method == "POST" and response.status_code == 302 and unsent.MARK in request.POST
        if is_taken and request.user.is_authenticated:  # else it was led to sign-in and is not taken yet
            unsent.forget(request.user, request.path)
        return response


class WayOnMiddleware:
    """Answer a page asked for in a way it does not have (405) by a page with a way on instead of nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and "text/html" in request.headers.get("Accept", "") and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response
