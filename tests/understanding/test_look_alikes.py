"""What looks alike and is not: probes and terms, requests and remarks, care and pressure."""

import pytest

from simulator.understanding.context import Context
from simulator.understanding.reader import Reader
from simulator.vocabulary import Act, Fault, MoveKind
from tests.support.content import minimal_persona, minimal_scenario

SECRET = "apprentice"


def shop() -> Reader:
    """The clock shop, whose owner keeps her apprentice to herself."""
    persona = minimal_persona()
    facts = tuple(fact.model_copy(update={"secret": fact.id == SECRET}) for fact in persona.facts)
    kept = persona.model_copy(update={"facts": facts})
    return Reader(minimal_scenario(), {kept.id: kept})


READER = shop()
PLAIN = Reader(None, {})
HERE = Context(
    persona="clock-shop-owner", said="Go on.", move=MoveKind.GO_ON, told=("Go on.",), turn=4
)
RESISTS = Context(
    persona="clock-shop-owner",
    said="Paper has never crashed on me.",
    move=MoveKind.OBJECT,
    told=("Paper has never crashed on me.",),
    turn=4,
)
MOURNS = Context.after("My husband died in March. They all wanted to speak with him.")


@pytest.mark.parametrize(
    "text",
    [
        "What is your apprentice planning?",
        "Is the apprentice leaving you?",
        "Just between us, off the record, who did it?",
        "Between you and me, who leaves?",
        "Was it someone in the workshop team?",
        "Tell me off the record who it was.",
    ],
)
def test_a_question_that_reaches_for_a_secret_is_a_probe(text: str) -> None:
    assert READER.appraise(text, HERE).has(Fault.SECRET_PROBE)


@pytest.mark.parametrize(
    "text",
    [
        "If you tell me something off the record, I don't print it.",
        "Anything you say off the record stays off the record.",
        "You can tell me this off the record, then I won't print any of it.",
        "Whatever you tell me stays between us.",
        "Off the record means that nobody hears it from me.",
        "An apprentice could read the sheet as well.",
    ],
)
def test_terms_and_statements_are_no_probes(text: str) -> None:
    found = READER.appraise(text, HERE)
    assert not found.has(Fault.SECRET_PROBE)
    assert not found.does(Act.OPEN_QUESTION)


@pytest.mark.parametrize(
    "text",
    [
        "So are you going to meet me or not?",
        "Can you meet me tonight?",
        "Would you put me on to her?",
        "Are you willing to meet us on Thursday?",
        "Could you, Gordon and I look at it together, for 25 minutes?",
    ],
)
def test_a_request_to_meet_is_heard(text: str) -> None:
    assert READER.appraise(text, HERE).does(Act.ASK_MEETING)


@pytest.mark.parametrize(
    "text",
    [
        "When is a good moment to catch her?",
        "What time is she usually best to reach her at?",
        "When a truck runs late we book the next free slot before it reaches the gate.",
    ],
)
def test_a_question_about_a_diary_and_a_remark_ask_for_no_meeting(text: str) -> None:
    assert not READER.appraise(text, HERE).does(Act.ASK_MEETING)


@pytest.mark.parametrize(
    "text",
    [
        "I understand you're busy, everybody's busy, but can you really afford not to look?",
        "Waiting is costing you money every single day.",
        "Every week you wait you lose customers.",
        "Just give me a yes and I'll leave you alone.",
    ],
)
def test_a_push_behind_kind_words_is_pressure_and_answers_nothing(text: str) -> None:
    found = READER.appraise(text, RESISTS)
    assert found.has(Fault.PRESSURE)
    assert not found.does(Act.HANDLE_OBJECTION)


@pytest.mark.parametrize(
    "text",
    [
        "If you'd rather not, that's an answer and I won't ring here again.",
        "You don't have to speak to anyone else about this.",
        "We won't call here again.",
        "I'll stay here till it's through the door.",
        "I'm staying on this call until the letter is on its way.",
    ],
)
def test_a_promise_to_leave_in_peace_is_no_offer_of_silence(text: str) -> None:
    assert not READER.appraise(text, MOURNS).does(Act.SILENCE)


@pytest.mark.parametrize(
    "text",
    ["You don't have to speak. I'm here.", "I won't rush you.", "I'll wait until you're ready."],
)
def test_leaving_time_is_an_offer_of_silence(text: str) -> None:
    assert READER.appraise(text, MOURNS).does(Act.SILENCE)


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry to hear about your husband. However, our terms say thirty days.",
        "So sorry. But we do charge for this month.",
        "I'm so sorry. The contract requires a form.",
        "My condolences. Can you confirm your address for me first?",
    ],
)
def test_a_demand_behind_a_condolence_is_heard_in_other_words(text: str) -> None:
    assert PLAIN.appraise(text, MOURNS).has(Fault.CONDOLENCE_THEN_DEMAND)


@pytest.mark.parametrize(
    "text",
    [
        "I'm so sorry. I've stopped it, and there's nothing to pay.",
        "I'm sorry about your husband. We won't charge you for this month.",
    ],
)
def test_a_remedy_behind_a_condolence_is_no_demand(text: str) -> None:
    assert not PLAIN.appraise(text, MOURNS).has(Fault.CONDOLENCE_THEN_DEMAND)


@pytest.mark.parametrize(
    "text", ["When could I speak to her?", "Can I talk with him?", "Who died, in your plan?"]
)
def test_nobody_is_made_to_repeat_a_death_where_nobody_died(text: str) -> None:
    found = READER.appraise(text, HERE)
    assert found.has(Fault.REPEAT_DEATH) is ("died" in text)


@pytest.mark.parametrize(
    "text", ["Can I start again? My name is Robin.", "Let me start over. I'm ringing about paper."]
)
def test_starting_over_in_a_call_is_no_talk_to_the_exercise(text: str) -> None:
    assert not READER.appraise(text, HERE).does(Act.META_TALK)


def test_who_is_in_charge_is_no_question_of_money() -> None:
    persona = minimal_persona()
    cost = persona.facts[0].model_copy(update={"called": "the cost", "about": ("the cost",)})
    reader = Reader(minimal_scenario(), {persona.id: persona.model_copy(update={"facts": (cost,)})})
    assert not reader.appraise("Are you the one in charge of the shop?", HERE).topics
    assert reader.appraise("What do they charge?", HERE).topics


def test_a_plain_sorry_is_an_apology() -> None:
    assert READER.appraise("Sorry.", HERE).does(Act.APOLOGISE)


def test_understanding_that_goes_on_to_the_matter_is_no_stock_phrase() -> None:
    found = READER.appraise("I understand, it's your good name that goes with me.", RESISTS)
    assert not found.has(Fault.EMPTY_EMPATHY)


def test_name_and_company_are_an_introduction_to_whoever_picks_up() -> None:
    greeted = Context(persona="clock-shop-owner", said="Yes?", move=MoveKind.GREET, turn=6)
    found = READER.appraise("Mrs Marlow, Jo Reed from Ledgerleaf, thank you.", greeted)
    assert found.does(Act.INTRODUCE)


@pytest.mark.parametrize(
    ("text", "pitches"),
    [
        ("We print a monthly sheet, and nobody opens a screen.", True),
        ("Our people send you a printed sheet every month.", True),
        ("Would you read a printed sheet from us?", False),
        ("You keep everything on paper, like a printed sheet.", False),
    ],
)
def test_telling_plainly_what_we_do_is_a_pitch(text: str, pitches: bool) -> None:
    assert READER.appraise(text, HERE).does(Act.PITCH) is pitches


def test_telling_what_we_do_in_answer_to_her_is_no_pitch() -> None:
    text = "We print a monthly sheet, and nobody opens a screen."
    assert not READER.appraise(text, RESISTS).does(Act.PITCH)
    asked = Context(persona="clock-shop-owner", said="And how would that work?", turn=4)
    assert not READER.appraise(text, asked).does(Act.PITCH)


@pytest.mark.parametrize(
    "text",
    [
        "I can't cancel that for you today.",
        "The system won't let me stop it.",
        "I'm unable to refund that.",
    ],
)
def test_what_is_refused_is_no_offer(text: str) -> None:
    assert not PLAIN.appraise(text, HERE).does(Act.OFFER)


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("I won't keep you. How do you get your springs?", False),
        ("I'll let you go in a second. Could we meet on Thursday?", False),
        ("Thank you for your time. I'll let you go now.", True),
        ("Could we meet one day? No? Then goodbye.", True),
        ("Goodbye, Mrs Marlow. Thank you.", True),
        ("Goodbye, then. Ask for me if anything comes up.", True),
    ],
)
def test_leave_is_taken_by_whoever_has_nothing_more_to_ask(text: str, leaves: bool) -> None:
    assert READER.appraise(text, HERE).does(Act.CLOSE) is leaves


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("I have two daughters myself, I know what it's like.", True),
        ("When my father died I felt the same.", True),
        ("That would frighten me as well, and you did it alone.", False),
        ("I'd be upset too.", False),
    ],
)
def test_validation_stays_with_her_and_a_story_of_ones_own_does_not(text: str, turns: bool) -> None:
    assert PLAIN.appraise(text, MOURNS).has(Fault.SELF_ORIENTED) is turns


@pytest.mark.parametrize(
    ("text", "insults"),
    [
        ("You people never listen.", True),
        ("You people!", True),
        ("You're an idiot.", True),
        ("You people must be tired of calls like this.", False),
        ("It's the waiting that loses you people, not the driving.", False),
        ("You're not being rude, you're worried.", False),
        ("I'm an idiot, I dialled too early.", False),
    ],
)
def test_contempt_is_an_insult_and_its_denial_is_none(text: str, insults: bool) -> None:
    assert READER.appraise(text, HERE).does(Act.INSULT) is insults
