"""Say what is there, what is missing, and the one line that mends it.

Exits with 0 when rehearsing by text works, whatever else is missing.  No browser is needed for
that: `simulator talk` rehearses in the terminal.
"""

import argparse
import json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Print the report; 1 when the text road does not work."""
    from simulator.commands.checkup import check_up, works
    from simulator.settings import load_settings

    findings = check_up(load_settings())
    sound = works(findings)
    if args.json:
        found = [finding._asdict() for finding in findings]
        print(json.dumps({"text_road": sound, "findings": found}, indent=2))
        return 0 if sound else 1
    for finding in findings:
        print(f"{finding.state.value:<8} {finding.title}: {finding.says}")
        if finding.fix:
            print(f"{'':<8} -> {finding.fix}")
    print("Rehearsing by text works." if sound else "Rehearsing by text doesn't work yet.")
    return 0 if sound else 1
