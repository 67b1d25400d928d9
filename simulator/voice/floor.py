"""The floor: whose turn it is to speak, decided from timestamped events; pure, on any clock.

Every time is in seconds of the call's audio clock.  ``step`` takes a state and an event and gives
the next state with what is to be done about it; it never looks at a clock, and nothing waits in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from simulator.voice.events import (
    Began,
    Ceased,
    Command,
    Duck,
    Event,
    Forget,
    Hush,
    Impatient,
    Judge,
    Judged,
    Lost,
    Over,
    PickedUp,
    Recognise,
    Recognised,
    Sounded,
    Sounding,
    TakeBack,
    TakeSilence,
    TakeTurn,
    Tick,
    Typed,
)


class Phase(StrEnum):
    """What the call is doing."""

    RINGING = "ringing"
    LISTENING = "listening"
    HOLDING = "holding"  # the trainee paused; the turn may be over, or not
    THINKING = "thinking"
    SPEAKING = "speaking"
    ENDED = "ended"


@dataclass(frozen=True)
class Knobs:
    """All that can be turned; seconds, unless it says something else."""

    recognise_after_s: float = 0.1
    """Pause after which the words so far are recognised, on the chance that the turn is over."""
    silence_turn_s: float = 6.0
    """Silence of both after which saying nothing is what the trainee says."""
    duck_after_s: float = 0.1
    """Talk over her after which she lowers her voice."""
    judge_after_s: tuple[float, ...] = (0.24, 0.3, 0.36, 0.46, 0.62)
    """Talk over her after which it is judged whether these are words or a "mm-hm"."""
    stop_after_s: float = 1.1
    """Talk over her after which she stops, whatever it is: nobody murmurs that long."""
    real: float = 0.6
    """Probability from which talk over her is taken for words."""
    sign: float = 0.02
    """Probability up to which short talk over her is a sign, whatever words are made of it."""
    sign_words: int = 3
    """Words of such talk, at most: recognisers make "I'm not" of an "Mm"."""
    yield_s: float = 0.8
    """Talk that begins so soon after she does means that the turn wasn't over: she gives way."""
    yield_after_s: float = 0.16
    """How much of such talk it takes."""
    grace_s: float = 1.5
    """How long she can't be stopped once she has cut in: the trainee is still talking then."""
    barge_in: bool = True
    """Whether she can be interrupted; without headphones a loudspeaker would interrupt her."""


@dataclass(frozen=True)
class Floor:
    """Where the call stands."""

    phase: Phase = Phase.RINGING
    quiet_from_s: float = 0.0
    """Since when it is the trainee's turn and nothing was said."""
    generation: int = 0
    """Counts what is begun on the chance that a turn is over; answers to older ones are void."""
    voiced: bool = False
    """The trainee makes a sound."""
    turn_from_s: float | None = None
    """Where the trainee's turn, or the talk over her, began."""
    voice_to_s: float = float("-inf")
    """Where the trainee's voice last ceased; before the first word, never."""
    asked: bool = False
    """The words up to this pause are being recognised."""
    wait_s: float | None = None
    """The pause that these words ask for, once they are known."""
    judgements: int = 0
    real: float = 1.0
    """The last judgement of the talk over her."""
    ducked: bool = False
    sounds_from_s: float = 0.0
    """Where she began to sound."""
    deaf_until_s: float = 0.0
    """She can't be stopped before this."""


class Step(NamedTuple):
    """The next state, and what is to be done."""

    floor: Floor
    commands: tuple[Command, ...] = ()


def step(floor: Floor, event: Event, knobs: Knobs) -> Step:
    """What follows from an event; an event that means nothing here changes nothing."""
    if floor.phase is Phase.ENDED:
        return Step(floor)
    if isinstance(event, Over):
        return Step(replace(floor, phase=Phase.ENDED))
    if isinstance(event, Began | Ceased):
        floor = _with_voice(floor, event)
    rule = _RULES.get((floor.phase, type(event)))
    return rule(floor, event, knobs) if rule else Step(floor)


def _with_voice(floor: Floor, event: Began | Ceased) -> Floor:
    if isinstance(event, Began):
        return replace(floor, voiced=True)
    return replace(floor, voiced=False, voice_to_s=event.at_s)


# ---- the rules, by phase


def _pick_up(floor: Floor, event: PickedUp, knobs: Knobs) -> Step:
    return Step(_wait_for_her(floor) if event.she_opens else _listen(floor, event.at_s))


def _begin_turn(floor: Floor, event: Began, knobs: Knobs) -> Step:
    start = event.at_s if floor.turn_from_s is None else floor.turn_from_s
    return Step(replace(floor, turn_from_s=start))


def _pause(floor: Floor, event: Ceased, knobs: Knobs) -> Step:
    if floor.turn_from_s is None:
        return Step(floor)
    return Step(replace(floor, phase=Phase.HOLDING, asked=False, wait_s=None))


def _bear_silence(floor: Floor, event: Tick, knobs: Knobs) -> Step:
    waited = event.at_s - floor.quiet_from_s
    if floor.voiced or floor.turn_from_s is not None or waited < knobs.silence_turn_s:
        return Step(floor)
    return Step(_wait_for_her(floor), (TakeSilence(floor.quiet_from_s, event.at_s),))


def _cut_in(floor: Floor, event: Impatient, knobs: Knobs) -> Step:
    if floor.turn_from_s is None:
        return Step(floor)
    taken = TakeTurn(floor.turn_from_s, event.at_s, cut=True)
    # Until she is heard, nothing stops her; from then on the grace counts.
    return Step(replace(_wait_for_her(floor), deaf_until_s=float("inf")), (taken,))


def _hold(floor: Floor, event: Tick, knobs: Knobs) -> Step:
    pause = event.at_s - floor.voice_to_s
    if floor.wait_s is not None:
        return _take(floor) if pause >= floor.wait_s else Step(floor)
    if floor.asked or pause < knobs.recognise_after_s:
        return Step(floor)
    return Step(replace(floor, asked=True), (_recognise(floor),))


def _know_words(floor: Floor, event: Recognised, knobs: Knobs) -> Step:
    if event.generation != floor.generation:
        return Step(floor)
    if not event.words:
        # A door, a cough: the quiet goes on from where it was.
        return Step(_listen(floor, floor.quiet_from_s))
    return _hold(replace(floor, wait_s=event.wait_s), Tick(event.at_s), knobs)


def _keep_words(floor: Floor, event: Lost, knobs: Knobs) -> Step:
    if event.generation != floor.generation:
        return Step(floor)
    # The turn stays begun where it began, so that the next words are recognised with these.
    return _listen_on(floor)


def _go_on(floor: Floor, event: Began, knobs: Knobs) -> Step:
    return _listen_on(floor)


def _take_as_it_is(floor: Floor, event: Typed, knobs: Knobs) -> Step:
    start, until = floor.turn_from_s, floor.voice_to_s
    if start is None or floor.voiced:
        until = event.at_s
    taken = TakeTurn(event.at_s if start is None else start, until, cut=False)
    return Step(_wait_for_her(floor), (taken,))


def _resume(floor: Floor, event: Began, knobs: Knobs) -> Step:
    if event.at_s < floor.deaf_until_s:
        return Step(floor)
    again = replace(floor, phase=Phase.LISTENING, turn_from_s=event.at_s)
    return Step(again, (TakeBack(),))


def _start_to_sound(floor: Floor, event: Sounding, knobs: Knobs) -> Step:
    deaf = event.at_s + knobs.grace_s if floor.deaf_until_s == float("inf") else floor.deaf_until_s
    speaks = replace(floor, phase=Phase.SPEAKING, deaf_until_s=deaf, sounds_from_s=event.at_s)
    return Step(speaks)


def _talk_over(floor: Floor, event: Began, knobs: Knobs) -> Step:
    if not knobs.barge_in or event.at_s < floor.deaf_until_s:
        return Step(floor)
    start = event.at_s if floor.turn_from_s is None else floor.turn_from_s
    return Step(replace(floor, turn_from_s=start, judgements=0, real=1.0))


def _weigh_overlap(floor: Floor, event: Tick, knobs: Knobs) -> Step:
    if floor.turn_from_s is None or not floor.voiced:
        return Step(floor)
    over = event.at_s - floor.turn_from_s
    answers = floor.voice_to_s > float("-inf")
    too_soon = answers and floor.turn_from_s - floor.sounds_from_s < knobs.yield_s
    if over >= (knobs.yield_after_s if too_soon else knobs.stop_after_s):
        return _hush(floor, event.at_s)
    commands: list[Command] = []
    if over >= knobs.duck_after_s and not floor.ducked:
        floor = replace(floor, ducked=True)
        commands.append(Duck(on=True))
    due = sum(over >= mark for mark in knobs.judge_after_s)
    if due > floor.judgements:
        floor = replace(floor, judgements=due)
        commands.append(Judge(floor.generation, floor.turn_from_s or 0.0, event.at_s))
    return Step(floor, tuple(commands))


def _be_judged(floor: Floor, event: Judged, knobs: Knobs) -> Step:
    mine = event.generation == floor.generation and floor.turn_from_s is not None
    if mine and event.real >= knobs.real:
        return _hush(floor, event.at_s)
    return Step(replace(floor, real=event.real) if mine else floor)


def _end_overlap(floor: Floor, event: Ceased, knobs: Knobs) -> Step:
    if floor.turn_from_s is None:
        return Step(floor)
    return Step(replace(floor, asked=True), (_recognise(floor),))


def _know_overlap(floor: Floor, event: Recognised, knobs: Knobs) -> Step:
    if event.generation != floor.generation or floor.turn_from_s is None:
        return Step(floor)
    murmured = floor.real <= knobs.sign and event.words <= knobs.sign_words
    if event.words and not event.back_channel and not murmured:
        hushed = replace(_calm(floor), phase=Phase.HOLDING, asked=True, wait_s=event.wait_s)
        return Step(hushed, (Hush(event.at_s),))
    if floor.voiced:
        return Step(floor)
    quiet = replace(_calm(floor), turn_from_s=None, generation=floor.generation + 1)
    return Step(quiet, (Duck(on=False),) if floor.ducked else ())


def _lose_overlap(floor: Floor, event: Lost, knobs: Knobs) -> Step:
    return _know_overlap(floor, Recognised(event.at_s, event.generation, 0, 0.0), knobs)


def _fall_silent(floor: Floor, event: Sounded, knobs: Knobs) -> Step:
    if floor.turn_from_s is None and not floor.voiced:
        return Step(_listen(floor, event.at_s))
    if floor.turn_from_s is None:
        # The trainee never stopped talking: what is said from here on is the next turn.
        return Step(replace(_listen(floor, event.at_s), turn_from_s=event.at_s, voiced=True))
    phase = Phase.LISTENING if floor.voiced else Phase.HOLDING
    return Step(replace(_calm(floor), phase=phase, quiet_from_s=event.at_s))


# ---- pieces of the rules


def _recognise(floor: Floor) -> Recognise:
    return Recognise(floor.generation, floor.turn_from_s or 0.0, floor.voice_to_s)


def _listen_on(floor: Floor) -> Step:
    void = floor.generation
    again = replace(floor, phase=Phase.LISTENING, generation=void + 1, asked=False, wait_s=None)
    return Step(again, (Forget(void),))


def _take(floor: Floor) -> Step:
    taken = TakeTurn(floor.turn_from_s or 0.0, floor.voice_to_s, cut=False)
    return Step(_wait_for_her(floor), (taken,))


def _hush(floor: Floor, at_s: float) -> Step:
    hushed = replace(_calm(floor), phase=Phase.LISTENING, generation=floor.generation + 1)
    return Step(hushed, (Hush(at_s),))


def _calm(floor: Floor) -> Floor:
    return replace(floor, ducked=False, judgements=0, real=1.0, deaf_until_s=0.0)


def _listen(floor: Floor, quiet_from_s: float) -> Floor:
    return replace(
        _calm(floor),
        phase=Phase.LISTENING,
        quiet_from_s=quiet_from_s,
        generation=floor.generation + 1,
        turn_from_s=None,
        asked=False,
        wait_s=None,
    )


def _wait_for_her(floor: Floor) -> Floor:
    return replace(_listen(floor, floor.quiet_from_s), phase=Phase.THINKING)


_RULES: dict[tuple[Phase, type], Callable[..., Step]] = {
    (Phase.RINGING, PickedUp): _pick_up,
    (Phase.LISTENING, Began): _begin_turn,
    (Phase.LISTENING, Ceased): _pause,
    (Phase.LISTENING, Tick): _bear_silence,
    (Phase.LISTENING, Impatient): _cut_in,
    (Phase.LISTENING, Typed): _take_as_it_is,
    (Phase.HOLDING, Began): _go_on,
    (Phase.HOLDING, Tick): _hold,
    (Phase.HOLDING, Recognised): _know_words,
    (Phase.HOLDING, Lost): _keep_words,
    (Phase.HOLDING, Impatient): _cut_in,
    (Phase.HOLDING, Typed): _take_as_it_is,
    (Phase.LISTENING, Sounding): _start_to_sound,
    (Phase.THINKING, Began): _resume,
    (Phase.THINKING, Typed): _take_as_it_is,
    (Phase.THINKING, Sounding): _start_to_sound,
    (Phase.THINKING, Sounded): _fall_silent,
    (Phase.SPEAKING, Began): _talk_over,
    (Phase.SPEAKING, Ceased): _end_overlap,
    (Phase.SPEAKING, Tick): _weigh_overlap,
    (Phase.SPEAKING, Typed): _take_as_it_is,
    (Phase.SPEAKING, Judged): _be_judged,
    (Phase.SPEAKING, Recognised): _know_overlap,
    (Phase.SPEAKING, Lost): _lose_overlap,
    (Phase.SPEAKING, Sounded): _fall_silent,
}
