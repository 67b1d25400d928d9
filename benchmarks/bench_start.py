"""Start-up: ``import simulator`` and ``simulator --help`` beside ``python -c pass``, same run."""

import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from benchmarks.report import report

ROUNDS = 25
SIMULATOR = str(Path(sysconfig.get_path("scripts")) / "simulator")
COMMANDS = {
    "pass": [sys.executable, "-c", "pass"],
    "import": [sys.executable, "-c", "import simulator"],
    "help": [SIMULATOR, "--help"],
}


def seconds(command: list[str]) -> float:
    """Wall seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Interleave the commands, so that a busy moment hits all of them, and compare medians."""
    runs: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            runs[name].append(seconds(command))
    median = {name: statistics.median(values) for name, values in runs.items()}
    figures = {
        "import_over_pass": round(median["import"] / median["pass"], 2),
        "import_bar": 5.0,
        "help_over_pass": round(median["help"] / median["pass"], 2),
        "help_bar": 8.0,
    }
    report("start", figures)
    sys.exit(figures["import_over_pass"] > 5.0 or figures["help_over_pass"] > 8.0)


if __name__ == "__main__":
    main()
