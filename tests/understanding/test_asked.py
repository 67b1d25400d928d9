"""Which fact a question is about: by meaning, and without weights by cue words."""

import shutil
from pathlib import Path

import pytest

from simulator.authoring.load import load_persona
from simulator.understanding import weights
from simulator.understanding.asked import Asked, shipped
from simulator.understanding.context import Context
from simulator.understanding.learned import FOLDER
from simulator.understanding.reader import Reader
from simulator.understanding.topics import Topics
from tests.support.content import minimal_persona, minimal_scenario

ROOT = Path(__file__).parents[2]
OWNER = minimal_persona()
PERSONAS = {OWNER.id: OWNER}
READER = Reader(minimal_scenario(), PERSONAS)
HERE = Context(persona=OWNER.id)


def topics(text: str) -> list[str]:
    return [hit.fact for hit in READER.appraise(text, HERE).topics]


def test_a_reader_that_was_warmed_reads_the_same() -> None:
    warmed = Reader(minimal_scenario(), PERSONAS)
    warmed.warm()
    asked = "are your suppliers on time"
    assert warmed.appraise(asked, HERE) == READER.appraise(asked, HERE)


def test_what_ships_can_be_loaded() -> None:
    assert shipped().missing == ""


@pytest.mark.parametrize(
    "text",
    [
        "How long does it take until you get what you ordered for repairs?",
        "are your suppliers on time",
        "What slows you down, is it waiting on springs?",
    ],
)
def test_a_fact_is_found_by_words_that_its_author_did_not_give(text: str) -> None:
    assert topics(text) == ["late-parts"]


@pytest.mark.parametrize(
    "text",
    [
        "What's your favourite film?",
        "Would Tuesday at ten suit you?",
        "Is it raining where you are?",
        "Could you repeat that?",
        "",
        "\ud800?",
        "?" * 5000,
    ],
)
def test_what_she_has_no_answer_to_finds_nothing(text: str) -> None:
    assert topics(text) == []


def test_the_sentence_before_says_what_it_is() -> None:
    assert topics("Does he work for you?") == []
    assert topics("I saw a young man at the bench. Does he work for you?") == ["apprentice"]


def test_the_same_words_get_the_same_figures_in_any_company() -> None:
    known = shipped().known(OWNER.facts)
    first = shipped().probabilities("Who helps you in the workshop?", known, ())
    shipped().probabilities("A quite different and much longer sentence, is it not?", known, ())
    alone = Asked()
    assert (
        alone.probabilities("Who helps you in the workshop?", alone.known(OWNER.facts), ()) == first
    )


def test_the_figures_are_shares_of_one() -> None:
    sure = shipped().probabilities("Who helps you?", shipped().known(OWNER.facts), ("apprentice",))
    assert all(0.0 <= one <= 1.0 for one in sure.values())
    assert sum(sure.values()) <= 1.0


def test_without_weights_the_authors_words_are_all_there_is() -> None:
    bare = Reader(minimal_scenario(), PERSONAS)
    bare.__dict__["_topics"] = Topics(PERSONAS, Asked(Path("nowhere")))
    found = bare.appraise("What about the spare parts?", HERE).topics
    assert [hit.fact for hit in found] == ["late-parts"]
    assert not bare.appraise("Are your suppliers on time?", HERE).topics


def test_changed_weights_are_not_used(tmp_path: Path) -> None:
    for name in weights.ASKED_FILES:
        shutil.copy(FOLDER / name, tmp_path / name)
    with (tmp_path / weights.ASKED).open("ab") as network:
        network.write(b"more")
    assert Asked(tmp_path).missing == f"{weights.ASKED} differs from the card's SHA-256"


def test_somebody_without_facts_can_be_asked_anything() -> None:
    mute = OWNER.model_copy(update={"facts": ()})
    reader = Reader(minimal_scenario(), {mute.id: mute})
    assert reader.appraise("What about the spare parts?", Context(persona=mute.id)).topics == ()


def test_every_fact_that_ships_has_questions_that_are_remembered() -> None:
    for path in sorted((ROOT / "personas").glob("*.yaml")):
        known = shipped().known(load_persona(path).facts)
        assert all(one is not None for one in known.questions), path.stem
        assert known.beside is not None, path.stem
