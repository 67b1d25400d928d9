"""A web server of our own in a process of its own, for tests that look at it from outside."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from tests.support.content import DATA

ROOT = Path(__file__).parents[2]
READY_S = 60


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class WebServer:
    """`python app.py` on a free port; can be killed and started again over the same data."""

    def __init__(self, folder: Path, content: Path = DATA, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._environment = {
            **os.environ,
            "SIMULATOR_DATA": str(folder / "data"),
            "SIMULATOR_PATH": str(content),
            "SIMULATOR_MODEL": "none",
            **environment,
        }
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> "WebServer":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    @property
    def log(self) -> str:
        """All that it has printed."""
        return (self._folder / "server.log").read_text(encoding="utf-8")

    def start(self) -> None:
        """Start it, and wait until it says where it is."""
        with (self._folder / "server.log").open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(ROOT / "app.py"), "--port", str(self.port)],
                cwd=self._folder,
                env=self._environment,
                stdout=log,
                stderr=log,
                text=True,
            )
        end = time.monotonic() + READY_S
        while not re.search(r"^http://", self.log, re.MULTILINE):
            if time.monotonic() > end or self._process.poll() is not None:
                raise AssertionError(f"the server did not start: {self.log}")
            time.sleep(0.1)

    def kill(self) -> None:
        """End it at once, as a crash or `kill -9` would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def interrupt(self) -> int:
        """Press Ctrl-C; returns its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(20)
        self._process = None
        return code
