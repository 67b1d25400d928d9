"""The timeline of a spoken call, drawn and in words."""

from simulator.conversation.call import Call, Turn, Word
from simulator.grading.timeline import as_text, figure
from tests.grading.conftest import call_of


def turn(number: int, speaker: str, *words: tuple[str, float, float]) -> Turn:
    placed = tuple(Word(text=text, start_s=start, end_s=end) for text, start, end in words)
    said = " ".join(text for text, _, _ in words)
    return Turn(id=f"t{number}", speaker=speaker, said=said, words=placed)


CALL = Call(
    turns=(
        turn(1, "persona", ("Yes?", 0.0, 1.0)),
        turn(2, "trainee", ("<b>I</b>", 2.0, 3.0), ("know", 4.5, 6.0)),
        turn(3, "persona", ("But", 5.5, 7.0)),
    )
)


def test_pauses_and_overlaps_in_words() -> None:
    assert as_text(CALL) == (
        "0:03 You paused for 1.5 seconds, inside a clause.",
        "0:05 They began while you spoke, and both spoke for 0.5 seconds.",
    )


def test_lanes_pauses_and_bands() -> None:
    drawn = figure(CALL)
    assert drawn is not None
    bars = [trace for trace in drawn.data if trace.type == "bar"]
    assert [list(bar.base) for bar in bars] == [[0.0, 5.5], [2.0, 4.5], [], [3.0]]
    assert [(shape.x0, shape.x1) for shape in drawn.layout.shapes] == [(5.5, 6.0)]
    assert "&lt;b&gt;" in bars[1].text[0]
    assert figure(CALL, "dark") is not None


def test_a_call_in_writing_has_no_timeline() -> None:
    call = call_of("persona: Yes?", "trainee: Good morning.")
    assert figure(call) is None
    assert as_text(call) == ()
