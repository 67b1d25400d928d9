"""Get, list and audition the language models that may word a persona."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the three actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|get|audition")
    listing = actions.add_parser("list", help="show the models that are there")
    listing.add_argument("--json", action="store_true", help="print JSON")
    getting = actions.add_parser("get", help="bring weights to this machine")
    getting.add_argument("name", nargs="?", help="which weights (default: qwen2.5-1.5b)")
    getting.add_argument("--from", dest="file", type=Path, help="a GGUF file you already have")
    audition = actions.add_parser("audition", help="hear what a model may be trusted with")
    audition.add_argument("model", nargs="?", help="PROVIDER:NAME (default: the one in use)")
    audition.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Do the action; see ``simulator.cli`` for exit codes."""
    actions: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
        "list": _list,
        "get": _get,
        "audition": _audition,
    }
    from simulator.settings import load_settings

    return actions[args.action](args, load_settings())


def _list(args: argparse.Namespace, settings: "Settings") -> int:
    from simulator.llm.listing import listing

    found = listing(settings)
    if args.json:
        print(json.dumps(found.as_json(), indent=2))
        return 0
    print("\n".join(found.as_lines()))
    return 0


def _get(args: argparse.Namespace, settings: "Settings") -> int:
    from simulator.commands.progress_bar import ProgressBar
    from simulator.llm.catalogue import DEFAULT, weights_called
    from simulator.llm.weight_sources import sources
    from simulator.llm.weights import get

    weights = weights_called(args.name or DEFAULT)
    bar = ProgressBar()
    path = get(settings, weights, sources(args.file), bar.tell)
    bar.close()
    print(f"{weights.title} is at {path} (SHA-256 as expected).")
    return 0


def _audition(args: argparse.Namespace, settings: "Settings") -> int:
    import asyncio

    from simulator.authoring.catalogue import SUBFOLDERS, Catalogue, shipped
    from simulator.errors import UsageError
    from simulator.llm.chooser import choose
    from simulator.persona.audition import play_all
    from simulator.persona.audition_report import keep, report

    wording = choose(settings.model_copy(update={"model": args.model or settings.model}))
    if wording is None:
        raise UsageError("there is no model to hear", "name one: `simulator model list` shows them")
    # The cues are written for the content that ships, so nothing else may stand in for it.
    catalogue = Catalogue.find(shipped() / folder for folder in SUBFOLDERS)
    found = report(wording, asyncio.run(play_all(wording, catalogue.cast, _tell_turns)))
    file = keep(settings, found)
    if args.json:
        print(json.dumps(found.as_json(), indent=2))
        return 0
    print("\n".join([*found.as_lines(), f"Kept in {file}."]))
    return 0


def _tell_turns(done: int, total: int) -> None:
    live = sys.stderr.isatty()
    if live or done in (1, total) or done % 10 == 0:
        start, end = ("\r", "") if live and done < total else ("\r" * live, "\n")
        print(f"{start}turn {done} of {total}", end=end, file=sys.stderr, flush=True)
