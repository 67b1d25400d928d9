"""The command's entrance: exit codes, one line for users, nothing heavy."""

import io
import sys
from types import ModuleType

import pytest

from simulator import cli
from simulator.errors import ModelUnavailable, UsageError, UserError


def command(monkeypatch: pytest.MonkeyPatch, error: BaseException | None) -> None:
    """Let ``simulator list`` raise ``error``."""
    module = ModuleType("simulator.commands.list_command")

    def run(_: object) -> int:
        if error is not None:
            raise error
        return 0

    vars(module).update(configure=lambda parser: None, run=run)
    monkeypatch.setitem(sys.modules, "simulator.commands.list_command", module)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (None, 0),
        (UserError("no such call", "list them"), 1),
        (UsageError("no such option", "see --help"), 2),
        (ModelUnavailable("no server", "start it"), 1),
        (KeyboardInterrupt(), 130),
        (TypeError("spoken words"), 1),
    ],
)
def test_exit_codes(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException | None,
    code: int,
) -> None:
    monkeypatch.delenv("SIMULATOR_DEBUG", raising=False)
    command(monkeypatch, error)
    assert cli.main(["list"]) == code
    printed = capsys.readouterr().err
    assert printed.count("\n") == (0 if code in {0, 130} else 1)
    assert "Traceback" not in printed
    assert "spoken words" not in printed


def test_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["lsit"])
    assert caught.value.code == 2
    assert "lsit" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main([])
    assert caught.value.code == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in cli.COMMANDS)


def test_what_the_system_refuses_is_told_with_the_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command(monkeypatch, OSError(36, "File name too long", "aa.json"))
    assert cli.main(["list"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("aa.json: File name too long. Fix: ")


def test_a_terminal_that_lacks_a_sign_gets_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("simulator.commands.list_command")

    def run(_: object) -> int:
        print("Mróz", flush=True)
        return 0

    vars(module).update(configure=lambda parser: None, run=run)
    monkeypatch.setitem(sys.modules, "simulator.commands.list_command", module)
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii"))
    assert cli.main(["list"]) == 0
    assert shown.getvalue() == b"Mr?z\n"
