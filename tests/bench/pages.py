"""Pages of the big demo on the real server: one connection and eight, each against the floor of the same round."""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parent.parent.parent
ROUNDS, REQUESTS, CONNECTIONS = 5, 20, 8
FLOOR = "/podlaha/"
TOKEN, FORM = "b" * 32, "application/x-www-form-urlencoded"
VISITORS, VISIT_SECONDS = 50, 20


@dataclass(frozen=True)
class Page:
    """A measured page: its address, its budgets in floors and in queries."""

    address: str
    floors: float
    queries: int = 12
    #: whose cookie is sent: „desk“ of a coordinator, „draft“ of somebody who answers
    cookie: str = ""
    #: what is posted, and the answer to expect then
    body: str = ""
    status: int = 200


@dataclass(frozen=True)
class Answer:
    """One answer of the server: milliseconds, status, bytes as transferred, queries."""

    ms: float
    status: int
    size: int
    queries: int


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def environment(data: Path, database_url: str = "") -> dict[str, str]:
    """Return the environment of the measured server."""
    return {
        **os.environ,
        "KPSS_DATA_DIR": str(data),
        "KPSS_SECRET_KEY_FILE": str(data / "secret_key"),
        "DATABASE_URL": database_url,
        "KPSS_DEMO": "true",
        "KPSS_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "PYTHONPATH": str(ROOT),
    }


def manage(env: dict[str, str], *command: str, stdin: str | None = None) -> str:
    """Run a management command and return what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, input=stdin, text=True, capture_output=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


class Server:
    """The portal under gunicorn with two workers, as `make run` serves it."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env, self.port = env, free_port()

    def __enter__(self) -> "Server":
        command = [sys.executable, "-m", "gunicorn", "kpss.wsgi:application", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--log-level", "error"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.env)
        for _attempt in range(100):
            try:
                self.get(self.connect(), "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        return self

    def __exit__(self, *error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)

    def connect(self) -> http.client.HTTPConnection:
        """Return a kept-alive connection."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, connection: http.client.HTTPConnection, address: str, cookie: str = "", body: str = "") -> Answer:
        """Ask for an address, or post to it, and read the whole answer."""
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "cs", "Cookie": cookie}
        if body:
            headers |= {"Cookie": f"csrftoken={TOKEN}; {cookie}", "X-CSRFToken": TOKEN, "Content-Type": FORM}
        started = time.perf_counter()
        connection.request("POST" if body else "GET", quote(address, safe="/?&=+"), body=body or None, headers=headers)
        response = connection.getresponse()
        size = len(response.read())
        elapsed = (time.perf_counter() - started) * 1000
        return Answer(elapsed, response.status, size, int(response.headers.get("X-Queries", 0)))

    def times(self, address: str, count: int, cookie: str = "", body: str = "") -> list[float]:
        """Return the times of *count* requests on one connection."""
        connection = self.connect()
        return [self.get(connection, address, cookie, body).ms for _ in range(count)]

    def crowded(self, address: str, count: int, cookie: str = "", body: str = "") -> list[float]:
        """Return the times of *count* requests on each of eight connections at once."""
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            rounds = pool.map(lambda _n: self.times(address, count, cookie, body), range(CONNECTIONS))
            return [value for times in rounds for value in times]

    def memory_mb(self) -> float:
        """Return the resident memory of all its processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in [self.process.pid, *children]]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


class Measured:
    """The times of one page over all rounds."""

    def __init__(self, page: Page, cookie: str) -> None:
        self.page, self.cookie = page, cookie
        self.single: list[float] = []
        self.crowd: list[float] = []
        self.ratios: list[float] = []

    def round(self, server: Server, floor: float) -> None:
        """Measure once more beside the floor of the same round."""
        times = server.times(self.page.address, REQUESTS, self.cookie, self.page.body)
        self.single += times
        self.ratios.append(statistics.median(times) / floor)
        self.crowd += server.crowded(self.page.address, 3, self.cookie, self.page.body)

    def row(self, name: str, floor: float, answer: Answer) -> str:
        """Return a line of the report with the verdict."""
        ratio = statistics.median(self.ratios)
        is_met = ratio <= self.page.floors and answer.queries <= self.page.queries and answer.status == self.page.status
        return (
            f"| {name} | {statistics.median(self.single):.1f} | {p95(self.single):.1f} | {statistics.median(self.crowd):.1f} "
            f"| {floor:.1f} | {ratio:.2f} | {self.page.floors} | {answer.queries} | {self.page.queries} "
            f"| {'met' if is_met else 'MISSED'} | {answer.size} |"
        )


def measure(server: Server, pages: dict[str, Page], cookies: dict[str, str]) -> list[str]:
    """Return a line for each page: times, ratio to the floor (median of rounds), queries, budgets, verdict, bytes."""
    measured = {name: Measured(page, cookies.get(page.cookie, "")) for name, page in pages.items()}
    for one in measured.values():
        server.times(one.page.address, 8, one.cookie, one.page.body)
    server.times(FLOOR, 8)
    floors = []
    for _round in range(ROUNDS):
        floors.append(statistics.median(server.times(FLOOR, REQUESTS)))
        for one in measured.values():
            one.round(server, floors[-1])
    floor = statistics.median(floors)
    answers = {
        name: server.get(server.connect(), one.page.address, one.cookie, one.page.body)
        for name, one in measured.items()
    }
    return [one.row(name, floor, answers[name]) for name, one in measured.items()]


def fifty_visitors(server: Server, addresses: list[str]) -> str:
    """Return a sentence on fifty visitors who read at once: the slow ones, errors, and the growth of memory."""
    _visit(server, addresses, VISIT_SECONDS / 4)
    before = server.memory_mb()
    answers = _visit(server, addresses, VISIT_SECONDS)
    grown = server.memory_mb() / before
    slow, errors = p95([answer.ms for answer in answers]), sum(answer.status != 200 for answer in answers)
    is_met = slow <= 1000 and not errors and grown <= 1.1
    return (
        f"Fifty visitors at once for {VISIT_SECONDS} s: {len(answers)} pages, p95 {slow:.0f} ms (budget ≤ 1000 ms), "
        f"{errors} errors, memory × {grown:.2f}: {'met' if is_met else 'MISSED'}."
    )


def _visit(server: Server, addresses: list[str], seconds: float) -> list[Answer]:
    until = time.monotonic() + seconds

    def visitor(number: int) -> list[Answer]:
        connection, answers = server.connect(), []
        while time.monotonic() < until:
            address = addresses[(number + len(answers)) % len(addresses)]
            answers.append(server.get(connection, address))
        return answers

    with ThreadPoolExecutor(VISITORS) as pool:
        return [answer for answers in pool.map(visitor, range(VISITORS)) for answer in answers]
