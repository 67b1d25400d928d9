"""The trends as one Plotly figure: a small chart for each skill, one below the other."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from simulator.grading.trace import Theme
from simulator.grading.trend import Mean, Skill

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 120
"""Pixels of one chart."""
_INK = {"light": "#1B1B1B", "dark": "#F2F2F2"}
_LINE = {"light": "#0072B2", "dark": "#56B4E9"}
_BAND = {"light": "rgba(0,114,178,0.16)", "dark": "rgba(86,180,233,0.24)"}
_GRID = {"light": "rgba(0,0,0,0.12)", "dark": "rgba(255,255,255,0.16)"}


def figure(skills: Sequence[Skill], theme: Theme = "light") -> "Figure":
    """A chart for each skill; bands are the intervals of the first and of the latest calls.

    Raises:
        ValueError: there is no skill to draw.
    """
    if not skills:
        raise ValueError("no skill was scored more than once")
    from plotly.subplots import make_subplots

    drawn = make_subplots(
        rows=len(skills),
        cols=1,
        subplot_titles=[escape(skill.label) for skill in skills],
        vertical_spacing=0.45 / len(skills),
    )
    for row, skill in enumerate(skills, start=1):
        _draw(drawn, row, skill, theme)
    calls = max(skill.points[-1].number for skill in skills)
    _lay_out(drawn, len(skills), calls, theme)
    return drawn


def _draw(drawn: "Figure", row: int, skill: Skill, theme: Theme) -> None:
    from plotly.graph_objects import Scatter

    numbers = [point.number for point in skill.points]
    first, last = numbers[: skill.window], numbers[-skill.window :]
    for band, span in ((skill.start, first), (skill.latest, last)):
        if band is not None:
            _band(drawn, row, band, (span[0] - 0.3, span[-1] + 0.3), theme)
    drawn.add_trace(
        Scatter(
            x=numbers,
            y=[point.share for point in skill.points],
            mode="lines+markers",
            line={"color": _LINE[theme], "width": 1.5, "dash": "dot"},
            marker={"size": 8, "color": _LINE[theme]},
            text=[f"{escape(p.title)}<br>{p.at:%Y-%m-%d}: {p.share:.2f}" for p in skill.points],
            hovertemplate="%{text}<extra></extra>",
        ),
        row=row,
        col=1,
    )


def _band(drawn: "Figure", row: int, band: Mean, span: tuple[float, float], theme: Theme) -> None:
    look = {"line_width": 0, "row": row, "col": 1}
    drawn.add_shape(
        type="rect", x0=span[0], x1=span[1], y0=band.low, y1=band.high,
        fillcolor=_BAND[theme], layer="below", **look,
    )  # fmt: skip
    drawn.add_shape(
        type="line", x0=span[0], x1=span[1], y0=band.value, y1=band.value,
        line={"color": _LINE[theme], "width": 2}, row=row, col=1,
    )  # fmt: skip


def _lay_out(drawn: "Figure", count: int, calls: int, theme: Theme) -> None:
    drawn.update_layout(
        height=HEIGHT * count + 60,
        autosize=True,
        showlegend=False,
        margin={"l": 36, "r": 8, "t": 30, "b": 30},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": _INK[theme], "size": 13},
    )
    axis = {"gridcolor": _GRID[theme], "zeroline": False, "fixedrange": True}
    drawn.update_xaxes(**axis, tickformat="d", showgrid=False)
    drawn.update_xaxes(range=[0.5, calls + 0.5], dtick=max(1, calls // 10))
    drawn.update_yaxes(**axis, range=[-0.08, 1.08], tickvals=[0, 0.5, 1])
    drawn.update_annotations(x=0, xanchor="left", font={"size": 14, "color": _INK[theme]})
