"""Limited processes that lay chunks out, seen from the parent: a few at once, none without limits."""

import base64
import json
import os
import queue
import selectors
import signal
import subprocess  # nosec B404 - only our own worker module is started
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import kpss
from kpss.core.pdf.errors import LimitExceeded, PdfError, UrlRefused

SOURCE_DIR = Path(kpss.__file__).resolve().parent.parent
#: The only variables that a worker sees: fonts need some, secrets stay here.
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME")
ERRORS: dict[str, type[PdfError]] = {
    "refused": UrlRefused,
    "memory": LimitExceeded,
    "time": LimitExceeded,
    "depth": LimitExceeded,
}


@dataclass(frozen=True)
class Limits:
    """What a worker may use: address space for its whole life, seconds for one chunk.

    A worker whose peak of resident memory passes `retire_mb` is replaced before the next chunk.
    """

    memory_mb: int = 600
    cpu_seconds: int = 60
    wall_seconds: float = 180
    retire_mb: int = 200


class Worker:
    """One worker process; `run` gives it one job at a time."""

    def __init__(self, folder: Path, files: Mapping[str, bytes], limits: Limits) -> None:
        self._limits = limits
        self._process = subprocess.Popen(  # nosec B603 - no word of it comes from outside
            [sys.executable, "-m", "kpss.core.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=SOURCE_DIR,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        )
        encoded = {name: base64.b64encode(body).decode() for name, body in files.items()}
        setup = {"memory_mb": limits.memory_mb, "cpu_seconds": limits.cpu_seconds, "folder": str(folder)}
        self._send({**setup, "files": encoded})

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def run(self, job: dict[str, str]) -> dict[str, Any]:
        """Return the answer to a job; a worker that dies or takes too long is an answer too."""
        try:
            self._send(job)
            line = self._line(time.monotonic() + self._limits.wall_seconds)
        except (BrokenPipeError, TimeoutError):
            line = b""
        if line:
            return dict(json.loads(line))
        self.close()
        slow = self._process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        return {
            "error": "time" if slow else "memory",
            "detail": f"process ended with {self._process.returncode}",
        }

    def is_alive(self) -> bool:
        """Whether the process can take another job."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process at once; a thread that waits for its answer then closes it."""
        self._process.kill()

    def close(self) -> None:
        """End the process and give its pipes back; finished files stay."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _send(self, message: dict[str, Any]) -> None:
        data, written = json.dumps(message).encode() + b"\n", 0
        stdin = self._process.stdin
        while stdin is not None and written < len(data):
            written += stdin.write(data[written:]) or 0

    def _line(self, deadline: float) -> bytes:
        stdout, line = self._process.stdout, b""
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)  # type: ignore[arg-type]
            while not line.endswith(b"\n"):
                if not selector.select(max(0, deadline - time.monotonic())):
                    raise TimeoutError
                piece = stdout.read(65536) if stdout is not None else b""
                if not piece:
                    return b""
                line += piece
        return line


class Pool:
    """A few workers, started at once, because starting takes as long as laying a chunk out."""

    def __init__(self, processes: int, folder: Path, files: Mapping[str, bytes], limits: Limits | None = None) -> None:
        self._folder, self._files = folder, files
        self._limits = limits or Limits()
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="pdf")
        for _number in range(processes):
            self._idle.put(self._start())

    def __enter__(self) -> "Pool":
        """Return the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers; waiting jobs are dropped, and after an error nobody waits for the running ones."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if error is not None:
            for worker in list(self._workers):
                worker.kill()
        self._threads.shutdown()
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def submit(self, key: str, html: str, prefix: str, output: Path) -> "Future[int]":
        """Lay a chunk out into a file; the future holds its worker's peak memory in MB, or a `PdfError`."""
        return self._threads.submit(self._run, key, {"html": html, "prefix": prefix, "output": str(output)})

    def _run(self, key: str, job: dict[str, str]) -> int:
        with self._worker() as worker:
            answer = worker.run(job)
            if self._is_worn_out(answer):
                worker.close()
            if "error" in answer:
                raise ERRORS.get(answer["error"], PdfError)(f"{key}: {answer['detail']}")
            return int(answer["peak_mb"])

    def _is_worn_out(self, answer: dict[str, Any]) -> bool:
        """Whether the worker is better replaced: memory that once ran out does not come back whole."""
        return answer.get("error") == "memory" or answer.get("peak_mb", 0) > self._limits.retire_mb

    def _start(self) -> Worker:
        worker = Worker(self._folder, self._files, self._limits)
        self._workers.append(worker)
        return worker

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        try:
            worker = self._idle.get_nowait()
        except queue.Empty:
            worker = self._start()
        try:
            yield worker
        finally:
            if worker.is_alive():
                self._idle.put(worker)
