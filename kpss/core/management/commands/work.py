"""The worker beside the web server: background tasks, and due work every five minutes (``manage.py work``)."""

import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

EVERY_SECONDS = 300
#: Mails have a worker of their own, so that none waits behind the printing of a catalogue.
QUEUES = ("default", "mail")


class Command(BaseCommand):
    """Keep the task workers running and call ``run_due``; stops both on a signal."""

    help = "Run background tasks and, every five minutes, due work."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        workers = {queue: self._start_worker(queue) for queue in QUEUES}
        due_at = 0.0
        while not self.stopping:
            for queue, worker in workers.items():
                if worker.poll() is not None:
                    workers[queue] = self._start_worker(queue)
                    due_at = 0.0  # due work tells of the job that died with it
            if time.monotonic() >= due_at:
                self._start("run_due").wait()
                due_at = time.monotonic() + EVERY_SECONDS
            time.sleep(0.5)
        for worker in workers.values():
            worker.terminate()
        for worker in workers.values():
            worker.wait(timeout=30)

    def _start_worker(self, queue: str) -> subprocess.Popen[bytes]:
        return self._start("db_worker", "--queue-name", queue)

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, str(settings.BASE_DIR / "manage.py"), *command])  # noqa: S603

    def _stop(self, *_signal: object) -> None:
        self.stopping = True
