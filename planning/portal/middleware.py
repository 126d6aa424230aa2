"""Counting visits by route and day: no cookie, no address."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from planning.portal.actions.upkeep import count_visit

PUBLIC_APPS = {"portal", "providers", "plans"}


class VisitCountMiddleware:
    """Count each public page shown to a person (robots that say so are left out)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._is_visit(request, response):
            assert request.resolver_match
            count_visit(request.resolver_match.view_name)
        return response

    def _is_visit(self, request: HttpRequest, response: HttpResponse) -> bool:
        match = request.resolver_match
        is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
        is_robot = "bot" in request.headers.get("User-Agent", "").lower()
        return (
            request.method == "GET" and is_page and not is_robot and match is not None and match.app_name in PUBLIC_APPS
        )
