"""A scenario in which skill doesn't pay is a finding, with a remedy that fits."""

from pathlib import Path

import pytest

from simulator.cli import main
from simulator.scale import pays
from simulator.scale.figures import KindFigures, wilson
from simulator.scale.pays import judged
from simulator.scale.trainee import TraineeKind

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "scenarios" / "exec-ninety-seconds.yaml"


def shares(**hits: int) -> list[KindFigures]:
    """Figures of twenty calls a kind."""
    return [
        KindFigures(TraineeKind(kind), 20, wilson(many, 20), None, 0, 5.0, {})
        for kind, many in hits.items()
    ]


def test_skill_far_ahead_is_no_finding() -> None:
    assert judged(shares(skilled=19, flatterer=0, robot=1), "exec", SCENARIO) is None


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (shares(skilled=20, flatterer=14, robot=0), "70% of the flatterer ones"),
        (shares(skilled=20, flatterer=14, robot=0), "ask more of the rungs"),
        (shares(skilled=3, flatterer=0, robot=2), "ask less trust or interest"),
    ],
)
def test_a_shortcut_or_a_wall_is_told_in_one_line(found: list[KindFigures], says: str) -> None:
    finding = judged(found, "exec", SCENARIO)
    assert finding is not None
    assert says in str(finding)
    assert "\n" not in str(finding)
    assert finding.place.line > 100


@pytest.mark.slow
def test_a_shipped_scenario_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pays, "CALLS", 8)
    monkeypatch.setenv("SIMULATOR_PATH", f"{ROOT / 'scenarios'}:{ROOT / 'personas'}")
    assert main(["check", "--tryout", str(SCENARIO)]) == 0
    assert capsys.readouterr().out == "1 file checked, nothing found.\n"
