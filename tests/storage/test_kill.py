import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_killed_server_loses_nothing_and_every_call_goes_on() -> None:
    command = [sys.executable, "-m", "benchmarks.bench_kill", "--kills", "12", "--print-only"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "'kills': 12" in done.stdout
