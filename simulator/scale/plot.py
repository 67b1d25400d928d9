"""The plot of a tryout: how calls ended, and how they were graded, by kind of trainee."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.authoring.scenario import Outcome, Scenario
from simulator.scale.figures import BEST_GRADE, Interval, KindFigures

if TYPE_CHECKING:
    from plotly.graph_objects import Bar, Figure, Scatter

# Two ramps that people who see no red or no green can tell apart: short of the goal, and there.
_SHORT = ("#7F3B08", "#B35806", "#E08214", "#FDB863", "#FEE0B6")
_THERE = ("#92C5DE", "#4393C3", "#2166AC", "#053061")
_INK = "#1B1B1B"


def figure(found: Sequence[KindFigures], scenario: Scenario) -> "Figure":
    """Above: the share of each rung, a bar a kind.  Below: goal and grade, with intervals."""
    from plotly.graph_objects import Figure

    kinds = list(reversed(found))  # a horizontal axis of names is drawn from the bottom up
    bars = [_bar(kinds, rung, colour) for rung, colour in _coloured(scenario.outcomes)]
    points = [
        _points("Goal reached (%)", kinds, [_percent(one.reached) for one in kinds], "#2166AC")
    ]
    points.append(_points("Grade (0 to 100)", kinds, [one.grade for one in kinds], "#1B1B1B"))
    return Figure(data=[*bars, *points], layout=_layout(scenario, len(kinds)))


def _coloured(rungs: Sequence[Outcome]) -> list[tuple[Outcome, str]]:
    short = [rung for rung in rungs if not rung.reached]
    there = [rung for rung in rungs if rung.reached]
    return [*_ramp(short, _SHORT), *_ramp(there, _THERE)]


def _ramp(rungs: list[Outcome], colours: tuple[str, ...]) -> list[tuple[Outcome, str]]:
    return [(rung, colours[min(at, len(colours) - 1)]) for at, rung in enumerate(rungs)]


def _bar(kinds: list[KindFigures], rung: Outcome, colour: str) -> "Bar":
    from plotly.graph_objects import Bar

    return Bar(
        x=[100 * one.outcomes.get(rung.id, 0) / one.calls for one in kinds],
        y=[_named(one) for one in kinds],
        name=rung.label,
        orientation="h",
        marker={"color": colour, "line": {"color": "#FFFFFF", "width": 1}},
        hovertemplate="%{y}: %{x:.0f} % ended here<extra>%{fullData.name}</extra>",
    )


def _points(
    name: str, kinds: list[KindFigures], bounds: list[Interval | None], colour: str
) -> "Scatter":
    from plotly.graph_objects import Scatter

    known = [(one, held) for one, held in zip(kinds, bounds, strict=True) if held is not None]
    return Scatter(
        x=[held.value for _, held in known],
        y=[_named(one) for one, _ in known],
        name=name,
        mode="markers",
        marker={"size": 10, "color": colour, "symbol": "circle" if "Goal" in name else "diamond"},
        error_x={
            "array": [held.high - held.value for _, held in known],
            "arrayminus": [held.value - held.low for _, held in known],
            "color": colour,
        },
        xaxis="x2",
        yaxis="y2",
        orientation="h",
        offsetgroup=name,
        hovertemplate="%{y}: %{x:.1f}<extra>%{fullData.name}</extra>",
    )


def _named(one: KindFigures) -> str:
    return one.kind.value.replace("_", "-")


def _percent(found: Interval) -> Interval:
    return Interval(*(bound * 100 for bound in found))


def _layout(scenario: Scenario, kinds: int) -> dict[str, object]:
    axis = {"range": [0, BEST_GRADE], "fixedrange": True, "gridcolor": "rgba(0,0,0,0.12)"}
    low = {**axis, "range": [-3, BEST_GRADE + 3], "anchor": "y2"}
    names = {"fixedrange": True, "automargin": True}
    return {
        # One above the other and a title of two lines: the page must also be read on a phone.
        "title": {"text": f"{scenario.title}<br><sub>How simulated trainees fared</sub>"},
        "barmode": "stack",
        "scattermode": "group",
        "height": 300 + 76 * kinds,
        "margin": {"l": 10, "r": 20, "t": 80, "b": 20},
        "font": {"color": _INK, "size": 13},
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {**axis, "anchor": "y", "title": {"text": "How calls ended, %"}},
        "xaxis2": {**low, "title": {"text": "Goal and grade, with 95 % intervals"}},
        "yaxis": {**names, "domain": [0.58, 1]},
        "yaxis2": {**names, "domain": [0, 0.46], "anchor": "x2"},
        "legend": {"orientation": "h", "y": -0.1, "traceorder": "normal"},
    }
