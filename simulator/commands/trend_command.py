"""Your skills over your own calls: against your own start, with intervals, never a rank.

Each skill as a share of its scale.  From six calls on, the first ones are compared with the latest.
Moments tried again are left out.
"""

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.grading.trend import Skill


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--scenario", metavar="S", help="only calls of this scenario")
    parser.add_argument("--json", action="store_true", help="print as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the trends."""
    from simulator.grading.trend import Graded, as_text, skills
    from simulator.settings import load_settings
    from simulator.storage.store import Store

    with Store(load_settings()) as store:
        calls = [
            Graded(past.call, past.scenario or past.call, past.at, past.card)
            for past in store.history()
            if args.scenario in (None, past.scenario)
        ]
    found = skills(calls)
    print(
        json.dumps({"skills": [_json(one) for one in found]}, indent=2)
        if args.json
        else (as_text(found))
    )
    return 0


def _json(skill: "Skill") -> dict[str, object]:
    spans = {"start": skill.start, "latest": skill.latest, "change": skill.change}
    return {
        "id": skill.id,
        "label": skill.label,
        "fault": skill.fault,
        "says": skill.says,
        "calls": [
            {"call": point.call, "at": point.at.isoformat(), "share": round(point.share, 4)}
            for point in skill.points
        ],
        **{name: span._asdict() if span else None for name, span in spans.items()},
    }
