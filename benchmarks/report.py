"""Where figures go: printed for people, written as JSON for the docs."""

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def report(name: str, figures: Mapping[str, object]) -> None:
    """Print ``figures`` and write them, with the kind of machine, to ``results/<name>.json``."""
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({**figures, "machine": machine}, indent=2, sort_keys=True) + "\n")
    for key, value in figures.items():
        print(f"{key:<44}{value}")
