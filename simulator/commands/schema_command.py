"""Write the JSON Schemas of personas, scenarios and rubrics, for editors and other tools."""

import argparse
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to write them")


def run(args: argparse.Namespace) -> int:
    """Write the files and say where they are."""
    from simulator.authoring.schemas import write_schemas

    for path in write_schemas(args.folder):
        print(path)
    return 0
