"""Simulated trainees speak as people do, and the same seed gives the same calls."""

from pathlib import Path

import pytest

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import Catalogue
from simulator.scale.many import processes_for, run_many
from simulator.scale.trainee import TraineeKind
from simulator.scale.tryout import Job, Rig, jobs_of
from simulator.vocabulary import Difficulty
from tests.support.content import minimal_cast

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))


def shipped(scenario: str) -> Cast:
    return Catalogue.find((ROOT / "scenarios", ROOT / "personas")).cast(scenario)


@pytest.mark.parametrize("scenario", SHIPPED)
def test_every_kind_has_its_say_in_every_scenario(scenario: str) -> None:
    rig = Rig(shipped(scenario))
    for kind in TraineeKind:
        call = rig.play(Job(kind, Difficulty.MIDDLE, 3))
        said = [turn.said for turn in call.trainee_turns()]
        assert call.outcome is not None
        assert said
        if kind is not TraineeKind.INJECTOR:
            assert not [text for text in said if set("{}§[]") & set(text)], kind


@pytest.mark.parametrize("kind", [TraineeKind.SKILLED, TraineeKind.AVERAGE])
@pytest.mark.parametrize("scenario", SHIPPED)
def test_other_seeds_find_other_words(scenario: str, kind: TraineeKind) -> None:
    rig = Rig(shipped(scenario))
    first = [rig.play(Job(kind, Difficulty.MIDDLE, seed)).trainee_turns()[1:] for seed in (1, 2)]
    one, other = ({turn.said for turn in turns} for turns in first)
    assert one != other


def test_the_same_job_gives_the_same_call() -> None:
    job = Job(TraineeKind.SKILLED, Difficulty.MIDDLE, 7)
    one, other = (Rig(minimal_cast()).play(job) for _ in range(2))
    assert [turn.said for turn in one.turns] == [turn.said for turn in other.turns]
    assert one.outcome == other.outcome


def test_a_skilled_caller_repeats_no_sentence() -> None:
    call = Rig(shipped("exec-ninety-seconds")).play(Job(TraineeKind.SKILLED, Difficulty.HARD, 5))
    said = [turn.said for turn in call.trainee_turns()]
    assert len(said) == len(set(said))


def test_mails_have_a_subject_and_a_name_below() -> None:
    call = Rig(shipped("mail-that-warms")).play(Job(TraineeKind.SKILLED, Difficulty.MIDDLE, 1))
    for turn in call.trainee_turns():
        assert turn.said.startswith("Subject: ")
        assert "Nicky" in turn.said.splitlines()[-1]


def test_a_trainee_sets_no_state_but_by_talking() -> None:
    call = Rig(minimal_cast()).play(Job(TraineeKind.INJECTOR, Difficulty.EASY, 1))
    assert all(turn.appraisal is not None for turn in call.trainee_turns())
    assert all(turn.move is not None for turn in call.turns if not turn.is_trainee)


def test_kinds_meet_the_persona_with_the_same_seeds() -> None:
    jobs = jobs_of([TraineeKind.SKILLED, TraineeKind.PUSHY], Difficulty.EASY, 3, seed=2)
    assert [job.seed for job in jobs[:3]] == [job.seed for job in jobs[3:]]
    assert {job.seed for job in jobs}.isdisjoint(
        job.seed for job in jobs_of([TraineeKind.SKILLED], Difficulty.EASY, 3, seed=1)
    )


def test_a_few_calls_are_not_worth_a_process() -> None:
    assert processes_for(9) == 1


@pytest.mark.slow
def test_processes_change_nothing() -> None:
    jobs = jobs_of([TraineeKind.SKILLED, TraineeKind.ROBOT], Difficulty.MIDDLE, 5, seed=1)
    alone = sorted(run_many(minimal_cast(), jobs, processes=1))
    beside = sorted(run_many(minimal_cast(), jobs, processes=2))
    assert alone == beside
