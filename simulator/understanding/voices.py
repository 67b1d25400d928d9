"""Two voices on what a sentence does: the rules', and behind them the learned reader's."""

import re
from collections.abc import Callable

from simulator.understanding.acts import LIKELY, NO, SURE, ruled
from simulator.understanding.learned import Doubt
from simulator.understanding.moment import NOBODY, Moment
from simulator.vocabulary import Act

BARE_NAME = 2
"""Words that may be but a name: "Halima Bell."."""
FRAGMENT = 7
"""Words up to which a question sums nothing up: "closing the ticket?"."""


def probability(act: Act, moment: Moment) -> float:
    """How probably the sentence does the act, 0 to 1.

    A sure rule stands.  Of a guess the learned reader may be sure that it is none; where the rules
    see nothing, its figure counts.
    """
    by_rule = ruled(act, moment)
    if by_rule > NO:
        doubted = moment.opinion.figure(act, 1.0) < _line(by_rule, moment.opinion.doubt)
        stands = _knows(act, moment) or not doubted
        return by_rule if stands else NO
    return moment.opinion.acts.get(act, NO) if _has_place(act, moment) else NO


def _line(by_rule: float, doubt: Doubt) -> float:
    """The learned reader's figure below which a rule of that strength is overruled."""
    return doubt.sure if by_rule >= SURE else doubt.likely if by_rule >= LIKELY else doubt.guess


def _knows(act: Act, at: Moment) -> bool:
    """Whether the rule rests on what the network isn't told: her move, the scenario's names."""
    names = {
        Act.NAME_LOSS: at.people.lost | at.hers.names,
        Act.INTRODUCE: at.people.trainee | at.people.company,
    }
    if act in names:
        return not at.sentence.words.isdisjoint(names[act])
    return act is Act.HANDLE_OBJECTION and at.context.move is not None


def _has_place(act: Act, at: Moment) -> bool:
    """Whether the act can be done here at all, by what the rules know besides its words."""
    place = _PLACES.get(act)
    return place is None or place(at)


def _names_somebody(at: Moment) -> bool:
    """Whether it has a name, or words that one is told with; a recogniser writes no capitals."""
    told = at.sentence.words & (_TELLING | at.people.trainee | at.people.company)
    return bool(told) or at.size <= BARE_NAME or bool(_NAME.search(at.sentence.text))


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_TELLING = frozenset({"i", "we", "it", "this", "name", "here", "from"})
_FIRST = frozenset({"i", "we", "me", "us", "let"})
_PLACES: dict[Act, Callable[[Moment], bool]] = {
    Act.GREET: lambda at: at.index <= 1,
    Act.INTRODUCE: lambda at: not at.sentence.asks and _names_somebody(at),
    Act.AGREE: lambda at: at.index <= 1 and bool(at.hers.last),
    Act.CLOSE: lambda at: at.context.turn > 1 or at.index > 0,
    Act.CONFIRM: lambda at: at.context.turn > 1 and not (at.sentence.asks and at.size <= FRAGMENT),
    Act.REFLECT: lambda at: bool(at.hers.last),
    Act.HANDLE_OBJECTION: lambda at: (
        at.hers.resisted or (at.context.move is None and bool(at.hers.last))
    ),
    Act.NAME_LOSS: lambda at: at.mourning or at.people == NOBODY,
    Act.OFFER: lambda at: (
        not at.says("refuses") and (not at.sentence.asks or bool(at.sentence.words & _FIRST))
    ),
    Act.ASK_MEETING: lambda at: not at.says("when_to_reach"),
    Act.PITCH: lambda at: at.people == NOBODY or not (at.hers.asked or at.hers.resisted),
    Act.INSULT: lambda at: not at.says("not_insult"),
}
"""Where an act of the learned reader's can be done at all; acts that aren't here, anywhere."""
