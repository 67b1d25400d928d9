"""Show the personas and scenarios that were found, and where each comes from."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.authoring.catalogue import Catalogue


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--json", action="store_true", help="print as JSON")


def run(args: argparse.Namespace) -> int:
    """Print what can be used; one line to stderr for each file that can't."""
    from simulator.authoring.catalogue import find_catalogue
    from simulator.settings import load_settings

    catalogue = find_catalogue(load_settings())
    print(_as_json(catalogue) if args.json else _as_text(catalogue))
    broken = {finding.place.file: finding for finding in reversed(catalogue.findings)}
    for finding in broken.values():
        print(f"left out: {finding}", file=sys.stderr)
    return 0


def _as_json(catalogue: "Catalogue") -> str:
    scenarios = [
        {
            "id": one.id,
            "title": one.title,
            "channel": one.channel,
            "difficulty": one.difficulty,
            "personas": list(one.personas),
            "path": str(catalogue.path("scenario", one.id)),
        }
        for one in map(catalogue.scenario, catalogue.scenarios())
    ]
    personas = [
        {
            "id": one.id,
            "name": one.name,
            "archetype": one.archetype,
            "path": str(catalogue.path("persona", one.id)),
        }
        for one in map(catalogue.persona, catalogue.personas())
    ]
    found = {"scenarios": scenarios, "personas": personas}
    return json.dumps(found, indent=2)


def _as_text(catalogue: "Catalogue") -> str:
    lines = ["Scenarios"]
    for one in map(catalogue.scenario, catalogue.scenarios()):
        source = catalogue.path("scenario", one.id)
        lines.append(f"  {one.id:<28}{one.title}")
        lines.append(f"  {'':<28}{one.channel}, {one.difficulty}; {source}")
    lines.append("Personas")
    for person in map(catalogue.persona, catalogue.personas()):
        source = catalogue.path("persona", person.id)
        lines.append(f"  {person.id:<28}{person.name}, {person.archetype}; {source}")
    if len(lines) == 2:
        return "Nothing found. Put YAML files into ./personas and ./scenarios, or SIMULATOR_PATH."
    return "\n".join(lines)
