"""Answering and results at their real size: pages of a questionnaire, a flood of answers, the snapshot, the exports."""

import http.client
import os
import signal
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.bench.pages import Server, manage, p95

PER_SECOND, SECONDS, WORKERS = 50, 60, 48
TOKEN = "b" * 32
#: When one of the server's processes is killed, in seconds after the beginning of the second flood.
KILLED_AT, SECOND_FLOOD = 5, 15
DRAFTS = """
import sys
from django.core.signing import get_cookie_signer
from surveys.actions import answering
from surveys.importers.demo_big import RUNNING, answers, definition
from surveys.models import Questionnaire
from surveys.views.tickets import new_ticket
version = Questionnaire.objects.get(survey__slug=RUNNING)
for given in answers(definition(), {count}):
    draft = answering.begin(questionnaire=version, language="cs")
    answering.keep(draft_id=draft.pk, answers=given, place="s20")
    sys.stdout.write("COOKIE " + get_cookie_signer(salt="dotaznik").sign(new_ticket(draft)) + chr(10))
"""
COUNT = "from surveys.models import Submission; print('N', Submission.objects.filter(questionnaire__survey__slug='velky-dotaznik').count())"
SNAPSHOT = """
import time
from surveys.models import Survey
from surveys.reports.snapshot import answers_changed, snapshot
survey = Survey.objects.get(slug="velke-setreni")
answers_changed(survey); start = time.perf_counter(); snapshot(survey); print("SECONDS", time.perf_counter() - start)
"""
EXPORT = """
import resource, tempfile, time
from pathlib import Path
from surveys.exports.files import FORMATS, Task
from surveys.models import Survey
from surveys.reports.answers import answer_count, answer_rows, versions_of, whole_definition
survey = Survey.objects.get(slug="velke-setreni")
with tempfile.TemporaryDirectory() as folder:
    start = time.perf_counter()
    task = Task(survey, whole_definition(versions_of(survey)), answer_rows(survey), Path(folder) / "x", answer_count(survey))
    FORMATS["{kind}"].write(task)
    print("SECONDS", time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
#: kind → seconds it may take
EXPORTS = {"csv": 10, "xlsx": 60, "spss": 15}
MOST_MB = 200


@dataclass(frozen=True)
class Sent:
    """One sent questionnaire: milliseconds from the moment it was due, and the status (0 = no answer)."""

    ms: float
    status: int


def drafts(env: dict[str, str], count: int) -> list[str]:
    """Return the cookies of so many filled-in drafts."""
    printed = manage(env, "shell", "-c", DRAFTS.replace("{count}", str(count)))
    return [f"dotaznik={line.split()[1]}" for line in printed.splitlines() if line.startswith("COOKIE ")]


def post(server: Server, address: str, body: str, cookie: str) -> http.client.HTTPResponse:
    """Post a form with a valid token on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    headers = {"Cookie": f"csrftoken={TOKEN}; {cookie}", "X-CSRFToken": TOKEN, "Accept-Language": "cs"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST", address, body=body, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def flood(server: Server, cookies: list[str], *, kill_at: float = 0) -> list[Sent]:
    """Send drafts at a steady pace whatever the answers take; kill a process of the server on the way if asked to."""
    begun = time.perf_counter() + 0.5
    if kill_at:
        threading.Timer(kill_at, _kill_worker, [server]).start()

    def send(number: int) -> Sent:
        due = begun + number / PER_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        try:
            status = post(server, "/setreni/velky-dotaznik/kontrola/", "", cookies[number]).status
        except (OSError, http.client.HTTPException):
            status = 0
        return Sent((time.perf_counter() - due) * 1000, status)

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(send, range(len(cookies))))


def _kill_worker(server: Server) -> None:
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)


def submissions(server: Server, env: dict[str, str]) -> list[str]:
    """Return sentences on a flood of answers, and on one during which a process is killed."""
    cookies = drafts(env, PER_SECOND * (SECONDS + SECOND_FLOOD))
    first = flood(server, cookies[: PER_SECOND * SECONDS])
    kept = _count(env)
    accepted = sum(sent.status == 302 for sent in first)
    slow = p95([sent.ms for sent in first])
    is_met = slow <= 100 and accepted == len(first) == kept
    lines = [
        f"Answers, {PER_SECOND} a second for {SECONDS} s: {len(first)} sent, {accepted} accepted, {kept} kept, "
        f"p50 {statistics.median(sent.ms for sent in first):.0f} ms, p95 {slow:.0f} ms (budget ≤ 100 ms): "
        f"{'met' if is_met else 'MISSED'}."
    ]
    second = flood(server, cookies[PER_SECOND * SECONDS :], kill_at=KILLED_AT)
    accepted, stored = sum(sent.status == 302 for sent in second), _count(env) - kept
    lost = sum(sent.status not in (302, 0) for sent in second)
    is_met = stored >= accepted and not lost
    lines.append(
        f"A process killed by -9 in the middle: {len(second)} sent, {accepted} accepted, {stored} kept, "
        f"{len(second) - accepted} without an answer, to be sent again: {'met' if is_met else 'MISSED'}."
    )
    return lines


def _count(env: dict[str, str]) -> int:
    return int(manage(env, "shell", "-c", COUNT).split("N ")[-1])


def heavy(env: dict[str, str]) -> list[str]:
    """Return lines on the snapshot and the exports of 100,000 answers."""
    seconds = float(manage(env, "shell", "-c", SNAPSHOT).split("SECONDS ")[-1])
    lines = [f"| results: snapshot of 100,000 answers, s | {seconds:.1f} | ≤ 6 | {_verdict(seconds, 6)} |"]
    for kind, most in EXPORTS.items():
        printed = manage(env, "shell", "-c", EXPORT.replace("{kind}", kind)).split("SECONDS ")[-1]
        seconds, mb = map(float, printed.split())
        lines.append(f"| export {kind}, s | {seconds:.1f} | ≤ {most} | {_verdict(seconds, most)} |")
        lines.append(f"| export {kind}, MB | {mb:.0f} | ≤ {MOST_MB} | {_verdict(mb, MOST_MB)} |")
    return lines


def _verdict(value: float, most: float) -> str:
    return "met" if value <= most else "MISSED"
