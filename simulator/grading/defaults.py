"""Which rubric a call is graded by: the one asked for, its scenario's, or that of its kind."""

from functools import cache
from importlib.resources import as_file, files

from simulator.authoring.cast import Cast
from simulator.authoring.load import load_rubric
from simulator.authoring.rubric import Rubric
from simulator.conversation.call import Call
from simulator.vocabulary import Kind


@cache
def default_rubric(kind: Kind) -> Rubric:
    """The rubric that ships for a kind of call."""
    with as_file(files("simulator.grading") / "rubrics" / f"{kind.value}.yaml") as path:
        return load_rubric(path)


def choose_rubric(
    call: Call, cast: Cast | None, rubric: Rubric | None
) -> tuple[Rubric, tuple[str, ...]]:
    """The rubric, and what the reader of the total should know about the choice."""
    notes = _changed(call, cast)
    if rubric is not None:
        return rubric, notes
    if cast is not None:
        return cast.scenario.rubric, notes
    if call.kind is not None:
        return default_rubric(call.kind), notes
    note = "The call names neither a scenario nor a kind: graded as a cold call."
    return default_rubric(Kind.COLD_CALL), (*notes, note)


def _changed(call: Call, cast: Cast | None) -> tuple[str, ...]:
    if call.scenario is None:
        return ()
    if cast is None:
        return (f"The scenario {call.scenario.id[:64]} is not here: graded without it.",)
    now = cast.hashes.get(cast.scenario.id)
    if call.scenario.id != cast.scenario.id:
        return (f"Graded with the scenario {cast.scenario.id}, not with the call's own.",)
    if now is None or call.scenario.sha256 in {None, now}:
        return ()
    return ("The scenario has changed since this call was made.",)
