"""How her state starts and moves: pure functions over rules that are data."""

from collections.abc import Iterator
from dataclasses import replace
from math import fsum
from typing import NamedTuple, TypeVar

from simulator.authoring.condition import Condition
from simulator.authoring.persona import Rule
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.state import Move, PersonaState, StateChange
from simulator.persona.part import Part
from simulator.persona.situation import Here, situation
from simulator.vocabulary import Act, Channel, Fault, Kind, MoveKind, Variable

MOST_GAIN = 0.15
"""A variable gets no better than this in one turn: no magic phrase opens a door."""
MOST_LOSS = 0.35
REPEAT = 0.5
"""What a gain is still worth each time the same act comes again."""
EASY_UP_TO = 0.5
"""Up to here a gain counts in full; from here it shrinks evenly, to nothing at 1."""
CARRIED = 0.5
"""The share of trust and patience won or lost with one persona that the next one hears of."""
PASSED_ON = (Act.INTRODUCE, Act.STATE_PURPOSE)
"""What whoever answers tells the one she puts the caller through to."""
NEAR_END = 0.25
"""The last share of the time budget, in which waiting costs patience."""
NEAR_END_COST = 0.03
BEARABLE_WORDS = 60
"""Words of one spoken turn (22 s at 160 a minute) that cost no patience."""
BEARABLE_WRITTEN_WORDS = 180
"""The same for an e-mail."""
LONG_COST = 0.08
"""Patience that each further helping of bearable words costs."""
LONG_MOST = 0.24
WRONG_CLAIM_COSTS = 0.4
"""How much lower trust can ever come in this call, for each turn that held a wrong claim."""
WARY = 0.5
"""What a gain is worth in the turn after one that lost as much: it takes more to win her back."""
FADE = 0.02
"""Interest that is lost in a turn which does nothing for it, down to where it began."""
FOREIGN_COSTS = {Variable.TRUST: 0.03, Variable.PATIENCE: 0.06}
"""What a turn in another language costs: little, for it may be a slip."""
ITEM_GAINS = {Variable.TRUST: 0.05, Variable.INTEREST: 0.08}
"""What an item worth using brings the first time it is used rightly."""
HURTFUL = frozenset(
    {
        Fault.PRESSURE,
        Fault.DISMISSAL,
        Fault.CONDOLENCE_THEN_DEMAND,
        Fault.UPSELL,
        Fault.REPEAT_DEATH,
        Fault.FALSE_CLAIM,
        Fault.INSULT,
        Fault.INJECTION,
    }
)
UNEARNED = HURTFUL | {
    Fault.FLATTERY,
    Fault.EMPTY_EMPATHY,
    Fault.SECRET_PROBE,
    Fault.MONOLOGUE,
}
"""A turn with one of these eases no objection and wins nothing, whatever else it says."""
FEELING = frozenset({Act.ACKNOWLEDGE_FEELING, Act.REFLECT, Act.NAME_LOSS, Act.APOLOGISE})
"""What a stock phrase takes the worth from, in the same turn."""


Key = TypeVar("Key", Act, Fault)


class Step(NamedTuple):
    """One step of one variable, before the floors and ceilings."""

    variable: Variable
    by: float
    because: str
    quote: str | None


class Handover(NamedTuple):
    """What one persona passes on to the next, of how she was treated."""

    trust: float
    patience: float
    seconds_left: float
    told: tuple[Act, ...] = ()
    """What the caller told her and she passes on: the name, the reason for the call."""


def handover(part: Part, state: PersonaState) -> Handover:
    """What was won or lost with her, and the time that is left."""
    start = initial(part)
    return Handover(
        trust=CARRIED * (state.trust - start.trust),
        patience=CARRIED * (state.patience - start.patience),
        seconds_left=state.seconds_left,
        told=tuple(act for act in PASSED_ON if act in state.done),
    )


def initial(part: Part, handed: Handover | None = None) -> PersonaState:
    """Her state before a word is said to her.

    ``handed`` is what the one who put the call through passed on; then she gives what is left of
    the time budget, and at least half of it.
    """
    temper = part.persona.temperament
    budget = part.scenario.budget_s
    given = handed or Handover(0.0, 0.0, budget)
    return PersonaState(
        persona=part.persona.id,
        trust=_share(temper.trust + given.trust + part.mood),
        patience=_share(temper.patience * part.preset.patience + given.patience + part.mood),
        interest=temper.interest,
        distress=_share(temper.distress * part.scenario.dials.grief),
        seconds_left=round(max(given.seconds_left, budget / 2), 2),
        done=dict.fromkeys(given.told, 1),
    )


def advance(
    state: PersonaState, appraisal: Appraisal, part: Part, seconds_left: float
) -> PersonaState:
    """Her state after the trainee's turn, with every step's reason and quote.

    Args:
        state: hers before the turn.
        appraisal: what the turn did.
        part: how she is played.
        seconds_left: of her time budget, at the end of the turn.
    """
    counted = _counted(state, appraisal, seconds_left)
    here = situation(counted, appraisal, part.scenario.channel)
    steps = list(_steps(state, appraisal, part, here))
    moved = _moved(state, counted, [*steps, *_fading(steps, state, appraisal, part)])
    after = situation(moved, appraisal, part.scenario.channel)
    answered = state.answered + tuple(_answered(part, after))
    met = (one for one in dict.fromkeys(answered) if _suffices(one, answered, state, part))
    fresh = tuple(one for one in met if one not in state.met)
    return moved.model_copy(update={"answered": answered, "met": state.met + fresh})


def settle(state: PersonaState, move: Move) -> PersonaState:
    """Her state once the move is decided: what it raised and told, and how often it was made."""
    moves = {**state.moves, move.kind: state.moves.get(move.kind, 0) + 1}
    update: dict[str, object] = {"moves": moves}
    if move.target is not None and move.kind is MoveKind.DISCLOSE:
        update["disclosed"] = (*state.disclosed, move.target)
    if move.target is not None and move.kind is MoveKind.OBJECT:
        update["raised"] = (*state.raised, move.target)
    return state.model_copy(update=update)


def _counted(state: PersonaState, appraisal: Appraisal, seconds_left: float) -> PersonaState:
    fresh = (item for item in appraisal.rightly_used() if item not in state.used)
    return state.model_copy(
        update={
            "turn": state.turn + 1,
            "seconds_left": round(seconds_left, 2),
            "done": _tally(state.done, {hit.act for hit in appraisal.acts}),
            "faults": _tally(state.faults, {hit.fault for hit in appraisal.faults}),
            "used": (*state.used, *dict.fromkeys(fresh)),
            "changes": (),
        }
    )


def _tally(before: dict[Key, int], now: set[Key]) -> dict[Key, int]:
    return before | {key: before.get(key, 0) + 1 for key in sorted(now)}


def _steps(before: PersonaState, appraisal: Appraisal, part: Part, here: Here) -> Iterator[Step]:
    earned = not UNEARNED & set(here.faults_now)
    quotes = _quotes(appraisal)
    for rule in part.rules:
        if any(key in quotes for key in rule.on) and rule.when.holds(here):
            steps = _rule_steps(rule, before, quotes, part)
            yield from (step for step in steps if earned or not _good(step.variable, step.by))
    if earned:
        yield from _item_steps(before, appraisal, part)
    yield from _length_steps(appraisal, part)
    yield from _foreign_steps(appraisal, part)
    yield from _time_steps(here, part)


def _quotes(appraisal: Appraisal) -> dict[str, str]:
    hollow = FEELING if appraisal.has(Fault.EMPTY_EMPATHY) else frozenset()
    # A question pays by what it asks about, and a statement by what it tells that can be checked.
    hollow |= frozenset() if appraisal.topics else {Act.OPEN_QUESTION}
    hollow |= frozenset() if appraisal.rightly_used() else {Act.INFORM}
    counted = (hit for hit in appraisal.acts if hit.act not in hollow)
    acts = {hit.act.value: hit.quote for hit in counted}
    return {hit.fault.value: hit.quote for hit in appraisal.faults} | acts


def _rule_steps(
    rule: Rule, before: PersonaState, quotes: dict[str, str], part: Part
) -> Iterator[Step]:
    freshest = min((key for key in rule.on if key in quotes), key=lambda key: _times(before, key))
    worth = REPEAT ** _times(before, freshest)
    for variable, by in rule.move.items():
        factor = _gain_factor(variable, part) * worth if _good(variable, by) else _loss(part)
        factor /= part.scenario.dials.grief if variable is Variable.DISTRESS and by < 0 else 1.0
        yield Step(variable, by * factor, rule.because, quotes[freshest])


def _times(before: PersonaState, key: Act | Fault) -> int:
    if isinstance(key, Act):
        return before.done.get(key, 0)
    return before.faults.get(key, 0)


def _good(variable: Variable, by: float) -> bool:
    return by < 0 if variable is Variable.DISTRESS else by > 0


def _gain_factor(variable: Variable, part: Part) -> float:
    # A warm person trusts sooner: 0.75 of a step at warmth 0, 1.25 at warmth 1.
    warm = 0.75 + part.persona.temperament.warmth / 2 if variable is Variable.TRUST else 1.0
    return part.preset.gain * warm


def _loss(part: Part) -> float:
    # A volatile person takes things harder: 0.75 of a step at volatility 0, 1.25 at 1.
    return part.preset.loss * (0.75 + part.persona.temperament.volatility / 2)


def _item_steps(before: PersonaState, appraisal: Appraisal, part: Part) -> Iterator[Step]:
    for use in appraisal.items:
        if use.item in before.used or use.item not in part.worth_using:
            continue
        if use.item in appraisal.rightly_used():
            for variable, by in ITEM_GAINS.items():
                factor = _gain_factor(variable, part)
                yield Step(variable, by * factor, "you had done your homework", use.quote)


def _length_steps(appraisal: Appraisal, part: Part) -> Iterator[Step]:
    written = part.scenario.channel is Channel.EMAIL
    bearable = (BEARABLE_WRITTEN_WORDS if written else BEARABLE_WORDS) * part.preset.attention
    if appraisal.words > bearable:
        cost = min(LONG_COST * (appraisal.words / bearable - 1) + 0.02, LONG_MOST)
        because = f"{appraisal.words} words at one go"
        yield Step(Variable.PATIENCE, -cost * part.preset.loss, because, None)


def _foreign_steps(appraisal: Appraisal, part: Part) -> Iterator[Step]:
    for variable, cost in FOREIGN_COSTS.items() if appraisal.foreign else ():
        because = "nobody on the line could follow that"
        yield Step(variable, -cost * part.preset.loss, because, None)


def _time_steps(here: Here, part: Part) -> Iterator[Step]:
    if here.seconds_left < NEAR_END * part.scenario.budget_s:
        yield Step(Variable.PATIENCE, -NEAR_END_COST, "the time was running out", None)


def _fading(
    steps: list[Step], before: PersonaState, appraisal: Appraisal, part: Part
) -> Iterator[Step]:
    # Nobody who was called stays curious of what is not spoken about.
    won = before.interest - part.persona.temperament.interest
    fed = appraisal.rightly_used() or any(one.variable is Variable.INTEREST for one in steps)
    if part.scenario.kind is Kind.COLD_CALL and won > 0 and not fed:
        because = "nothing was said to keep the interest"
        yield Step(Variable.INTEREST, -min(FADE, won), because, None)


def _moved(before: PersonaState, state: PersonaState, steps: list[Step]) -> PersonaState:
    values: dict[str, float] = {}
    changes: list[StateChange] = []
    for variable in Variable:
        mine = [step for step in steps if step.variable is variable]
        wanted = fsum(step.by for step in mine)
        start = getattr(state, variable.value)
        by = _bounded(variable, wanted, start) * _worth(variable, wanted, before)
        top = max(_ceiling(variable, state), start - MOST_LOSS)
        values[variable.value] = _share(min(start + by, top))
        share = (values[variable.value] - start) / wanted if wanted else 0.0
        changes += (_change(step, share) for step in mine if round(step.by * share, 3))
    return state.model_copy(update={**values, "changes": tuple(changes)})


def _worth(variable: Variable, by: float, before: PersonaState) -> float:
    lost = fsum(change.by for change in before.changes if change.variable is variable)
    return WARY if variable is Variable.TRUST and by > 0 > lost else 1.0


def _ceiling(variable: Variable, state: PersonaState) -> float:
    wrong = state.faults.get(Fault.FALSE_CLAIM, 0) if variable is Variable.TRUST else 0
    return _share(1.0 - WRONG_CLAIM_COSTS * wrong)


def _change(step: Step, share: float) -> StateChange:
    return StateChange(
        variable=step.variable,
        by=round(step.by * share, 3),
        because=step.because,
        quote=step.quote,
    )


def _bounded(variable: Variable, by: float, start: float) -> float:
    if not _good(variable, by):
        return max(-MOST_LOSS, min(MOST_LOSS, by))
    return max(-MOST_GAIN, min(MOST_GAIN, by)) * _headroom(variable, start)


def _headroom(variable: Variable, start: float) -> float:
    # The last of somebody's trust is won slowly; distress may ease as far as it will.
    if variable is Variable.DISTRESS:
        return 1.0
    return min(1.0, (1.0 - start) / (1.0 - EASY_UP_TO))


def _share(value: float) -> float:
    return round(max(0.0, min(1.0, value)), 4)


def _suffices(objection: str, answered: tuple[str, ...], state: PersonaState, part: Part) -> bool:
    """Whether an objection was answered often enough: in time, as often as she has words for it."""
    raised = state.raised.count(objection)
    left = len(part.objections[objection].says) - raised
    return not raised or not left or answered.count(objection) >= part.preset.answers


def _answered(part: Part, here: Here) -> Iterator[str]:
    if UNEARNED & set(here.faults_now):
        return
    if not here.used_now:
        # To say something is no answer yet, whatever was used before it.
        here = replace(here, now=[act for act in here.now if act is not Act.INFORM])
    for objection in part.objections.values():
        if objection.id in here.met:
            continue
        raised = objection.id in here.raised
        answers = [one for one in objection.eased_by if raised or _answers_beforehand(one)]
        if any(condition.holds(here) for condition in answers):
            yield objection.id


def _answers_beforehand(condition: Condition) -> bool:
    # Who has used the very thing that would meet an objection has met it before it was raised.
    return bool(condition.used or condition.used_any) and not condition.now
