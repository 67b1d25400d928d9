"""The ``simulator`` command: finds the subcommand, loads it alone, turns errors into exit codes."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from types import ModuleType

from simulator import __version__
from simulator.errors import ModelError, UserError

COMMANDS: dict[str, str] = {
    "serve": "start the web app on this machine",
    "list": "show the personas and scenarios that were found",
    "talk": "rehearse in the terminal",
    "run": "rehearse from a script, without a person",
    "tryout": "let simulated trainees rehearse, and see whether skill pays",
    "grade": "grade a stored or recorded call",
    "pace": "measure the pacing of a recorded call",
    "review": "list a call's scorecards, set a value beside one, or disagree with one",
    "disputes": "list the scores that learners disagree with, and decide",
    "agreement": "compare the grader with ratings of your own",
    "trend": "show your skills over your own calls",
    "appraise": "say what each line of a JSONL stream does",
    "check": "lint personas, scenarios and rubrics",
    "schema": "write the JSON Schemas of the content files",
    "model": "get, list and audition language models",
    "voice": "get and list what voice calls hear with",
    "recording": "list the recordings of voice calls, or delete one",
    "export": "write a call as WebVTT, Markdown, HTML, JSON or sound",
    "import": "take a call file into the library of calls",
    "doctor": "say what is there, what is missing, and what mends it",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 done, 1 the content or the call is at fault, 2 usage, 130 interrupted.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    _suit_the_terminal()
    try:
        return _dispatch(arguments)
    except UserError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except ModelError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except Exception as error:
        if os.environ.get("SIMULATOR_DEBUG"):
            raise
        print(_refused(error) or _our_fault(error), file=sys.stderr)
        return 1


def _suit_the_terminal() -> None:
    # What it can't show or send becomes a question mark, instead of the end of a call.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _refused(error: Exception) -> str | None:
    """What the system wouldn't do with a file, if that is what went wrong."""
    if not isinstance(error, OSError) or error.filename is None or error.strerror is None:
        return None
    name = " ".join(str(error.filename).split())
    return f"{name}: {error.strerror}. Fix: check that name, your rights and the room on the disk"


def _our_fault(error: Exception) -> str:
    name = type(error).__name__
    return (
        f"The simulator itself made a mistake ({name}); what was saved is safe."
        " Fix: run it again with SIMULATOR_DEBUG=1 and report what it prints"
    )


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else "--help"
    if first not in COMMANDS:
        return _top_level(arguments or ["--help"])
    module = _module(first)
    parser = argparse.ArgumentParser(
        prog=f"simulator {first}", description=module.__doc__, allow_abbrev=False
    )
    module.configure(parser)
    return int(module.run(parser.parse_args(arguments[1:])))


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"simulator.commands.{command}_command")


def _top_level(arguments: list[str]) -> int:
    listing = "\n".join(f"  {name:<10}{help_line}" for name, help_line in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="simulator",
        description="Rehearse a hard conversation, on your own machine.",
        epilog=f"commands:\n{listing}\n\n`simulator COMMAND --help` tells more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"simulator {__version__}")
    parser.add_argument("command", choices=tuple(COMMANDS), metavar="COMMAND")
    parser.parse_args(arguments)
    return 0


def _silence_stdout() -> None:
    # The reader of a pipe went away; Python would complain once more when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
