"""The state trace: how trust, patience, interest and distress moved, and what moved them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Literal

from simulator.conversation.call import Call, Turn
from simulator.conversation.state import PersonaState, StateChange
from simulator.vocabulary import Variable

if TYPE_CHECKING:
    from plotly.graph_objects import Figure, Scatter

Theme = Literal["light", "dark"]

VARIABLES = (Variable.TRUST, Variable.PATIENCE, Variable.INTEREST, Variable.DISTRESS)
HOVER_WIDTH = 44
"""Characters a line of hover text, so that it fits a phone's width."""


@dataclass(frozen=True)
class Step:
    """One movement of one variable."""

    variable: Variable
    by: float
    because: str
    quote: str | None
    """The trainee's heard words that moved it; ``None`` when time did, or they weren't heard."""


@dataclass(frozen=True)
class TraceRow:
    """The state after one turn of hers."""

    turn: str
    """Id of her turn."""
    after: str | None
    """Id of the trainee's turn she answers; ``None`` before the first."""
    number: int
    """Trainee turns so far."""
    persona: str
    values: dict[Variable, float]
    seconds_left: float
    move: str | None
    changes: tuple[Step, ...]


def trace(call: Call) -> tuple[TraceRow, ...]:
    """One row for each turn that holds a state; empty for a call without states."""
    rows: list[TraceRow] = []
    last: Turn | None = None
    count = 0
    for turn in call.turns:
        if turn.is_trainee:
            last, count = turn, count + 1
        elif turn.state is not None:
            rows.append(_row(turn, turn.state, last, count))
    return tuple(rows)


def _row(turn: Turn, state: PersonaState, last: Turn | None, count: int) -> TraceRow:
    return TraceRow(
        turn=turn.id,
        after=last.id if last else None,
        number=count,
        persona=state.persona,
        values={variable: getattr(state, variable.value) for variable in VARIABLES},
        seconds_left=state.seconds_left,
        move=turn.move.kind.value if turn.move else None,
        changes=tuple(_step(change, last) for change in state.changes),
    )


def _step(change: StateChange, last: Turn | None) -> Step:
    heard = change.quote is not None and last is not None and change.quote in last.text
    return Step(change.variable, change.by, change.because, change.quote if heard else None)


def as_text(rows: Sequence[TraceRow]) -> str:
    """The trace as lines of plain text, for a terminal or a screen reader."""
    return "\n".join(line for row in rows for line in _lines(row))


def _lines(row: TraceRow) -> list[str]:
    values = ", ".join(f"{variable.value} {row.values[variable]:.2f}" for variable in VARIABLES)
    head = f"After your turn {row.number}" if row.number else "At the start"
    return [f"{head}: {values}.", *(f"  {sentence(step)}" for step in row.changes)]


def sentence(step: Step) -> str:
    """One step in words: “Trust rose by 0.12: asked before telling (“How do you …”).”."""
    way = "rose" if step.by > 0 else "fell"
    words = f" (“{step.quote}”)" if step.quote else ""
    because = step.because.rstrip(".")
    return f"{step.variable.value.capitalize()} {way} by {abs(step.by):.2f}: {because}{words}."


@dataclass(frozen=True)
class Look:
    """How one variable is drawn."""

    light: str
    dark: str
    dash: str
    symbol: str


# After Okabe and Ito's palette for people who see no red or no green; dash and marker differ too.
LOOKS: dict[Variable, Look] = {
    Variable.TRUST: Look("#0072B2", "#56B4E9", "solid", "circle"),
    Variable.PATIENCE: Look("#B34700", "#E69F00", "dash", "square"),
    Variable.INTEREST: Look("#007A59", "#2FC49A", "dashdot", "triangle-up"),
    Variable.DISTRESS: Look("#A64D79", "#E39AC4", "dot", "diamond"),
}
INK = {"light": "#1B1B1B", "dark": "#F2F2F2"}
PAPER = {"light": "#FFFFFF", "dark": "#1E1E1E"}
GRID = {"light": "rgba(0,0,0,0.12)", "dark": "rgba(255,255,255,0.16)"}


def figure(rows: Sequence[TraceRow], theme: Theme = "light") -> "Figure":
    """The trace as a Plotly figure: a line for each variable, hover text says what moved it.

    Raises:
        ValueError: there are no rows to draw.
    """
    if not rows:
        raise ValueError("a call without states has no trace to draw")
    from plotly.graph_objects import Figure

    drawn = [variable for variable in VARIABLES if any(row.values[variable] for row in rows)]
    return Figure(data=[_line(rows, variable, theme) for variable in drawn], layout=_layout(theme))


def _line(rows: Sequence[TraceRow], variable: Variable, theme: Theme) -> "Scatter":
    from plotly.graph_objects import Scatter

    look = LOOKS[variable]
    colour = look.light if theme == "light" else look.dark
    return Scatter(
        x=[row.number for row in rows],
        y=[row.values[variable] for row in rows],
        name=variable.value.capitalize(),
        mode="lines+markers",
        line={"color": colour, "dash": look.dash, "width": 2.5},
        marker={"symbol": look.symbol, "size": 9, "color": colour},
        text=[_hover(row, variable) for row in rows],
        customdata=[row.after or row.turn for row in rows],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row: TraceRow, variable: Variable) -> str:
    head = f"{variable.value.capitalize()} {row.values[variable]:.2f}"
    moved = [sentence(step) for step in row.changes if step.variable is variable]
    lines = [head, *(line for text in moved or ["Nothing moved it."] for line in _wrapped(text))]
    return "<br>".join(escape(line) for line in lines)


def _wrapped(text: str) -> list[str]:
    return wrap(text, HOVER_WIDTH, break_long_words=True)


def _layout(theme: Theme) -> dict[str, object]:
    axis = {"gridcolor": GRID[theme], "zeroline": False, "fixedrange": True}
    return {
        "autosize": True,
        "height": 320,
        "margin": {"l": 36, "r": 8, "t": 8, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": INK[theme], "size": 13},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "hovermode": "closest",
        "hoverlabel": {"align": "left", "bgcolor": PAPER[theme], "font": {"color": INK[theme]}},
        "xaxis": {**axis, "title": {"text": "Your turns", "font": {"size": 13}}, "tickformat": "d"},
        "yaxis": {**axis, "range": [-0.03, 1.03], "tickvals": [0, 0.5, 1]},
    }
