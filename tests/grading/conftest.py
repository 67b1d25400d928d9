"""What the tests of grading share: a reader that follows a script, calls of plain words."""

from collections.abc import Mapping

import pytest

from simulator.authoring.rubric import Rubric
from simulator.conversation.appraisal import ActHit, Appraisal, FaultHit, Level
from simulator.conversation.call import Call, Turn, words_in
from simulator.grading.defaults import default_rubric
from simulator.grading.material import Material, prepare
from simulator.understanding.context import Context
from simulator.vocabulary import Act, Fault, Kind


class ScriptedReader:
    """Knows what a few texts do; all others do nothing."""

    def __init__(self, known: Mapping[str, Appraisal]) -> None:
        self.known = known
        self.contexts: list[Context] = []

    def appraise(self, text: str, context: Context) -> Appraisal:
        self.contexts.append(context)
        plain = Appraisal(words=words_in(text))
        return self.known.get(text, plain)


def does(
    text: str,
    *acts: Act,
    faults: tuple[Fault, ...] = (),
    reaction: int = 0,
    exploration: int = 0,
    understanding: int = 0,
) -> Appraisal:
    """An appraisal of ``text`` that quotes all of it."""

    def level(number: int) -> Level:
        return Level(level=number, probability=1.0, quote=text if number else None)

    return Appraisal(
        acts=tuple(ActHit(act=act, probability=1.0, quote=text) for act in acts),
        faults=tuple(FaultHit(fault=fault, quote=text) for fault in faults),
        emotional_reactions=level(reaction),
        explorations=level(exploration),
        understanding=level(understanding),
        words=words_in(text),
    )


def call_of(*lines: str, kind: Kind | None = Kind.COLD_CALL) -> Call:
    """A call of lines like ``"trainee: Hello."``, with ids t1, t2, …."""
    turns = []
    for number, line in enumerate(lines, start=1):
        speaker, said = line.split(": ", 1)
        turns.append(Turn(id=f"t{number}", speaker=speaker, said=said))
    return Call(id="a-call", kind=kind, turns=tuple(turns))


def material_of(
    call: Call, known: Mapping[str, Appraisal] | None = None, rubric: Rubric | None = None
) -> Material:
    """The material of a call without a scenario, read by the script."""
    chosen = rubric or default_rubric(call.kind or Kind.COLD_CALL)
    return prepare(call, chosen, None, ScriptedReader(known or {}))


@pytest.fixture
def cold_call() -> Call:
    return call_of(
        "persona: Tolan.",
        "trainee: It's Sam Reed from Northgate, out of the blue. May I have half a minute?",
        "persona: Half a minute. Go on, I'm busy.",
        "trainee: How do you handle late returns at the depots?",
        "persona: Badly, if you must know. It goes wrong every month end.",
        "trainee: Could we take fifteen minutes on Thursday at ten?",
        "persona: Send me an email.",
    )
