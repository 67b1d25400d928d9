"""Policy: what she does next.  Small rules in order; the first that applies gives its reason."""

from collections.abc import Callable
from math import fsum

from simulator.authoring.scenario import Outcome
from simulator.conversation.appraisal import Appraisal
from simulator.conversation.state import Move, PersonaState
from simulator.persona.ladder import best, ending, worst
from simulator.persona.part import Part
from simulator.persona.situation import situation
from simulator.persona.state import UNEARNED
from simulator.persona.telling import questioned, replies, volunteers
from simulator.persona.view import View
from simulator.vocabulary import Act, Archetype, Fault, Kind, MoveKind, Variable, Verdict

GONE = 0.05
"""Patience at or below which she leaves."""
LOW = 0.3
"""Patience below which a farewell is no farewell."""
LAST_ASK = 3
"""The refused request that ends the call."""
TIMES_ASKED = 2
"""How often she asks who is calling, and what for, before she lets it go."""
CLEARLY = 0.08
"""Trust and interest together, won in one turn, that she lets show."""
LATE = 0.25
"""The share of the time budget at which she says that time is nearly up."""
LAST_BREATH_S = 10.0
"""Seconds by which a request may run over: a sentence that was begun in time."""
KEEN = 0.45
"""Interest from which a pitch is asked for proof, and not just doubted."""

WOUNDS = frozenset(
    {
        Fault.UPSELL,
        Fault.DISMISSAL,
        Fault.CONDOLENCE_THEN_DEMAND,
        Fault.REPEAT_DEATH,
        Fault.PRESSURE,
    }
)
TENDER = frozenset({Archetype.BEREAVED, Archetype.FRIGHTENED})
WARMED_BY = (Act.REFLECT, Act.ACKNOWLEDGE_FEELING, Act.OFFER, Act.CONFIRM, Act.ASK_PERMISSION)
"""What she may warm to even where a question stands beside it."""
WEIGHTY = (
    Act.STATE_PURPOSE,
    Act.PITCH,
    Act.OPEN_QUESTION,
    Act.HANDLE_OBJECTION,
    Act.INTRODUCE,
    Act.OFFER,
    Act.ACKNOWLEDGE_FEELING,
)
"""What small talk beside it doesn't take the answer from."""


Decision = Callable[[View], Move | None]


def decide(
    part: Part,
    before: PersonaState,
    after: PersonaState,
    appraisal: Appraisal,
    previous: Move | None,
) -> Move:
    """Pick her next move.

    Args:
        part: how she is played.
        before: her state before the trainee's turn.
        after: her state after it.
        appraisal: what the turn did.
        previous: her last move, if she has made one.
    """
    here = situation(after, appraisal, part.scenario.channel)
    met_now = tuple(one for one in after.met if one in before.raised and one not in before.met)
    half = tuple(one for one in after.answered[len(before.answered) :] if one not in after.met)
    view = View(part, after, appraisal, here, met_now, half, previous)
    return next(move for rule in ORDER if (move := rule(view)) is not None)


def leaves(part: Part, state: PersonaState) -> Outcome:
    """The rung a call comes to when the trainee hangs up without another word."""
    return ending(part, situation(state, Appraisal(), part.scenario.channel), "goodbye")


def _patience_gone(view: View) -> Move | None:
    if view.state.patience > GONE:
        return None
    return _hang_up(view, "no patience is left")


def _insulted(view: View) -> Move | None:
    if not (view.appraisal.has(Fault.INSULT) or view.appraisal.does(Act.INSULT)):
        return None
    times = max(view.state.faults.get(Fault.INSULT, 0), view.state.done.get(Act.INSULT, 0))
    if times > 1:
        return _hang_up(view, "insulted a second time")
    return Move(kind=MoveKind.REBUKE, reason="insulted")


def _not_of_this_call(view: View) -> Move | None:
    read = view.appraisal
    gibberish = read.words == 0 and not read.does(Act.SILENCE)
    if read.has(Fault.INJECTION) or read.does(Act.META_TALK) or gibberish:
        return Move(kind=MoveKind.PUZZLED, reason="that fits no call")
    if read.foreign:
        return Move(kind=MoveKind.PUZZLED, reason="that is no language of this call")
    return None


def _cuts_in(view: View) -> Move | None:
    # Whoever talks until the time is over isn't heard out, whatever it was.
    return _time_up(view) if view.appraisal.has(Fault.MONOLOGUE) else None


def _asked_in_time(view: View) -> Move | None:
    # Nobody hangs up on a question that was earned because its last words ran over.
    if not -LAST_BREATH_S < view.here.seconds_left <= 0:
        return None
    earned = view.appraisal.does(Act.ASK_MEETING) and not UNEARNED & set(view.here.faults_now)
    rung = best(view.part, view.here, "asked") if earned else None
    return _granted(rung, "asked as the time ran out, and it was earned") if rung else None


def _time_up(view: View) -> Move | None:
    if view.here.seconds_left > 0:
        return None
    rung = ending(view.part, view.here, "time_out")
    # Who was talked at until the time was up doesn't take her leave: she cuts in.
    worn = view.state.patience < LOW or view.appraisal.has(Fault.MONOLOGUE)
    cold = not rung.reached and worn
    kind = MoveKind.HANG_UP if cold else MoveKind.FAREWELL
    return _end(kind, rung, "the time is up")


def _asked_again(view: View) -> Move | None:
    said = view.previous
    if said is None or not view.appraisal.asks_again or said.meant is MoveKind.SILENCE:
        return None
    reason = "asked to say it again"
    return Move(kind=MoveKind.CLARIFY, reason=reason, target=said.target, again=said.meant)


def _asked(view: View) -> Move | None:
    askable = any("asked" in rung.on for rung in view.part.rungs)
    if not askable or not view.appraisal.does(Act.ASK_MEETING):
        return None
    # Nothing is given to a turn that hurts, flatters or lies, whatever was earned before it.
    spoilt = UNEARNED & set(view.here.faults_now)
    rung = None if spoilt else best(view.part, view.here, "asked")
    if rung is not None:
        return _granted(rung, "asked, and it was earned")
    # An objection that was met earns another try.
    if view.state.done.get(Act.ASK_MEETING, 0) - len(view.state.met) >= LAST_ASK:
        reached = worst(view.part, view.here, "asked", "patience_out")
        return _end(MoveKind.BRUSH_OFF, reached, "asked a third time before it was earned")
    return _open_objection(view, "asked before this was answered") or Move(
        kind=MoveKind.DECLINE, reason="asked before it was earned"
    )


def _offered(view: View) -> Move | None:
    if not view.appraisal.does(Act.OFFER, Act.CONFIRM) or not view.here.used_now:
        return None
    rung = best(view.part, view.here, "offered")
    return _granted(rung, "offered what helps, and it was earned") if rung else None


def _goodbye(view: View) -> Move | None:
    if not view.appraisal.does(Act.CLOSE):
        return None
    rung = ending(view.part, view.here, "goodbye")
    return _end(MoveKind.FAREWELL, rung, "the caller said goodbye")


def _hurt(view: View) -> Move | None:
    wounds = WOUNDS
    if view.part.persona.archetype in TENDER:
        wounds |= {Fault.SELF_ORIENTED}
    found = next((hit for hit in view.appraisal.faults if hit.fault in wounds), None)
    return Move(kind=MoveKind.HURT, reason=f"hurt by {_plain(found.fault)}") if found else None


def _eased(view: View) -> Move | None:
    if not view.met_now:
        return None
    met = view.met_now[0]
    answer = questioned(view)
    if answer is not None and answer.kind is MoveKind.DISCLOSE:
        return answer.model_copy(update={"eases": met})
    return Move(kind=MoveKind.EASED, reason="the objection was met", target=met)


def _probed(view: View) -> Move | None:
    if not view.appraisal.has(Fault.SECRET_PROBE):
        return None
    hers = (topic.fact for topic in view.appraisal.topics if topic.fact in view.part.facts)
    reason = "asked outright for what is private"
    return Move(kind=MoveKind.DEFLECT, reason=reason, target=next(hers, None))


def _claimed(view: View) -> Move | None:
    if view.appraisal.has(Fault.FALSE_CLAIM):
        return Move(kind=MoveKind.CHALLENGE, reason="that isn't so")
    vague = any(use.verdict is Verdict.VAGUE for use in view.appraisal.items)
    if vague and not view.last(MoveKind.ASK_PROOF):
        return Move(kind=MoveKind.ASK_PROOF, reason="a claim without its figure")
    return None


def _objects(view: View) -> Move | None:
    again = _half_met(view) or _met_badly(view)
    if again is not None:
        return again
    if view.here.used_now and view.appraisal.does(Act.OFFER, Act.CONFIRM):
        return None  # whoever is handed what helps takes it first; what else weighs on her can wait
    for one in view.part.objections.values():
        silent = one.id not in view.state.raised and one.id not in view.state.met
        if silent and one.raise_when.holds(view.here):
            return Move(kind=MoveKind.OBJECT, reason="held back until now", target=one.id)
    return None


def _half_met(view: View) -> Move | None:
    reason = "answered, and not yet believed"
    moves = (_object_again(view, one, reason) for one in view.half_met)
    return next((move for move in moves if move is not None), None)


def _met_badly(view: View) -> Move | None:
    raised = view.previous.target if view.previous and view.last(MoveKind.OBJECT) else None
    if raised is None or raised in view.state.met:
        return None
    tried = view.appraisal.does(Act.HANDLE_OBJECTION, Act.PITCH)
    return _object_again(view, raised, "not answered by that") if tried else None


def _object_again(view: View, identifier: str, reason: str) -> Move | None:
    objection = view.part.objections.get(identifier)
    if objection is None or view.state.raised.count(identifier) >= len(objection.says):
        return None
    return Move(kind=MoveKind.OBJECT, reason=reason, target=identifier)


def _open_objection(view: View, reason: str) -> Move | None:
    # Whoever is asked says what stands against it, held back or not; what is open comes first.
    unmet = [one for one in view.part.objections.values() if one.id not in view.state.met]
    unmet.sort(
        key=lambda one: one.id not in view.state.raised and not one.raise_when.holds(view.here)
    )
    moves = (_object_again(view, one.id, reason) for one in unmet)
    return next((move for move in moves if move is not None), None)


def _who_and_why(view: View) -> Move | None:
    if view.part.scenario.kind is not Kind.COLD_CALL:
        return None
    done = view.state.done
    if Act.INTRODUCE not in done and view.times(MoveKind.ASK_WHO) < TIMES_ASKED:
        return Move(kind=MoveKind.ASK_WHO, reason="nobody has said who is calling")
    late = view.state.turn > 1 and view.times(MoveKind.ASK_PURPOSE) < TIMES_ASKED
    if late and not _plain_why(view):
        return Move(kind=MoveKind.ASK_PURPOSE, reason="the reason for the call isn't clear")
    return None


def _plain_why(view: View) -> bool:
    """Whether the purpose was said, or shows: in what was offered, or in what she has answered."""
    state = view.state
    said = {Act.STATE_PURPOSE, Act.PITCH, Act.ASK_MEETING} & set(state.done)
    offered = {item.id for item in view.part.scenario.company_facts} & set(state.used)
    return bool(said or offered or state.disclosed or state.raised)


def _warns(view: View) -> Move | None:
    late = view.here.seconds_left < LATE * view.part.scenario.budget_s
    if late and not view.times(MoveKind.WARN_TIME):
        return Move(kind=MoveKind.WARN_TIME, reason="the time is nearly up")
    return None


def _unclear(view: View) -> Move | None:
    if view.appraisal.unsure and not view.last(MoveKind.CLARIFY):
        return Move(kind=MoveKind.CLARIFY, reason="not understood")
    return None


def _small(view: View) -> Move | None:
    read = view.appraisal
    if read.does(Act.SILENCE) and not read.does(Act.OFFER, Act.CONFIRM):
        return Move(kind=MoveKind.SILENCE, reason="nothing was said")
    if read.does(Act.SMALL_TALK) and not read.does(*WEIGHTY):
        return Move(kind=MoveKind.ANSWER_SMALL_TALK, reason="small talk")
    cheap = (Fault.FLATTERY, Fault.EMPTY_EMPATHY, Fault.JARGON)
    found = next((hit for hit in read.faults if hit.fault in cheap), None)
    return Move(kind=MoveKind.CHALLENGE, reason=_plain(found.fault)) if found else None


def _asked_what_she_lacks(view: View) -> Move | None:
    if view.appraisal.does(Act.OPEN_QUESTION) and not view.appraisal.topics:
        return Move(kind=MoveKind.DEFLECT, reason="asked about something there is no answer to")
    return None


def _softens(view: View) -> Move | None:
    if view.appraisal.does(Act.CLOSED_QUESTION) and not view.appraisal.does(*WARMED_BY):
        return None  # she was asked something, and warmth is no answer
    won = fsum(
        change.by
        for change in view.state.changes
        if change.variable in (Variable.TRUST, Variable.INTEREST)
    )
    if won >= CLEARLY:
        return Move(kind=MoveKind.SOFTEN, reason="trust or interest rose")
    return None


def _pitched(view: View) -> Move | None:
    if not view.appraisal.does(Act.PITCH):
        return None
    keen = view.state.interest >= KEEN and not view.last(MoveKind.ASK_PROOF)
    kind = MoveKind.ASK_PROOF if keen or view.last(MoveKind.CHALLENGE) else MoveKind.CHALLENGE
    return Move(kind=kind, reason="a pitch")


def _goes_on(view: View) -> Move:
    return Move(kind=MoveKind.GO_ON, reason="nothing stands against hearing more")


def _hang_up(view: View, reason: str) -> Move:
    return _end(MoveKind.HANG_UP, worst(view.part, view.here, "patience_out"), reason)


def _granted(rung: Outcome, reason: str) -> Move:
    if rung.puts_through_to is not None:
        return Move(kind=MoveKind.PUT_THROUGH, reason=reason, target=rung.puts_through_to)
    return _end(MoveKind.GRANT, rung, reason)


def _end(kind: MoveKind, rung: Outcome, reason: str) -> Move:
    return Move(kind=kind, reason=reason, target=rung.id, ends=True)


def _plain(fault: Fault) -> str:
    return fault.value.replace("_", " ")


ORDER: tuple[Decision, ...] = (
    _patience_gone,
    _insulted,
    _cuts_in,
    _not_of_this_call,
    _asked_in_time,
    _time_up,
    _asked_again,
    _asked,
    _offered,
    _goodbye,
    _hurt,
    _probed,
    _eased,
    replies,
    questioned,
    volunteers,
    _claimed,
    _objects,
    _who_and_why,
    _warns,
    _unclear,
    _small,
    _asked_what_she_lacks,
    _softens,
    _pitched,
    _goes_on,
)
"""The list of what she minds most, first."""
