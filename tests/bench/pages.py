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
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parent.parent.parent
ROUNDS, REQUESTS, CONNECTIONS = 5, 20, 8
FLOOR = "/podlaha/"


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

    def get(self, connection: http.client.HTTPConnection, address: str) -> tuple[float, int, int]:
        """Return milliseconds, status and bytes as transferred."""
        started = time.perf_counter()
        connection.request(
            "GET", quote(address, safe="/?&=+"), headers={"Accept-Encoding": "gzip", "Accept-Language": "cs"}
        )
        response = connection.getresponse()
        size = len(response.read())
        return (time.perf_counter() - started) * 1000, response.status, size

    def times(self, address: str, count: int) -> list[float]:
        """Return the times of *count* requests on one connection."""
        connection = self.connect()
        return [self.get(connection, address)[0] for _ in range(count)]

    def crowded(self, address: str, count: int) -> list[float]:
        """Return the times of *count* requests on each of eight connections at once."""
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            rounds = pool.map(lambda _n: self.times(address, count), range(CONNECTIONS))
            return [value for times in rounds for value in times]


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


def measure(server: Server, pages: dict[str, tuple[str, float]]) -> list[dict[str, object]]:
    """Return a row for each page: times, ratio to the floor (median of rounds), budget, verdict, bytes."""
    for address in [FLOOR, *(address for address, _budget in pages.values())]:
        for _warm in range(4):
            server.times(address, 2)
    ratios: dict[str, list[float]] = {name: [] for name in pages}
    singles: dict[str, list[float]] = {name: [] for name in pages}
    crowds: dict[str, list[float]] = {name: [] for name in pages}
    floors: list[float] = []
    for _round in range(ROUNDS):
        floor = statistics.median(server.times(FLOOR, REQUESTS))
        floors.append(floor)
        for name, (address, _budget) in pages.items():
            times = server.times(address, REQUESTS)
            singles[name] += times
            ratios[name].append(statistics.median(times) / floor)
            crowds[name] += server.crowded(address, 3)
    rows = []
    for name, (address, budget) in pages.items():
        _time, status, size = server.get(server.connect(), address)
        ratio = statistics.median(ratios[name])
        rows.append(
            {
                "name": name,
                "p50": statistics.median(singles[name]),
                "p95": p95(singles[name]),
                "crowd": statistics.median(crowds[name]),
                "floor": statistics.median(floors),
                "ratio": ratio,
                "budget": budget,
                "ok": ratio <= budget and status == 200,
                "bytes": size,
            }
        )
    return rows
