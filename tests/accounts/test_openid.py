"""Sign-in by the town's OpenID Connect: a whole round with an issuer of our own (OpenID Connect Core 1.0, 3.1)."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from kpss.accounts.models import User

pytestmark = pytest.mark.django_db


class Issuer(ThreadingHTTPServer):
    """An OpenID Connect issuer that knows one person and says what it is told to say."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.person: dict[str, Any] = {}
        self.codes: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    """The three addresses of an issuer that a portal calls itself."""

    server: Issuer

    def do_GET(self):
        is_configuration = self.path == "/.well-known/openid-configuration"
        self._say(self._configuration() if is_configuration else self.server.person)

    def _configuration(self) -> dict[str, Any]:
        url = self.server.url
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        return {"issuer": url, **{name: f"{url}/{path}" for name, path in names.items()}}

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.codes += sent["code"]
        self._say({"access_token": "pristup", "token_type": "Bearer"})

    def _say(self, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def issuer(settings) -> Iterator[Issuer]:
    server = Issuer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "town",
        "name": "Účet města",
        "client_id": "portal",
        "secret": "tajemství",
        "settings": {"server_url": server.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield server
    server.shutdown()
    server.server_close()


def come_back(client, issuer: Issuer, **person: Any):
    """Go to the issuer and come back as *person*."""
    issuer.person = {"sub": "123", "name": "Klára", **person}
    away = client.post(reverse("openid_connect_login", args=["town"]))
    asked = urlsplit(away["Location"])
    state = parse_qs(asked.query)["state"][0]
    assert asked.path == "/authorize"
    return client.get(reverse("openid_connect_callback", args=["town"]), {"code": "abc", "state": state}, follow=True)


def test_person_with_an_account_signs_in(client, issuer, people):
    come_back(client, issuer, email=people["klara"].email, email_verified=True)
    assert client.session["_auth_user_id"] == str(people["klara"].pk)
    assert issuer.codes == ["abc"]


def test_address_that_the_issuer_did_not_verify_opens_no_account(client, issuer, people):
    come_back(client, issuer, email=people["klara"].email, email_verified=False)
    assert "_auth_user_id" not in client.session


def test_unknown_person_gets_no_account_and_is_told(client, issuer, people):
    before = User.objects.count()
    response = come_back(client, issuer, email="nekdo@jinde.example", email_verified=True)
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == before
    assert response.status_code == 200


def test_answer_nobody_asked_for_signs_nobody_in(client, issuer, people):
    issuer.person = {"sub": "123", "email": people["klara"].email, "email_verified": True}
    client.get(reverse("openid_connect_callback", args=["town"]), {"code": "abc", "state": "podvrh"})
    assert "_auth_user_id" not in client.session


def test_sign_in_page_offers_the_issuer(client, issuer):
    assert "Účet města" in client.get(reverse("account_login")).content.decode()
