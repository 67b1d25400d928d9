"""What holds for every call that can be: bounds, replay, no magic phrase, no secret told."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.conversation.appraisal import Appraisal
from simulator.persona.part import Part, play
from simulator.persona.state import MOST_GAIN, MOST_LOSS
from simulator.vocabulary import Act, Difficulty, Fault, MoveKind, Variable
from tests.persona.parts import Talk, read, shop
from tests.support.content import minimal_persona, minimal_scenario

MANY = settings(max_examples=50, deadline=None)
SECRET = "apprentice"
DONE: list[Act | Fault] = [*Act, *Fault]
CHEAP = (Fault.FLATTERY, Fault.EMPTY_EMPATHY)
EMPTY_WORDS: tuple[Act | Fault, ...] = (
    *CHEAP,
    Act.ACKNOWLEDGE_FEELING,
    Act.THANK,
    Act.SMALL_TALK,
    Act.GREET,
    Act.AGREE,
)


def with_secret(difficulty: Difficulty) -> Part:
    """The clock shop's owner, who tells nobody of her apprentice."""
    persona = minimal_persona()
    facts = tuple(
        fact.model_copy(update={"secret": fact.id == SECRET, "volunteered": True})
        for fact in persona.facts
    )
    return play(persona.model_copy(update={"facts": facts}), minimal_scenario(), difficulty)


@st.composite
def appraisals(draw: st.DrawFn, done: tuple[Act | Fault, ...] = tuple(DONE)) -> Appraisal:
    found = draw(st.lists(st.sampled_from(done), max_size=4, unique_by=str))
    facts = [fact.id for fact in minimal_persona().facts]
    items = [item.id for item in minimal_scenario().items]
    return read(
        *found,
        topics=draw(st.lists(st.sampled_from(facts), max_size=2, unique=True)),
        used=draw(st.lists(st.sampled_from(items), max_size=2, unique=True)),
        words=draw(st.integers(0, 300)),
        unsure=draw(st.booleans()),
    )


calls = st.lists(appraisals(), max_size=25)
difficulties = st.sampled_from(Difficulty)


@MANY
@given(calls, difficulties)
def test_the_state_stays_within_its_bounds(turns: list[Appraisal], difficulty: Difficulty) -> None:
    talk = Talk(shop(difficulty))
    before = talk.state
    for turn in turns:
        if talk.ended:
            break
        talk.turn(turn)
        for variable in Variable:
            was, now = getattr(before, variable), getattr(talk.state, variable)
            assert 0 <= now <= 1
            worse, better = (
                (now - was, was - now) if variable == "distress" else (was - now, now - was)
            )
            assert better <= MOST_GAIN + 1e-4
            assert worse <= MOST_LOSS + 1e-4
        before = talk.state


@MANY
@given(calls, difficulties)
def test_the_same_turns_give_the_same_moves(turns: list[Appraisal], difficulty: Difficulty) -> None:
    once, again = Talk(shop(difficulty)).play(turns), Talk(shop(difficulty)).play(turns)
    assert once.moves == again.moves
    assert once.states == again.states


@MANY
@given(calls)
def test_a_stored_state_is_all_it_takes_to_go_on(turns: list[Appraisal]) -> None:
    talk = Talk(shop())
    for turn in turns:
        if talk.ended:
            break
        talk.state = type(talk.state).model_validate_json(talk.state.model_dump_json())
        talk.turn(turn)
    assert talk.moves == Talk(shop()).play(turns).moves


@MANY
@given(calls, difficulties)
def test_a_secret_is_never_told_and_a_locked_fact_not_before_its_time(
    turns: list[Appraisal], difficulty: Difficulty
) -> None:
    part = with_secret(difficulty)
    talk = Talk(part)
    for turn in turns:
        if talk.ended:
            break
        move = talk.turn(turn)
        if move.kind is MoveKind.DISCLOSE:
            assert move.target != SECRET
            assert move.target in part.facts
    assert SECRET not in talk.state.disclosed


@MANY
@given(st.lists(appraisals(done=EMPTY_WORDS), max_size=30), difficulties)
def test_no_number_of_kind_words_opens_the_door(
    turns: list[Appraisal], difficulty: Difficulty
) -> None:
    part = shop(difficulty)
    hollow = [turn.model_copy(update={"topics": (), "items": ()}) for turn in turns]
    talk = Talk(part).play([*hollow, read(Act.ASK_MEETING), read(Act.CLOSE)])
    reached = {rung.id for rung in part.rungs if rung.reached}
    assert talk.moves[-1].target not in reached


@MANY
@given(calls, difficulties)
def test_every_decision_has_a_reason_and_a_line_to_say_it(
    turns: list[Appraisal], difficulty: Difficulty
) -> None:
    part = shop(difficulty)
    for move in Talk(part).play(turns).moves:
        assert move.reason
        assert move.target or part.persona.bank(move.kind)
