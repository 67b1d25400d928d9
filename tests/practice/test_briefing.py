"""What the trainee reads before the call."""

from simulator.practice.briefing import as_text, brief, in_words
from tests.support.content import minimal_cast


def test_a_briefing_tells_what_will_be_graded_and_no_decoy() -> None:
    cast = minimal_cast()
    briefing = brief(cast)
    assert briefing.graded == tuple(check.asks for check in cast.scenario.rubric.checks)
    assert [known.text for known in briefing.dossier] == [
        item.text for item in cast.scenario.dossier
    ]
    shown = as_text(briefing, hints=True)
    for item in cast.scenario.dossier:
        assert item.text in shown
        assert item.why is None or item.why not in shown


def test_hints_are_off_unless_asked_for() -> None:
    cast = minimal_cast()
    (hint, *_) = cast.scenario.hints
    assert hint not in as_text(brief(cast))
    assert hint in as_text(brief(cast), hints=True)


def test_a_time_budget_is_told_as_people_say_it() -> None:
    assert [in_words(one) for one in (45.0, 90.0, 150.0, 240.0)] == [
        "45 seconds",
        "90 seconds",
        "2.5 minutes",
        "4 minutes",
    ]
