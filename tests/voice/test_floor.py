"""The floor holds its promises whatever comes, in whatever order."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from simulator.voice.events import (
    Began,
    Ceased,
    Command,
    Duck,
    Event,
    Forget,
    Hush,
    Impatient,
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
from simulator.voice.floor import Floor, Knobs, Phase, step

KNOBS = Knobs()
GENERATION = st.integers(0, 6)
WAIT = st.sampled_from([0.3, 0.5, 1.5, 3.0])


HAPPENINGS: st.SearchStrategy[Event] = st.one_of(
    st.just(Began(0.0)),
    st.just(Ceased(0.0)),
    st.just(Tick(0.0)),
    st.builds(Recognised, st.just(0.0), GENERATION, st.integers(0, 9), WAIT, st.booleans()),
    st.builds(Lost, st.just(0.0), GENERATION),
    st.builds(Judged, st.just(0.0), GENERATION, st.sampled_from([0.0, 0.5, 0.7, 1.0])),
    st.just(Impatient(0.0)),
    st.just(Typed(0.0)),
    st.just(Sounding(0.0)),
    st.just(Sounded(0.0)),
)
GAPS = st.sampled_from([0.02, 0.1, 0.4, 1.0])


def placed(beginning: PickedUp, rest: Sequence[tuple[float, Event]]) -> list[Event]:
    """The events on a clock that only goes forward."""
    events: list[Event] = [beginning]
    for gap, event in rest:
        events.append(event._replace(at_s=round(events[-1].at_s + gap, 2)))
    return events


def calls() -> st.SearchStrategy[list[Event]]:
    beginnings = st.builds(PickedUp, st.just(0.0), st.booleans())
    return st.builds(placed, beginnings, st.lists(st.tuples(GAPS, HAPPENINGS), max_size=40))


def played(events: Sequence[Event]) -> list[tuple[Floor, Event, tuple[Command, ...], Floor]]:
    steps, floor = [], Floor()
    for event in events:
        before = floor
        floor, commands = step(floor, event, KNOBS)
        steps.append((before, event, commands, floor))
    return steps


@given(calls())
def test_a_turn_is_taken_only_from_the_trainee_and_then_it_is_hers(events: list[Event]) -> None:
    for before, _, commands, after in played(events):
        taken = [one for one in commands if isinstance(one, TakeTurn | TakeSilence)]
        assert len(taken) <= 1
        if taken:
            assert taken[0].from_s <= taken[0].until_s
            assert after.phase is Phase.THINKING
            assert before.phase not in {Phase.RINGING, Phase.ENDED}


@given(calls())
def test_she_is_only_stopped_while_she_speaks(events: list[Event]) -> None:
    for before, event, commands, after in played(events):
        if any(isinstance(one, Hush) for one in commands):
            assert before.phase is Phase.SPEAKING
            assert event.at_s >= before.deaf_until_s
            assert after.phase in {Phase.LISTENING, Phase.HOLDING}
            assert not after.ducked


@given(calls())
def test_generations_only_grow_and_old_answers_change_nothing(events: list[Event]) -> None:
    for before, event, commands, after in played(events):
        assert after.generation >= before.generation
        if isinstance(event, Recognised | Lost | Judged) and event.generation < before.generation:
            assert after == before
            assert not commands


@given(calls())
def test_what_is_begun_on_chance_is_void_when_the_trainee_goes_on(events: list[Event]) -> None:
    for before, _, commands, after in played(events):
        for one in commands:
            if isinstance(one, Forget):
                assert one.generation == before.generation < after.generation
            if isinstance(one, Recognise):
                assert one.generation == after.generation


@given(calls())
def test_nobody_is_cut_off_in_mid_sound(events: list[Event]) -> None:
    """Unless she cuts in on purpose, or the trainee's own hand ends the turn."""
    for before, event, commands, _ in played(events):
        if any(isinstance(one, TakeTurn) for one in commands):
            assert not before.voiced or isinstance(event, Impatient | Typed)


@given(calls())
def test_nothing_happens_after_the_end(events: list[Event]) -> None:
    floor = played([*events, Over(99.0)])[-1][-1]
    for event in events:
        assert step(floor, event, KNOBS) == (floor, ())


@given(calls())
def test_ducking_is_undone_before_the_next_turn(events: list[Event]) -> None:
    low = False
    for _, _, commands, after in played(events):
        for one in commands:
            low = one.on if isinstance(one, Duck) else low and not isinstance(one, Hush)
        assert after.ducked in {low, False}


def run(*events: Event, knobs: Knobs = KNOBS) -> tuple[Floor, list[Command]]:
    floor = Floor()
    done: list[Command] = []
    for event in events:
        floor, commands = step(floor, event, knobs)
        done += commands
    return floor, done


OPENED = (PickedUp(0.0, she_opens=False),)


def test_a_pause_is_recognised_once_and_ends_the_turn_when_the_words_allow_it() -> None:
    floor, done = run(*OPENED, Began(1.0), Ceased(2.0), Tick(2.14), Tick(2.16))
    assert done == [Recognise(floor.generation, 1.0, 2.0)]
    known = Recognised(2.4, floor.generation, 3, 0.5)
    floor, commands = step(floor, known, KNOBS)
    assert commands == ()
    floor, commands = step(floor, Tick(2.5), KNOBS)
    assert commands == (TakeTurn(1.0, 2.0, cut=False),)


def test_words_known_late_end_the_turn_at_once() -> None:
    floor, _ = run(*OPENED, Began(1.0), Ceased(2.0), Tick(2.2))
    _, commands = step(floor, Recognised(2.9, floor.generation, 3, 0.5), KNOBS)
    assert commands == (TakeTurn(1.0, 2.0, cut=False),)


def test_words_that_could_not_be_recognised_are_recognised_with_the_next() -> None:
    floor, _ = run(*OPENED, Began(1.0), Ceased(2.0), Tick(2.2))
    floor, _ = step(floor, Lost(2.9, floor.generation), KNOBS)
    assert floor.phase is Phase.LISTENING
    for event in (Began(4.0), Ceased(5.0)):
        floor, _ = step(floor, event, KNOBS)
    _, commands = step(floor, Tick(5.2), KNOBS)
    assert commands == (Recognise(floor.generation, 1.0, 5.0),)


def test_a_noise_is_no_turn_and_the_silence_goes_on_from_where_it_was() -> None:
    floor, _ = run(*OPENED, Began(4.0), Ceased(4.1), Tick(4.3))
    floor, _ = step(floor, Recognised(4.5, floor.generation, 0, 0.5), KNOBS)
    assert floor.phase is Phase.LISTENING
    _, commands = step(floor, Tick(KNOBS.silence_turn_s), KNOBS)
    assert commands == (TakeSilence(0.0, KNOBS.silence_turn_s),)


def test_whoever_goes_on_before_she_sounds_takes_the_turn_back() -> None:
    floor, _ = run(*OPENED, Began(1.0), Ceased(2.0), Tick(2.2))
    floor, _ = step(floor, Recognised(2.9, floor.generation, 3, 0.5), KNOBS)
    floor, commands = step(floor, Began(3.0), KNOBS)
    assert commands == (TakeBack(),)
    assert floor.phase is Phase.LISTENING


def test_she_who_cuts_in_is_not_stopped_by_the_one_she_cuts_off() -> None:
    floor, done = run(*OPENED, Began(1.0), Impatient(20.0), Sounding(20.3), Ceased(20.9))
    assert done == [TakeTurn(1.0, 20.0, cut=True)]
    _, commands = step(floor, Began(21.0), KNOBS)
    assert commands == ()
    floor, _ = step(floor, Began(22.0), KNOBS)
    assert floor.turn_from_s == 22.0


def test_she_gives_way_at_once_when_the_trainee_was_not_finished() -> None:
    speaking = (*OPENED, Began(1.0), Ceased(2.0), Tick(2.2))
    floor, _ = run(*speaking)
    floor, _ = step(floor, Recognised(2.5, floor.generation, 3, 0.5), KNOBS)
    floor, _ = step(floor, Sounding(2.6), KNOBS)
    floor, _ = step(floor, Began(2.9), KNOBS)
    _, commands = step(floor, Tick(3.0), KNOBS)
    assert not any(isinstance(one, Hush) for one in commands)
    _, commands = step(floor, Tick(3.08), KNOBS)
    assert commands == (Hush(3.08),)


def test_later_she_waits_for_a_judgement() -> None:
    floor, _ = run(*OPENED, Began(1.0), Ceased(2.0), Tick(2.2))
    floor, _ = step(floor, Recognised(2.5, floor.generation, 3, 0.5), KNOBS)
    floor, _ = step(floor, Sounding(2.6), KNOBS)
    floor, _ = step(floor, Began(4.0), KNOBS)
    _, commands = step(floor, Tick(4.2), KNOBS)
    assert not any(isinstance(one, Hush) for one in commands)


def test_words_that_a_recogniser_makes_of_a_murmur_do_not_stop_her() -> None:
    talked_over = (PickedUp(0.0, True), Sounding(1.0), Began(3.0), Tick(3.3))
    for real, stops in ((0.001, False), (0.3, True)):
        floor, _ = run(*talked_over)
        for event in (Judged(3.32, floor.generation, real), Ceased(3.35)):
            floor, _ = step(floor, event, KNOBS)
        _, commands = step(floor, Recognised(3.6, floor.generation, 2, 0.5), KNOBS)
        assert any(isinstance(one, Hush) for one in commands) is stops
