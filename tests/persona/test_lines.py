"""The author's lines: picked by condition and seed, filled safely, never said twice in a call."""

from itertools import pairwise

from simulator.authoring.condition import Condition
from simulator.authoring.persona import Line
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.state import Move
from simulator.persona.lines import LineBook, Moment, bank, filled
from simulator.persona.part import Part
from simulator.persona.situation import situation
from simulator.persona.state import initial, settle
from simulator.vocabulary import Act, Channel, MoveKind
from tests.persona.parts import shop
from tests.support.content import minimal_cast


def moment(
    kind: MoveKind, number: int = 1, target: str | None = None, part: Part | None = None
) -> Moment:
    played = part or shop()
    move = Move(kind=kind, reason="because", target=target)
    state = settle(initial(played), move)
    here = situation(state, Appraisal(), Channel.PHONE)
    return Moment(played, state, here, move, number)


def with_lines(kind: MoveKind, *lines: Line | str) -> Part:
    part = shop()
    persona = part.persona.model_copy(update={"lines": {**part.persona.lines, kind: lines}})
    return Part(**{**part.__dict__, "persona": persona})


def test_the_same_seed_and_turn_give_the_same_words() -> None:
    one = [LineBook(5).word(moment(MoveKind.CHALLENGE, turn)) for turn in range(5)]
    other = [LineBook(5).word(moment(MoveKind.CHALLENGE, turn)) for turn in range(5)]
    assert one == other
    seeds = {LineBook(seed).word(moment(MoveKind.CHALLENGE)) for seed in range(20)}
    assert len(seeds) > 4


def test_no_line_is_said_twice_until_the_bank_is_used_up() -> None:
    book = LineBook(1)
    size = len(bank(moment(MoveKind.CHALLENGE)))
    said = [book.word(moment(MoveKind.CHALLENGE, turn)) for turn in range(3 * size)]
    assert len(set(said[:size])) == size
    assert all(one != other for one, other in pairwise(said))
    assert said[size] == said[0], "the least recently used line comes first"


def test_a_book_recalls_what_a_stored_call_has_said() -> None:
    told, again = LineBook(1), LineBook(1)
    for turn in range(4):
        now = moment(MoveKind.DECLINE, turn)
        again.recall(now, told.word(now))
    rest = [moment(MoveKind.DECLINE, turn) for turn in range(4, 8)]
    assert [told.word(now) for now in rest] == [again.word(now) for now in rest]


def test_a_line_for_the_situation_goes_before_one_for_any() -> None:
    short = Line(text="Quick.", when=Condition(patience="< 0.6"))
    never = Line(text="Never.", when=Condition(patience="> 0.9"))
    part = with_lines(MoveKind.GO_ON, "Yes.", "And?", short, never)
    book = LineBook(1)
    said = [book.word(moment(MoveKind.GO_ON, turn, part=part)) for turn in range(3)]
    assert said[0] == "Quick."
    assert set(said[1:]) == {"Yes.", "And?"}


def test_slots_are_filled_and_other_braces_left_alone() -> None:
    line = "{trainee} of {company}: {seconds}, {topic}, {trainee.__class__} {0}"
    part = with_lines(MoveKind.GO_ON, line)
    said = LineBook(1).word(moment(MoveKind.GO_ON, part=part))
    assert said == "Jo Reed of Ledgerleaf: 180, that, {trainee.__class__} {0}"


def test_a_topic_is_named_unless_its_name_gives_it_away() -> None:
    part = with_lines(MoveKind.DEFLECT, "Not {topic}.")
    late = moment(MoveKind.DEFLECT, target="late-parts", part=part)
    assert LineBook(1).word(late) == "Not the late parts."
    apprentice = moment(MoveKind.DEFLECT, target="apprentice", part=part)
    assert LineBook(1).word(apprentice) == "Not that."


def test_facts_objections_and_rungs_have_words_of_their_own() -> None:
    told = LineBook(1).word(moment(MoveKind.DISCLOSE, target="late-parts"))
    assert told == "The springs come three weeks late, every time."
    held = LineBook(1).word(moment(MoveKind.OBJECT, target="no-computers"))
    assert held == "I keep my books on paper."
    eased = LineBook(1).word(moment(MoveKind.EASED, target="no-computers"))
    assert eased == "A printed sheet I could live with."
    gone = LineBook(1).word(moment(MoveKind.HANG_UP, target="hung-up"))
    assert gone == "That is all, thank you."


def test_a_rung_without_words_is_said_in_hers() -> None:
    assert "twenty minutes in the shop" in LineBook(1).word(moment(MoveKind.GRANT, target="visit"))


def test_a_line_about_what_was_just_done_goes_before_one_about_a_mood() -> None:
    asked = Line(text="Depends who asks.", when=Condition(now=(Act.CLOSED_QUESTION,)))
    short = Line(text="Quick.", when=Condition(patience="< 0.6"))
    part = with_lines(MoveKind.GO_ON, "Yes.", short, asked)
    now = moment(MoveKind.GO_ON, part=part)
    now.here.now = [Act.CLOSED_QUESTION]
    said = [LineBook(seed).word(now) for seed in range(10)]
    assert set(said) == {"Depends who asks."}


def test_a_channel_alone_lets_a_line_in_and_not_ahead() -> None:
    phone = Line(text="Keep walking.", when=Condition(channel=(Channel.PHONE,)))
    mail = Line(text="See below.", when=Condition(channel=(Channel.EMAIL,)))
    part = with_lines(MoveKind.GO_ON, "Yes.", "And?", "So.", phone, mail)
    said = {LineBook(seed).word(moment(MoveKind.GO_ON, part=part)) for seed in range(40)}
    assert said == {"Yes.", "And?", "So.", "Keep walking."}


def test_a_slot_that_begins_a_sentence_begins_with_a_capital() -> None:
    lines = {
        "Done. {grant}.": "Done. Twenty minutes in the shop.",
        "{grant}, then.": "Twenty minutes in the shop, then.",
        "All right, {grant}.": "All right, twenty minutes in the shop.",
        "Well… {grant}!": "Well… Twenty minutes in the shop!",
    }
    for template, wanted in lines.items():
        now = moment(MoveKind.GRANT, target="visit", part=with_lines(MoveKind.GRANT, template))
        assert LineBook(1).word(now) == wanted


def test_an_objection_that_was_met_is_owned_before_the_answer() -> None:
    told = moment(MoveKind.DISCLOSE, target="late-parts")
    move = told.move.model_copy(update={"eases": "no-computers"})
    both = Moment(told.part, told.state, told.here, move, told.number)
    assert LineBook(1).word(both) == (
        "A printed sheet I could live with. The springs come three weeks late, every time."
    )
    once = LineBook(1)
    once.recall(both, LineBook(1).word(both))
    assert once.word(told) == "The springs come three weeks late, every time."


def challenges(book: LineBook, turns: int) -> list[str]:
    return [book.word(moment(MoveKind.CHALLENGE, turn)) for turn in range(turns)]


def after(*past: list[str], seed: int = 1) -> LineBook:
    book = LineBook(seed)
    book.remember(past, minimal_cast())
    return book


def test_what_was_heard_in_earlier_calls_comes_last_and_the_oldest_of_it_first() -> None:
    now = moment(MoveKind.CHALLENGE)
    every = [filled(line.text, now) for line in bank(now)]
    first, second, fresh = every[:2], every[2:4], every[4:]
    said = challenges(after(first, second), len(every))
    assert set(said[: len(fresh)]) == set(fresh)
    assert set(said[len(fresh) : -2]) == set(first)
    assert set(said[-2:]) == set(second)


def test_no_line_comes_again_in_the_next_call_until_the_bank_is_used_up() -> None:
    half = len(bank(moment(MoveKind.CHALLENGE))) // 2
    one = challenges(after(), half)
    assert not set(one) & set(challenges(after(one, seed=2), half))


def test_the_same_seed_and_past_give_the_same_words() -> None:
    past = challenges(LineBook(4), 3)
    assert challenges(after(past), 6) == challenges(after(past), 6)


def test_a_line_of_an_earlier_call_is_known_with_its_slots_filled_and_behind_another() -> None:
    book = after()
    eased = "A printed sheet I could live with."
    granted = book.word(moment(MoveKind.GRANT, target="visit"))
    later = after([granted, f"{eased} {challenges(book, 1)[0]}"])
    assert later.word(moment(MoveKind.GRANT, target="visit")) != granted
    assert challenges(later, 1) != challenges(after(), 1)


def test_the_call_opens_with_words_that_were_not_heard_yet() -> None:
    says = minimal_cast().scenario.opening.says
    heard = after().opens(says)
    assert after().opens(says) == heard
    assert len(says) == 1 or after([heard]).opens(says) != heard
