"""The state trace: rows, sentences, and a figure that colour-blind eyes and phones can read."""

import json

import pytest

from simulator.conversation.call import Call, Turn
from simulator.conversation.state import PersonaState, StateChange
from simulator.grading.trace import VARIABLES, as_text, figure, trace
from simulator.vocabulary import Variable

ASK = "How do you handle <b>late</b> returns at the depots when the boat docks after four?"


def state(trust: float, *changes: StateChange) -> PersonaState:
    return PersonaState(
        persona="orla",
        trust=trust,
        patience=0.5,
        interest=0.2,
        distress=0.0,
        seconds_left=60.0,
        changes=changes,
    )


def moved(by: float, quote: str | None) -> StateChange:
    return StateChange(variable=Variable.TRUST, by=by, because="asked before telling", quote=quote)


CALL = Call(
    turns=(
        Turn(id="p0", speaker="persona", said="Tolan.", state=state(0.3)),
        Turn(id="t1", speaker="trainee", said=ASK),
        Turn(id="p1", speaker="persona", said="Badly.", state=state(0.42, moved(0.12, ASK))),
        Turn(id="t2", speaker="trainee", said="Let me tell you.", heard="Let me"),
        Turn(id="p2", speaker="persona", said="Hm.", state=state(0.3, moved(-0.12, "tell you"))),
    )
)


def test_one_row_for_each_state() -> None:
    rows = trace(CALL)
    assert [(row.turn, row.after, row.number) for row in rows] == [
        ("p0", None, 0),
        ("p1", "t1", 1),
        ("p2", "t2", 2),
    ]
    assert rows[1].values[Variable.TRUST] == 0.42
    assert rows[1].changes[0].quote == ASK


def test_words_that_were_not_heard_are_not_quoted() -> None:
    assert trace(CALL)[2].changes[0].quote is None


def test_the_text_says_all_that_the_picture_says() -> None:
    text = as_text(trace(CALL))
    assert "At the start: trust 0.30" in text
    assert f"Trust rose by 0.12: asked before telling (“{ASK}”)." in text
    assert "Trust fell by 0.12" in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_differ_by_more_than_colour(theme: str) -> None:
    drawn = json.loads(figure(trace(CALL), "dark" if theme == "dark" else "light").to_json())
    lines = drawn["data"]
    assert [line["name"] for line in lines] == ["Trust", "Patience", "Interest"]
    assert len({line["line"]["dash"] for line in lines}) == len(lines)
    assert len({line["marker"]["symbol"] for line in lines}) == len(lines)
    assert len({line["line"]["color"] for line in lines}) == len(lines)


def test_hover_text_is_text_and_short_lined() -> None:
    hover = figure(trace(CALL)).data[0].text[1]
    assert "<b>" not in hover
    assert "&lt;b&gt;" in hover
    assert "asked before telling" in hover
    assert all(len(line) < 60 for line in hover.split("<br>"))


def test_a_call_without_states_has_no_picture() -> None:
    rows = trace(Call(turns=(Turn(id="a", speaker="trainee", said="Hello."),)))
    assert rows == ()
    assert as_text(rows) == ""
    with pytest.raises(ValueError, match="no trace"):
        figure(rows)


def test_every_variable_has_a_look() -> None:
    assert set(VARIABLES) == set(Variable)
