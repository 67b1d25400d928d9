"""The whole app: Gradio's pages behind our shield, started and ended from the command line."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import Client

from simulator.cli import main
from simulator.errors import UsageError
from simulator.web.server import take_port
from tests.support.web import ROOT, WebServer, free_port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    # In a process of its own: Gradio leaves event loops open, and warnings are errors here.
    with WebServer(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def client(server: WebServer) -> Iterator[Client]:
    with Client(base_url=server.url, trust_env=False, timeout=20) as opened:
        yield opened


def test_the_page_loads_nothing_from_outside(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "fonts.googleapis" not in page.text
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert '"analytics_enabled":false' in page.text.replace(" ", "")
    for asset in ("house.css", "call.css", "house.js", "call.js"):
        assert client.get(f"/house/{asset}").status_code == 200


def test_files_of_the_machine_are_not_served(client: Client) -> None:
    for path in (
        "/house/../app.py",
        "/house/%2e%2e/%2e%2e/settings.py",
        "/gradio_api/file=/etc/passwd",
    ):
        assert client.get(path).status_code in (400, 403, 404)


def test_a_loopback_server_answers_only_by_its_own_name(client: Client) -> None:
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 403


def test_a_taken_port_is_one_line_and_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"port {port} is taken" in told
    assert "simulator serve --port" in told


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--port", "70000"], ["--host", "no host"]])
def test_what_cannot_be_bound_is_exit_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *arguments]) == 2
    assert "Fix:" in capsys.readouterr().err


def test_small_pieces_are_sent_at_once() -> None:
    with take_port("127.0.0.1", free_port()) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # asyncio sets TCP_NODELAY by this


def test_the_port_is_given_back() -> None:
    port = free_port()
    take_port("127.0.0.1", port).close()
    take_port("127.0.0.1", port).close()
    with pytest.raises(UsageError):
        take_port("192.0.2.1", port)


def test_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    server = WebServer(tmp_path)
    server.start()
    assert server.log.strip() == server.url
    assert server.interrupt() in (0, 130)
    assert server.log.strip() == server.url


def test_ctrl_c_while_it_starts_is_quiet_too(tmp_path: Path) -> None:
    starting = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "--port", str(free_port())],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        starting.wait(1.5)
    starting.send_signal(2)
    told, _ = starting.communicate(timeout=30)
    assert starting.returncode in (0, 130)
    assert "Traceback" not in told


def test_a_server_for_others_warns(tmp_path: Path) -> None:
    with WebServer(tmp_path, SIMULATOR_HOST="0.0.0.0") as server:
        assert "there is no sign-in yet" in server.log
