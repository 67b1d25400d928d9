"""What she does next, and in which order she minds things."""

from simulator.authoring.scenario import Outcome
from simulator.conversation.appraisal import TopicHit
from simulator.persona.part import play
from simulator.vocabulary import Act, Difficulty, Everyday, Fault, MoveKind
from tests.persona.parts import Talk, read, shop
from tests.support.content import minimal_persona, minimal_scenario

MET = read(Act.REFLECT, used=["paper-report"])
HELLO = read(Act.GREET, Act.INTRODUCE, Act.STATE_PURPOSE)


def earned() -> Talk:
    """A call in which everything was earned but the request."""
    return Talk(shop()).play(
        [
            HELLO,
            read(Act.OPEN_QUESTION, used=["thirty-years"]),
            read(Act.OPEN_QUESTION, topics=["late-parts"]),
            read(Act.PITCH),
            MET,
            read(Act.HANDLE_OBJECTION, Act.REFLECT),
        ]
    )


def test_what_was_earned_is_granted() -> None:
    talk = earned()
    move = talk.turn(read(Act.ASK_MEETING))
    assert (move.kind, move.target, move.ends) == (MoveKind.GRANT, "visit", True)


def test_a_remedy_that_fits_is_granted_too() -> None:
    move = earned().turn(read(Act.OFFER, used=["paper-report"]))
    assert (move.kind, move.target) == (MoveKind.GRANT, "visit")


def test_asked_too_soon_she_names_what_stands_against_it() -> None:
    scenario = minimal_scenario()
    ladder = tuple(rung for rung in scenario.outcomes if rung.id != "letter")
    part = play(
        minimal_persona(), scenario.model_copy(update={"outcomes": ladder}), Difficulty.MIDDLE
    )
    talk = Talk(part)
    first, second, third = (talk.turn(read(Act.INTRODUCE, Act.ASK_MEETING)) for _ in range(3))
    assert (first.kind, first.target) == (MoveKind.OBJECT, "no-computers")
    assert second.kind is MoveKind.OBJECT
    assert (third.kind, third.target, third.ends) == (MoveKind.BRUSH_OFF, "hung-up", True)


def test_an_objection_is_raised_met_and_not_raised_again() -> None:
    talk = Talk(shop()).play([HELLO, read(Act.PITCH)])
    assert (talk.moves[-1].kind, talk.moves[-1].target) == (MoveKind.OBJECT, "no-computers")
    assert talk.turn(MET).kind is MoveKind.EASED
    assert talk.state.met == ("no-computers",)
    assert talk.turn(read(Act.PITCH)).kind is not MoveKind.OBJECT


def test_an_objection_met_badly_comes_back_in_other_words() -> None:
    talk = Talk(shop()).play([HELLO, read(Act.PITCH)])
    again = talk.turn(read(Act.HANDLE_OBJECTION))
    assert (again.kind, again.target) == (MoveKind.OBJECT, "no-computers")
    assert talk.state.raised == ("no-computers", "no-computers")
    assert talk.turn(read(Act.HANDLE_OBJECTION)).kind is not MoveKind.OBJECT


def test_pressure_eases_nothing() -> None:
    talk = Talk(shop()).play([HELLO, read(Act.PITCH)])
    move = talk.turn(read(Act.REFLECT, Fault.PRESSURE, used=["paper-report"]))
    assert move.kind is MoveKind.HURT
    assert talk.state.met == ()


def test_a_fact_is_told_when_it_is_asked_for_and_open() -> None:
    talk = Talk(shop()).play([HELLO])
    assert talk.turn(read(Act.OPEN_QUESTION, topics=["apprentice"])).kind is MoveKind.DEFLECT
    told = talk.turn(read(Act.OPEN_QUESTION, topics=["late-parts"]))
    assert (told.kind, told.target) == (MoveKind.DISCLOSE, "late-parts")
    talk.turn(read(Act.REFLECT))
    assert talk.turn(read(Act.OPEN_QUESTION, topics=["apprentice"])).kind is MoveKind.DISCLOSE


def test_of_two_facts_asked_about_the_open_one_is_told() -> None:
    talk = Talk(shop()).play([HELLO])
    move = talk.turn(read(Act.OPEN_QUESTION, topics=["apprentice", "late-parts"]))
    assert (move.kind, move.target) == (MoveKind.DISCLOSE, "late-parts")


def test_an_attack_is_met_with_puzzlement_and_costs_trust() -> None:
    talk = Talk(shop())
    move = talk.turn(read(Fault.INJECTION, Act.ASK_MEETING))
    assert move.kind is MoveKind.PUZZLED
    assert talk.state.trust < 0.3


def test_gibberish_is_met_with_puzzlement() -> None:
    assert Talk(shop()).turn(read(words=0)).kind is MoveKind.PUZZLED


def test_what_is_not_understood_is_asked_back_once() -> None:
    talk = Talk(shop()).play([HELLO])
    assert talk.turn(read(unsure=True)).kind is MoveKind.CLARIFY
    assert talk.turn(read(unsure=True)).kind is not MoveKind.CLARIFY


def test_a_stranger_is_asked_who_and_what_for_but_not_for_ever() -> None:
    talk = Talk(shop()).play([read(Act.GREET)] * 5)
    kinds = [move.kind for move in talk.moves]
    assert kinds[:4] == [MoveKind.ASK_WHO] * 2 + [MoveKind.ASK_PURPOSE] * 2
    assert kinds[4] is MoveKind.GO_ON


def test_she_warns_once_and_leaves_when_her_time_is_up() -> None:
    talk = Talk(shop(), seconds=50.0).play([HELLO] + [read(Act.AGREE)] * 5)
    assert [move.kind for move in talk.moves] == [
        MoveKind.SOFTEN,
        MoveKind.GO_ON,
        MoveKind.WARN_TIME,
        MoveKind.FAREWELL,
    ]
    assert talk.moves[-1].target == "no-time"


def test_a_lost_patience_ends_the_call_on_the_lowest_rung() -> None:
    talk = Talk(shop()).play([read(Fault.PRESSURE)] * 6)
    assert (talk.moves[-1].kind, talk.moves[-1].target) == (MoveKind.HANG_UP, "hung-up")


def test_the_one_who_answers_puts_through_and_grants_nothing_above() -> None:
    scenario = minimal_scenario()
    worst, *_, best = scenario.outcomes
    door = Outcome.model_validate(
        {
            "id": "door",
            "label": "put through",
            "on": ("asked",),
            "puts_through_to": "the-boss",
        }
    )
    free = best.model_copy(update={"when": type(best.when)()})
    ladder = (worst, door, free)
    part = play(
        minimal_persona(), scenario.model_copy(update={"outcomes": ladder}), Difficulty.MIDDLE
    )
    move = Talk(part).turn(read(Act.ASK_MEETING))
    assert (move.kind, move.target, move.ends) == (MoveKind.PUT_THROUGH, "the-boss", False)


def test_what_was_answered_beforehand_is_not_held_against_the_caller() -> None:
    talk = Talk(shop()).play([HELLO, read(Act.INFORM, used=["paper-report"])])
    assert talk.state.met == ("no-computers",)
    assert MoveKind.EASED not in [move.kind for move in talk.moves]
    assert talk.turn(read(Act.PITCH)).kind is not MoveKind.OBJECT


def test_asked_to_say_it_again_she_does_and_it_stays_to_be_answered() -> None:
    talk = Talk(shop()).play([HELLO, read(Act.PITCH)])
    raised = talk.state.raised
    for _ in range(2):
        move = talk.turn(read(Act.CLOSED_QUESTION, asks_again=True))
        assert (move.kind, move.again, move.target) == (
            MoveKind.CLARIFY,
            MoveKind.OBJECT,
            "no-computers",
        )
        assert talk.state.raised == raised
    answered = talk.turn(read(Act.HANDLE_OBJECTION))
    assert (answered.kind, answered.target) == (MoveKind.OBJECT, "no-computers")


def test_before_she_has_spoken_there_is_nothing_to_say_again() -> None:
    assert Talk(shop()).turn(read(asks_again=True)).again is None


def test_a_turn_that_eases_and_asks_gets_both_answers() -> None:
    talk = Talk(shop()).play([HELLO, read(Act.PITCH)])
    move = talk.turn(read(Act.REFLECT, Act.OPEN_QUESTION, topics=["late-parts"]))
    assert (move.kind, move.target, move.eases) == (
        MoveKind.DISCLOSE,
        "late-parts",
        "no-computers",
    )
    assert talk.state.met == ("no-computers",)
    assert talk.state.disclosed == ("late-parts",)


def test_a_turn_that_eases_and_asks_for_what_is_locked_is_only_eased() -> None:
    talk = Talk(shop()).play([HELLO, read(Act.PITCH)])
    move = talk.turn(read(Act.ACKNOWLEDGE_FEELING, Act.OPEN_QUESTION, topics=["apprentice"]))
    assert (move.kind, move.eases) == (MoveKind.EASED, None)


def test_nobody_is_asked_what_for_once_it_shows() -> None:
    shows = (
        read(Act.INFORM, used=["paper-report"]),
        read(Act.OPEN_QUESTION, topics=["late-parts"]),
    )
    for turn in shows:
        talk = Talk(shop()).play([read(Act.INTRODUCE), turn])
        talk.play([read(Act.INFORM)] * 4)
        assert MoveKind.ASK_PURPOSE not in [move.kind for move in talk.moves]


def test_what_is_in_another_language_puzzles_her() -> None:
    assert Talk(shop()).turn(read(Act.INTRODUCE, foreign=True)).kind is MoveKind.PUZZLED


def test_who_is_talked_at_until_the_time_is_up_cuts_in() -> None:
    long = Talk(shop(), seconds=1300.0)
    move = long.turn(read(Act.INFORM, Fault.MONOLOGUE, words=3500))
    assert (move.kind, move.ends) == (MoveKind.HANG_UP, True)


def test_a_hint_of_a_secret_is_no_question_about_it() -> None:
    persona = minimal_persona()
    facts = tuple(
        fact.model_copy(update={"secret": fact.id == "apprentice"}) for fact in persona.facts
    )
    part = play(persona.model_copy(update={"facts": facts}), minimal_scenario(), Difficulty.MIDDLE)
    for sure, kind in ((0.5, MoveKind.GO_ON), (0.9, MoveKind.DEFLECT)):
        talk = Talk(part).play([HELLO])
        topic = TopicHit(fact="apprentice", probability=sure, quote="")
        asks = read(Act.CLOSED_QUESTION).model_copy(update={"topics": (topic,)})
        assert talk.turn(asks).kind is kind


def test_a_promise_with_time_in_it_is_answered_and_not_sat_out() -> None:
    assert Talk(shop()).play([HELLO]).turn(read(Act.SILENCE)).kind is MoveKind.SILENCE
    promised = Talk(shop()).play([HELLO]).turn(read(Act.SILENCE, Act.OFFER))
    assert promised.kind is not MoveKind.SILENCE


def test_a_request_that_was_earned_is_answered_though_its_last_words_ran_over() -> None:
    for late, kind in ((2.0, MoveKind.GRANT), (60.0, MoveKind.FAREWELL)):
        talk = earned()
        talk.state = talk.state.model_copy(update={"seconds_left": 6.0 - late})
        assert talk.turn(read(Act.ASK_MEETING)).kind is kind
    unearned = Talk(shop()).play([HELLO])
    unearned.state = unearned.state.model_copy(update={"seconds_left": 4.0, "patience": 0.05})
    assert unearned.turn(read(Act.ASK_MEETING)).kind is MoveKind.HANG_UP


def test_whoever_talks_the_time_away_is_cut_off_even_if_it_was_no_language() -> None:
    talk = Talk(shop(), seconds=1300.0)
    move = talk.turn(read(Fault.MONOLOGUE, words=3500, foreign=True))
    assert (move.kind, move.ends) == (MoveKind.HANG_UP, True)


def test_a_question_that_anybody_may_be_asked_has_an_answer_of_hers() -> None:
    answers = {Everyday.WHO_IS_THAT: ("Aldous Finch.", "Finch, of Finch and son.", "Finch.")}
    persona = minimal_persona().model_copy(update={"answers": answers})
    talk = Talk(play(persona, minimal_scenario(), Difficulty.MIDDLE)).play([HELLO])
    asked = read(Act.CLOSED_QUESTION).model_copy(update={"everyday": Everyday.WHO_IS_THAT})
    move = talk.turn(asked)
    assert (move.kind, move.target) == (MoveKind.ANSWER, "who_is_that")
    assert talk.turn(asked).kind is not MoveKind.ANSWER
