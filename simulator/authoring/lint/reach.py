"""Which facts of a persona can ever be told, following what each waits for."""

from dataclasses import dataclass

from simulator.authoring.condition import Condition
from simulator.authoring.lint.conditions import Known, impossible
from simulator.authoring.lint.notes import Note, Notes, Path
from simulator.authoring.persona import Persona


@dataclass
class _Reached:
    facts: set[str]
    raised: set[str]
    met: set[str]

    def opens(self, condition: Condition) -> bool:
        return (
            set(condition.disclosed) <= self.facts
            and set(condition.raised) <= self.raised
            and set(condition.met) <= self.met
        )


def unreachable(persona: Persona, known: Known) -> Notes:
    """A note for every fact that waits for what never comes (secret facts are exempt)."""
    reached = _reach(persona, known)
    for number, fact in enumerate(persona.facts):
        path: Path = ("facts", number, "unlock")
        if not fact.secret and fact.id not in reached.facts and _sound(fact.unlock, known):
            yield _waits(fact.unlock, path, reached)


def _reach(persona: Persona, known: Known) -> _Reached:
    reached = _Reached(set(), set(), set())
    size = -1
    while size != (size := len(reached.facts) + len(reached.raised) + len(reached.met)):
        _grow(persona, known, reached)
    return reached


def _grow(persona: Persona, known: Known, reached: _Reached) -> None:
    def opens(condition: Condition) -> bool:
        return reached.opens(condition) and _sound(condition, known)

    reached.facts |= {one.id for one in persona.facts if not one.secret and opens(one.unlock)}
    reached.raised |= {one.id for one in persona.objections if opens(one.raise_when)}
    reached.met |= {
        one.id
        for one in persona.objections
        if one.id in reached.raised and any(map(opens, one.eased_by))
    }


def _sound(condition: Condition, known: Known) -> bool:
    return not any(impossible(condition, (), known))


def _waits(condition: Condition, path: Path, reached: _Reached) -> Note:
    lists = (
        (
            "disclosed",
            condition.disclosed,
            reached.facts,
            "the fact '{}' is told, which can never be",
        ),
        ("raised", condition.raised, reached.raised, "the objection '{}', which is never raised"),
        ("met", condition.met, reached.met, "the objection '{}' is met, which can never be"),
    )
    key, number, words = next(
        (key, number, words.format(name))
        for key, names, there, words in lists
        for number, name in enumerate(names)
        if name not in there
    )
    return Note(
        (*path, key, number),
        f"this fact can never be told: it waits until {words}",
        "let it open without that, or let that come first",
    )
