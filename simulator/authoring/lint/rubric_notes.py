"""Mistakes of meaning in a rubric: checks no call can pass, ids or weights out of hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.authoring.lint.notes import Note, Notes, Path, dead, duplicates
from simulator.authoring.rubric import Check, Evidence, Rubric
from simulator.vocabulary import MoveKind

ENDING = frozenset({MoveKind.GRANT, MoveKind.FAREWELL, MoveKind.HANG_UP})
"""Moves that no turn of the trainee's comes after."""


@dataclass(frozen=True)
class Stage:
    """What can happen in the scenario that a rubric belongs to."""

    moves: frozenset[MoveKind] = frozenset(MoveKind)
    """Moves that its personas can make."""
    items: Mapping[str, bool] | None = None
    """Items by id, and whether each can be used rightly; ``None`` if that isn't known."""


def rubric_notes(rubric: Rubric, stage: Stage, root: Path = ()) -> Notes:
    """All notes on a rubric.

    Args:
        rubric: the rubric.
        stage: what its calls can hold.
        root: where it stands in its file.
    """
    yield from duplicates(_ids(rubric, root), "check, mechanism or blocking error")
    yield from _weights(rubric, root)
    for number, check in enumerate(rubric.checks):
        yield from _check(check, stage, (*root, "checks", number))
    for number, blocking in enumerate(rubric.blocking):
        yield from _evidence(blocking.when, stage, (*root, "blocking", number, "when"))


def _ids(rubric: Rubric, root: Path) -> Iterator[tuple[Path, str]]:
    for number, check in enumerate(rubric.checks):
        yield (*root, "checks", number, "id"), check.id
    for number, mechanism in enumerate(rubric.mechanisms):
        yield (*root, "mechanisms", number, "id"), mechanism.id
    for number, blocking in enumerate(rubric.blocking):
        yield (*root, "blocking", number, "id"), blocking.id


def _weights(rubric: Rubric, root: Path) -> Notes:
    weights = [check.weight for check in rubric.checks]
    total = sum(weights) + sum(mechanism.weight for mechanism in rubric.mechanisms)
    for number, check in enumerate(rubric.checks):
        if check.weight > total / 2:
            yield Note(
                (*root, "checks", number, "weight"),
                f"'{check.id}' outweighs all other checks and mechanisms together",
                f"give it at most {(total - check.weight):g}",
            )


def _check(check: Check, stage: Stage, path: Path) -> Notes:
    yield from _evidence(check.yes_when, stage, (*path, "yes_when"))
    yield from _moves(check.opportunity, stage, (*path, "opportunity"))
    latest = check.yes_when.by_turn
    if latest is not None and check.times > latest:
        yield Note(
            (*path, "times"),
            f"{check.times} turns can't show it by turn {latest}",
            f"write at most {latest}, or a later `by_turn`",
        )


def _moves(moves: tuple[MoveKind, ...], stage: Stage, path: Path) -> Notes:
    for number, move in enumerate(moves):
        if move not in stage.moves:
            yield Note(
                (*path, number),
                f"no persona of this scenario can make the move '{move}'",
                "name a move that can happen, or remove it",
            )


def _evidence(evidence: Evidence, stage: Stage, path: Path) -> Notes:
    yield from _moves(evidence.answers, stage, (*path, "answers"))
    for number, move in enumerate(evidence.answers):
        if move in ENDING:
            yield Note(
                (*path, "answers", number),
                f"no turn comes after '{move}': it ends the call",
                "name a move that the call goes on after",
            )
    yield from _empty(evidence, path)
    yield from _contradictions(evidence, path)
    if stage.items is not None:
        yield from _items(evidence, stage.items, path)


def _empty(evidence: Evidence, path: Path) -> Notes:
    if evidence == Evidence():
        yield Note(path, "it asks for nothing, so every turn shows it", "name an act or a fault")


def _contradictions(evidence: Evidence, path: Path) -> Notes:
    pairs = (
        ("faults", evidence.faults, "without", evidence.without),
        ("acts", evidence.acts, "before", evidence.before),
    )
    for wanted, some, barred, all_barred in pairs:
        if some and set(some) <= set(all_barred):
            yield Note(
                (*path, barred),
                f"'{wanted}' asks for what '{barred}' rules out: no turn can do both",
                "take it out of one of the two",
            )


def _items(evidence: Evidence, items: Mapping[str, bool], path: Path) -> Notes:
    yield from dead((*path, "used"), evidence.used, items, "item")
    yield from dead((*path, "misused"), evidence.misused, items, "item")
    for number, name in enumerate(evidence.used):
        if items.get(name) is False:
            yield Note(
                (*path, "used", number),
                f"the item '{name}' is a decoy and never rightly used",
                "name an item that is true, or ask for it under `misused`",
            )
