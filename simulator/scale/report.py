"""How the figures of a tryout are shown: a table for people, JSON for programs."""

from collections.abc import Sequence

from simulator.authoring.scenario import Scenario
from simulator.scale.figures import Interval, KindFigures, skill_pays
from simulator.vocabulary import Difficulty

HEAD = f"{'trainee':<15}{'goal reached':<22}{'grade':<22}{'turns':<7}outcomes, worst first"
VERDICTS = {
    True: "Skill pays: the skilled get there more often than every shortcut, beyond chance.",
    False: "Skill doesn't clearly pay here: a shortcut gets there as often as skill, or chance"
    " can't be ruled out.",
}


def as_table(
    found: Sequence[KindFigures], scenario: Scenario, difficulty: Difficulty, seed: int
) -> str:
    """A line for each kind; intervals are 95 %."""
    calls = found[0].calls if found else 0
    title = f"{scenario.title} ({scenario.id}), {difficulty}, {calls} calls a kind, seed {seed}"
    verdict = VERDICTS.get(pays) if (pays := skill_pays(found)) is not None else None
    lines = [title, "", HEAD, *map(_line, found), "", "In brackets: 95 % intervals."]
    return "\n".join([*lines, verdict] if verdict else lines)


def as_json(
    found: Sequence[KindFigures], scenario: Scenario, difficulty: Difficulty, seed: int
) -> dict[str, object]:
    """The same, with names; shares from 0 to 1."""
    return {
        "scenario": scenario.id,
        "difficulty": difficulty.value,
        "seed": seed,
        "trainees": [_named(one) for one in found],
        "skill_pays": skill_pays(found),
    }


def _line(one: KindFigures) -> str:
    outcomes = ", ".join(f"{rung} {many}" for rung, many in one.outcomes.items())
    return (
        f"{one.kind:<15}{_bounds(one.reached, 100, ' %'):<22}"
        f"{_bounds(one.grade, 1, ''):<22}{one.turns:<7.1f}{outcomes}"
    )


def _bounds(found: Interval | None, scale: int, unit: str) -> str:
    if found is None:
        return "not graded"
    value, low, high = (bound * scale for bound in found)
    return f"{value:.0f}{unit} ({low:.0f} to {high:.0f})"


def _named(one: KindFigures) -> dict[str, object]:
    return {
        "trainee": one.kind.value,
        "calls": one.calls,
        "reached": _rounded(one.reached),
        "grade": _rounded(one.grade),
        "ungraded": one.ungraded,
        "turns": round(one.turns, 2),
        "outcomes": one.outcomes,
    }


def _rounded(found: Interval | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {name: round(value, 4) for name, value in found._asdict().items()}
