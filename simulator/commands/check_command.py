"""Lint personas, scenarios and rubrics; without a path, all that is found on this machine."""

import argparse
import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Finding

if TYPE_CHECKING:
    from simulator.authoring.catalogue import Catalogue


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a file or a folder")
    parser.add_argument(
        "--tryout",
        action="store_true",
        help="let simulated trainees rehearse each scenario, too, and fail it if skill doesn't pay",
    )
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(args: argparse.Namespace) -> int:
    """Print every finding; 1 if there is any."""
    from simulator.authoring.catalogue import find_catalogue
    from simulator.authoring.check import check, content_paths
    from simulator.settings import load_settings

    catalogue = find_catalogue(load_settings())
    named = [file for path in args.paths for file in content_paths(path)]
    if not args.paths:
        named = [(found.path, found.root) for found in catalogue.files]
    files = {path.absolute(): (path, root) for path, root in reversed(named)}.values()
    findings = check(files, catalogue)
    if args.tryout and not findings:
        findings = tuple(_unskilled(files, catalogue))
    print(_as_json(findings, len(files)) if args.json else _as_text(findings, len(files)))
    return 1 if findings else 0


def _unskilled(files: Collection[tuple[Path, Path]], known: "Catalogue") -> Iterator[Finding]:
    """A finding for each of the scenarios in which skill doesn't pay."""
    from simulator.authoring.catalogue import Catalogue
    from simulator.scale.pays import skill_finding

    named = Catalogue.find(dict.fromkeys(root for _, root in files))
    everything = Catalogue([*named.files, *known.files])
    paths = {path.absolute() for path, _ in files}
    for found in everything.files:
        if found.sort == "scenario" and found.id and found.path.absolute() in paths:
            finding = skill_finding(everything.cast(found.id), found.path)
            if finding is not None:
                yield finding


def _as_text(findings: Sequence[Finding], files: int) -> str:
    from simulator.authoring.yaml_source import printable

    checked = f"{files} file{'' if files == 1 else 's'} checked"
    if not findings:
        return f"{checked}, nothing found."
    faulty = len({finding.place.file for finding in findings})
    number = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    # The name of a file may hold codes that a terminal would obey.
    lines = (printable(str(finding)) for finding in findings)
    return "\n".join([*lines, f"{checked}: {number} in {faulty}."])


def _as_json(findings: Sequence[Finding], files: int) -> str:
    listed = [
        {
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message,
            "fix": finding.fix,
        }
        for finding in findings
    ]
    return json.dumps({"files": files, "findings": listed}, indent=2)
