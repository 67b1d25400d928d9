"""Realisation without a model: the author's lines, by condition and seed, the least heard first."""

import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from simulator.authoring.cast import Cast
from simulator.authoring.condition import Condition
from simulator.authoring.persona import Line
from simulator.authoring.scenario import Outcome
from simulator.conversation.state import Move, PersonaState
from simulator.persona.part import Part
from simulator.persona.situation import Here
from simulator.vocabulary import Everyday, MoveKind

ALWAYS = Condition()
WORDLESS = "…"
"""What is said when nobody wrote a line for it."""
STEP_S = 5
"""Seconds left are told in steps of this."""

_SLOT = re.compile(r"\{(trainee|company|product|topic|seconds|grant)\}")
_BEGINS = re.compile(r"(?:^|[.!?…][\"'”’)]*\s)\s*[\"'“‘(]*$")
_RUNG_MOVES = frozenset(
    {
        MoveKind.GRANT,
        MoveKind.PUT_THROUGH,
        MoveKind.FAREWELL,
        MoveKind.HANG_UP,
        MoveKind.BRUSH_OFF,
    }
)


@dataclass(frozen=True)
class Moment:
    """What a line is picked for."""

    part: Part
    state: PersonaState
    """With the move settled in it."""
    here: Here
    move: Move
    number: int
    """Of the turn in the call; with the call's seed it is the seed of the pick."""


class LineBook:
    """Which lines one call has used, and which the learner has heard in earlier ones.

    The seed, the number of the turn and what was heard before decide the pick, so that the same
    call comes out the same and a resumed one goes on as it would have.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._used: dict[str, int] = {}
        self._clock = 0

    def copy(self) -> "LineBook":
        """A book that goes its own way from here."""
        book = LineBook(self._seed)
        book._used, book._clock = dict(self._used), self._clock
        return book

    def remember(self, past: Sequence[Sequence[str]], cast: Cast) -> None:
        """Put back what the learner has heard: the words of earlier calls, oldest call first.

        The lines of one call count as equally old, so that conditions and the seed still choose.
        """
        known = frozenset(templates(cast))
        slotted = [text for text in known if _SLOT.search(text)]
        for said in past:
            self._clock += 1
            for words in said:
                whole = [text for text in slotted if _skeleton(text).fullmatch(words)]
                for text in (words, *whole, *_in_two(words, known)):
                    if text in known:
                        self._used[text] = self._clock

    def opens(self, says: Sequence[str]) -> str:
        """The words a call opens with."""
        oldest = min(self._used.get(text, 0) for text in says)
        fresh = [text for text in says if self._used.get(text, 0) == oldest]
        return random.Random(f"{self._seed}/opening").choice(fresh)  # noqa: S311 - a pick, no secret

    def word(self, moment: Moment) -> str:
        """Her words for the move, with the slots filled."""
        eased = eased_words(moment)
        banks = [eased, bank(moment)] if eased else [bank(moment)]
        return " ".join(self._word(lines, moment) for lines in banks)

    def recall(self, moment: Moment, said: str) -> None:
        """Mark the line that a stored turn was worded with, if it was one."""
        if moment.move.again is not None:
            return
        found = [line.text for line in bank(moment) if _skeleton(line.text).search(said)]
        if found:
            # A short line may stand inside a longer one that was said.
            whole = [text for text in found if _skeleton(text).fullmatch(said)]
            self._use(max(whole or found, key=len))

    def _word(self, lines: Sequence[Line], moment: Moment) -> str:
        template = self._pick(lines, moment)
        self._use(template)
        return filled(template, moment)

    def _pick(self, lines: Sequence[Line], moment: Moment) -> str:
        fitting = [line for line in lines if line.when.holds(moment.here)] or list(lines)
        if not fitting:
            return WORDLESS
        oldest = min(self._used.get(line.text, 0) for line in fitting)
        fresh = [line for line in fitting if self._used.get(line.text, 0) == oldest]
        closest = max(_closeness(line.when) for line in fresh)
        closest_ones = [line for line in fresh if _closeness(line.when) == closest]
        seed = f"{self._seed}/{moment.number}/{moment.move.kind}"
        return random.Random(seed).choice(closest_ones).text  # noqa: S311 - a pick, no secret

    def _use(self, template: str) -> None:
        self._clock += 1
        self._used[template] = self._clock


def templates(cast: Cast) -> Iterator[str]:
    """All lines that may be said in a call, but facts and objections: they keep their order."""
    yield from cast.scenario.opening.says
    for rung in cast.scenario.outcomes:
        yield from rung.says
    for persona in cast.personas.values():
        yield from (line.text for kind in persona.lines for line in persona.bank(kind))
        yield from chain.from_iterable(persona.answers.values())
        yield from chain.from_iterable(one.eased for one in persona.objections)


def _in_two(words: str, known: Collection[str]) -> Sequence[str]:
    """The two lines that words were put together from, if they were."""
    ends = (mark.end() for mark in re.finditer(r"\S ", words))
    halves = ((words[: at - 1], words[at:]) for at in ends)
    return next((pair for pair in halves if pair[0] in known), ())


def _closeness(when: Condition) -> int:
    """How closely a line is written for one situation: what was just done, a mood, any.

    A channel alone says where a line fits, not when.
    """
    if when.now or when.faults_now or when.used_any:
        return 2
    return int(when.model_copy(update={"channel": ()}) != ALWAYS)


def eased_words(moment: Moment) -> Sequence[Line]:
    """The lines that say that an objection was met, when another move says so besides."""
    met = moment.move.eases
    if met is None:
        return ()
    return [Line(text=text) for text in moment.part.objections[met].eased]


def bank(moment: Moment) -> Sequence[Line]:
    """The lines that may word a move: the fact's, the objection's or the rung's own, or hers."""
    own = _own_words(moment)
    if own:
        return [Line(text=text) for text in own]
    return moment.part.persona.bank(moment.move.kind)


def _own_words(moment: Moment) -> Sequence[str]:
    part, move = moment.part, moment.move
    if move.target is None:
        return ()
    if move.kind is MoveKind.DISCLOSE:
        return _nth(part.facts[move.target].says, moment.state.disclosed.count(move.target))
    if move.kind is MoveKind.OBJECT:
        return _nth(part.objections[move.target].says, moment.state.raised.count(move.target))
    if move.kind is MoveKind.ANSWER:
        return part.persona.answers[Everyday(move.target)]
    if move.kind is MoveKind.EASED:
        return part.objections[move.target].eased
    return _rung_words(part, move) if move.kind in _RUNG_MOVES else ()


def _nth(says: Sequence[str], time: int) -> Sequence[str]:
    # Wordings come in the author's order: the plainest first, the later ones when it comes again.
    return says[min(max(time, 1), len(says)) - 1 :][:1]


def _rung_words(part: Part, move: Move) -> Sequence[str]:
    named = (rung for rung in part.scenario.outcomes if move.target in _names(move, rung))
    return next((rung.says for rung in named), ())


def filled(template: str, moment: Moment) -> str:
    """The line with its slots filled, as its sentences need; other braces stay as they are."""

    def put(slot: re.Match[str]) -> str:
        value = _value(slot[1], moment)
        begins = _BEGINS.search(template[: slot.start()]) is not None
        return value[:1].upper() + value[1:] if begins else value

    return _SLOT.sub(put, template)


def _names(move: Move, rung: Outcome) -> tuple[str | None, ...]:
    return (rung.puts_through_to,) if move.kind is MoveKind.PUT_THROUGH else (rung.id,)


def _value(slot: str, moment: Moment) -> str:
    trainee = moment.part.scenario.trainee
    if slot == "seconds":
        return str(max(STEP_S, round(moment.state.seconds_left / STEP_S) * STEP_S))
    if slot == "topic":
        return _topic(moment)
    if slot == "grant":
        return _grant(moment)
    return {"trainee": trainee.name, "company": trainee.company, "product": trainee.product}[slot]


def _topic(moment: Moment) -> str:
    fact = moment.part.facts.get(moment.move.target or "")
    if fact is None:
        return "that"
    # What a fact is called may give it away while it is locked.
    told = fact.id in moment.state.disclosed
    spoken = fact.called.lower()
    return fact.called if told or not any(w.lower() in spoken for w in fact.guards) else "that"


def _grant(moment: Moment) -> str:
    rungs = (rung for rung in moment.part.scenario.outcomes if rung.id == moment.move.target)
    label = next((rung.label for rung in rungs), "that")
    return label[:1].lower() + label[1:]


@cache
def _skeleton(template: str) -> re.Pattern[str]:
    parts = _SLOT.split(template)
    # Every second part is the name of a slot.
    return re.compile(".+?".join(re.escape(part) for part in parts[::2]), re.DOTALL)
