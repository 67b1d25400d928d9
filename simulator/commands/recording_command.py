"""List the recordings of your voice calls, or delete one; words and figures stay."""

import argparse
import json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|delete")
    listing = actions.add_parser("list", help="show the recordings, newest first")
    listing.add_argument("--json", action="store_true", help="print JSON")
    deleting = actions.add_parser("delete", help="delete a call's recording")
    deleting.add_argument("call", metavar="CALL", help="the call's id")


def run(args: argparse.Namespace) -> int:
    """Do the action; see ``simulator.cli`` for exit codes."""
    return _delete(args.call) if args.action == "delete" else _list(args.json)


def _delete(call_id: str) -> int:
    from simulator.settings import load_settings
    from simulator.voice.tapes import delete

    delete(load_settings(), call_id)
    print(f"The recording of {call_id} is deleted; its words and figures are kept.")
    return 0


def _list(as_json: bool) -> int:
    from simulator.settings import load_settings
    from simulator.voice.tapes import expire, kept

    settings = load_settings()
    expire(settings)
    rows = kept(settings)
    if as_json:
        shown = [
            {"call": row.call, "file": str(row.path), "megabytes": round(row.megabytes, 1)}
            for row in rows
        ]
        print(json.dumps({"recordings": shown}, indent=2))
        return 0
    for row in rows:
        print(f"{row.call}  {row.megabytes:.1f} MB, {row.days:.0f} days old")
    if not rows:
        print("There are no recordings.")
    return 0
