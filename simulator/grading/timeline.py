"""The timeline of a spoken call: two lanes of speech with pauses and overlaps, her state above."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from simulator.conversation.call import Call
from simulator.conversation.talk import Pause, Spurt, Talk, overlaps, pauses, talk_of
from simulator.conversation.view import clock_text
from simulator.grading.trace import GRID, INK, LOOKS, PAPER, Theme
from simulator.vocabulary import Variable

if TYPE_CHECKING:
    from plotly.graph_objects import Bar, Figure, Scatter

SHOWN_PAUSE_S = 0.5
"""Shorter pauses would be a fog."""
CURVES = (Variable.TRUST, Variable.INTEREST)
LANES = {"light": ("#0072B2", "#8A6D3B"), "dark": ("#56B4E9", "#D9B26F")}
"""You and them; told apart by place, too."""
BOTH = {"light": "#B3261E", "dark": "#FF8A80"}
HOVER_WIDTH = 44
TICKS = (5, 10, 15, 30, 60, 120, 300, 600, 1800)


def as_text(call: Call) -> tuple[str, ...]:
    """The same in words: each pause and each time that both spoke, in order."""
    talk = talk_of(call)
    told = [(one.from_s, _pause(one, "You")) for one in _shown(talk.you, talk.them)]
    told += [(one.from_s, _pause(one, "They")) for one in _shown(talk.them, talk.you)]
    for one in overlaps(talk):
        who = "You began while they spoke" if one.by_you else "They began while you spoke"
        seconds = one.until_s - one.from_s
        told.append((one.from_s, f"{who}, and both spoke for {seconds:.1f} seconds."))
    return tuple(f"{clock_text(at_s)} {text}" for at_s, text in sorted(told))


def _pause(one: Pause, who: str) -> str:
    where = "inside a clause" if one.inside_clause else "at the end of a clause"
    return f"{who} paused for {one.seconds:.1f} seconds, {where}."


def _shown(mine: Sequence[Spurt], others: Sequence[Spurt]) -> list[Pause]:
    return [one for one in pauses(mine, others) if one.seconds >= SHOWN_PAUSE_S]


def figure(call: Call, theme: Theme = "light") -> "Figure | None":
    """The timeline as a Plotly figure; ``None`` for a call without times of words."""
    talk = talk_of(call)
    if not talk.you:
        return None
    from plotly.graph_objects import Figure

    yours, theirs = LANES[theme]
    lanes = [_lane("Them", talk.them, theirs), _lane("You", talk.you, yours)]
    rests = [
        _rests("Them", _shown(talk.them, talk.you), theirs),
        _rests("You", _shown(talk.you, talk.them), yours),
    ]
    curves = [_curve(call, variable, theme) for variable in CURVES if _states(call)]
    key = [_key(theme)] if overlaps(talk) else []
    return Figure(data=[*lanes, *rests, *curves, *key], layout=_layout(talk, bool(curves), theme))


def _lane(name: str, spurts: Sequence[Spurt], colour: str) -> "Bar":
    from plotly.graph_objects import Bar

    return Bar(
        base=[spurt.from_s for spurt in spurts],
        x=[spurt.seconds for spurt in spurts],
        y=[name] * len(spurts),
        orientation="h",
        width=0.62,
        marker={"color": colour, "line": {"width": 0}, "cornerradius": 3},
        text=[_hover(spurt) for spurt in spurts],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _rests(name: str, found: Sequence[Pause], colour: str) -> "Bar":
    """Pauses: the lane goes on as a thin line."""
    from plotly.graph_objects import Bar

    return Bar(
        base=[one.from_s for one in found],
        x=[one.seconds for one in found],
        y=[name] * len(found),
        orientation="h",
        width=0.1,
        marker={"color": colour, "opacity": 0.55},
        text=[f"A pause of {one.seconds:.1f} seconds" for one in found],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _key(theme: Theme) -> "Scatter":
    """What the bands are, for the legend: shapes have no entry of their own."""
    from plotly.graph_objects import Scatter

    marker = {"symbol": "square", "size": 11, "color": BOTH[theme], "opacity": 0.6}
    return Scatter(x=[None], y=["You"], mode="markers", marker=marker, name="Both speak")


def _hover(spurt: Spurt) -> str:
    lines = [clock_text(spurt.from_s), *wrap(spurt.text, HOVER_WIDTH)]
    return "<br>".join(escape(line) for line in lines)


def _states(call: Call) -> list[tuple[float, dict[Variable, float]]]:
    return [
        (turn.end_s, {variable: getattr(turn.state, variable.value) for variable in CURVES})
        for turn in call.turns
        if turn.state is not None and turn.end_s is not None
    ]


def _curve(call: Call, variable: Variable, theme: Theme) -> "Scatter":
    from plotly.graph_objects import Scatter

    look, states = LOOKS[variable], _states(call)
    name = variable.value.capitalize()
    return Scatter(
        x=[at_s for at_s, _ in states],
        y=[values[variable] for _, values in states],
        name=f"Their {variable.value}",
        yaxis="y2",
        mode="lines+markers",
        line={
            "color": look.light if theme == "light" else look.dark,
            "dash": look.dash,
            "width": 2.5,
            "shape": "hv",
        },
        marker={"symbol": look.symbol, "size": 6},
        text=[f"{clock_text(at_s)} {name} {values[variable]:.2f}" for at_s, values in states],
        hovertemplate="%{text}<extra></extra>",
    )


def _layout(talk: Talk, curved: bool, theme: Theme) -> dict[str, object]:
    axis = {"gridcolor": GRID[theme], "zeroline": False, "fixedrange": True}
    lanes = {**axis, "domain": [0, 0.44 if curved else 1], "showgrid": False}
    step = next((tick for tick in TICKS if talk.until_s / tick <= 6), TICKS[-1])
    ticks = [float(at_s) for at_s in range(0, round(talk.until_s) + 1, step)]
    return {
        "autosize": True,
        "height": 330 if curved else 190,
        "barmode": "overlay",
        "margin": {"l": 46, "r": 12, "t": 34, "b": 44},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": INK[theme], "size": 13},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "hovermode": "closest",
        "hoverlabel": {"align": "left", "bgcolor": PAPER[theme], "font": {"color": INK[theme]}},
        "xaxis": {
            **axis,
            "title": {"text": "Minutes and seconds of the call", "font": {"size": 13}},
            "tickvals": ticks,
            "ticktext": [clock_text(at_s) for at_s in ticks],
            "range": [0, talk.until_s],
            "anchor": "y",
        },
        "yaxis": {**lanes, "categoryarray": ["Them", "You"], "categoryorder": "array"},
        "yaxis2": {**axis, "domain": [0.54, 1], "range": [-0.03, 1.03], "tickvals": [0, 0.5, 1]},
        "shapes": _together(talk, theme),
    }


def _together(talk: Talk, theme: Theme) -> list[dict[str, object]]:
    """A band over both lanes wherever both speak."""
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "y",
            "x0": one.from_s,
            "x1": one.until_s,
            "y0": -0.42,
            "y1": 1.42,
            "fillcolor": BOTH[theme],
            "opacity": 0.35,
            "line": {"width": 0},
        }
        for one in overlaps(talk)
    ]
