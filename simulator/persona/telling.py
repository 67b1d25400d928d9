"""Telling: which of her facts a question opens, and what she tells unasked."""

from simulator.authoring.persona import Fact
from simulator.conversation.appraisal import TopicHit
from simulator.conversation.state import Move
from simulator.persona.state import UNEARNED
from simulator.persona.view import View
from simulator.vocabulary import Everyday, Fault, MoveKind

SURELY = 0.75
"""The probability from which a question is taken to reach for a secret; a hint of one is none."""
NEAR = 0.6
"""A fact this near to the one a question fits best may be told in its place."""


def questioned(view: View) -> Move | None:
    """Her answer to a question about what she knows: told, or deflected."""
    topics = sorted(view.appraisal.topics, key=lambda topic: -topic.probability)
    near = [topic for topic in topics if topic.probability >= NEAR * topics[0].probability]
    answers = [_answer(view, fact) for topic in near if (fact := _meant(view, topic)) is not None]
    moves = [move for move in answers if move is not None]
    told = (move for move in moves if move.kind is MoveKind.DISCLOSE)
    return next(told, moves[0] if moves else None)


def _meant(view: View, topic: TopicHit) -> Fact | None:
    fact = view.part.facts.get(topic.fact)
    hinted = fact is not None and fact.secret and topic.probability < SURELY
    return None if hinted else fact


def _answer(view: View, fact: Fact) -> Move | None:
    told = view.state.disclosed.count(fact.id)
    if fact.secret or sours(view) or not fact.unlock.holds(view.here):
        reason = "nobody is told that" if fact.secret else "asked before it was earned"
        return Move(kind=MoveKind.DEFLECT, reason=reason, target=fact.id)
    if told < len(fact.says):
        reason = "asked again" if told else "asked, and ready to tell"
        return Move(kind=MoveKind.DISCLOSE, reason=reason, target=fact.id)
    return None


def replies(view: View) -> Move | None:
    """Her answer to a question that anybody may be asked, if nothing she knows answers it."""
    asked = view.appraisal.everyday
    if asked is None or asked not in view.part.persona.answers or _just_replied(view, asked):
        return None
    told = questioned(view)
    if told is not None and told.kind is MoveKind.DISCLOSE:
        return None
    return Move(kind=MoveKind.ANSWER, reason="asked what anybody may be asked", target=asked)


def _just_replied(view: View, asked: Everyday) -> bool:
    return (
        view.last(MoveKind.ANSWER) and view.previous is not None and view.previous.target == asked
    )


def volunteers(view: View) -> Move | None:
    """What she is ready to tell unasked."""
    if sours(view):
        return None
    for fact in view.part.facts.values():
        told = fact.id in view.state.disclosed
        if fact.volunteered and not fact.secret and not told and fact.unlock.holds(view.here):
            return Move(kind=MoveKind.DISCLOSE, reason="ready to tell unasked", target=fact.id)
    return None


def sours(view: View) -> bool:
    """Whether the turn is one after which nobody tells anything."""
    return bool((UNEARNED - {Fault.MONOLOGUE}) & set(view.here.faults_now))
