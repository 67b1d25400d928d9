"""Which acts a sentence does: its phrases, weighed by place and by what the other just did."""

import re
from collections.abc import Callable

from simulator.understanding.moment import Moment
from simulator.understanding.names import CAPITAL, LEADING, NAME
from simulator.understanding.words import listed
from simulator.vocabulary import Act, MoveKind

SURE, LIKELY, POSSIBLE, NO = 0.9, 0.75, 0.55, 0.0
"""How far a rule is to be trusted; set by hand, not calibrated."""

BARE = 5
"""Words up to which a sorry names nothing."""
CALLED = 3
"""Words up to which a question may be but a name: "Mr Aspinwall?"."""
CHATTY = 5
"""Words above which "how are you" asks after more than the weather, if she told a feeling."""
PITCHED = 5
"""Words from which a statement with the seller's jargon is a pitch."""

_SIGNED = re.compile(
    rf"^(?:{NAME}[,.!]? )?{NAME}(?: {LEADING}{NAME})?,? (?:from|at|of|with) {CAPITAL}"
)
_NAMED = re.compile(
    r"\b(?:[Ii]t['’]?s|[Ii]['’]m|[Ii]m|[Ii] am|[Tt]his is|[Mm]e llamo|[Nn]ame['’]?s)\s+"
    r"(?!Sorry|Calling|So |I\b|The\b|A\b|Not\b)(?:Dr\.? |Mr\.? |Ms\.? |Mrs\.? )?"
    rf"{LEADING}{NAME}"
)
_WH = frozenset(["what", "how", "why", "which"])
_AUX = frozenset(["would", "do", "can", "could", "shall", "should", "may", "will", "does", "is"])
_STATES = listed("states")
GREETED = 3
"""Turns within which a "good evening" greets."""
PARTING = 5
"""Words up to which a later one takes leave."""


def ruled(act: Act, moment: Moment) -> float:
    """How probably the sentence does the act by the rules, 0 to 1."""
    rule = _RULES.get(act)
    if rule is not None:
        return rule(moment)
    return SURE if act in moment.acts else NO


def _parts(at: Moment) -> bool:
    """Whether a "good evening" takes leave: late, short, and to nobody who has just come."""
    fresh = at.context.move in {MoveKind.GREET, MoveKind.ASK_WHO, MoveKind.PUT_THROUGH}
    short = at.size <= PARTING and not at.sentence.asks
    return at.context.turn > GREETED and short and not fresh and at.says("time_of_day")


def _greet(at: Moment) -> float:
    if Act.GREET not in at.acts or at.index > 1 or _parts(at):
        return NO
    return SURE if at.context.turn <= GREETED or at.size <= 4 else POSSIBLE


def _introduce(at: Moment) -> float:
    named = bool(_NAMED.search(at.sentence.text) or _SIGNED.search(at.sentence.text)) or bool(
        at.sentence.words & at.people.trainee and at.sentence.words & {"is", "am", "name", "here"}
    )
    early = at.context.turn <= 2 or at.context.move in {MoveKind.ASK_WHO, MoveKind.GREET}
    if at.sentence.words & at.people.trainee and at.sentence.words & at.people.company and early:
        return NO if at.asks else SURE
    if Act.INTRODUCE in at.acts or (named and at.sentence.words & at.people.company):
        return SURE if early else LIKELY
    return LIKELY if named and early and not at.sentence.asks else NO


def _ask_permission(at: Moment) -> float:
    if Act.ASK_PERMISSION not in at.acts or at.holds("reflect"):
        return NO
    if at.asks and at.says("asks_this"):
        return NO
    if Act.ASK_MEETING in at.acts and at.says("later") and not at.says("now"):
        return NO
    return SURE if at.asks else POSSIBLE


def _silence(at: Moment) -> float:
    return SURE if Act.SILENCE in at.acts and not at.says("not_silence") else NO


def _insult(at: Moment) -> float:
    return SURE if Act.INSULT in at.acts and not at.says("not_insult") else NO


def _ask_meeting(at: Moment) -> float:
    if Act.ASK_MEETING not in at.acts:
        return NO
    later = at.says("later")
    if (Act.ASK_PERMISSION in at.acts and not later) or at.says("when_to_reach"):
        return NO
    if not at.asks and (_confirms(at) or not at.says("proposes")):
        return NO
    if at.people.service and not (at.says("call_words") and later):
        return NO
    return SURE if later and at.asks else LIKELY if later or at.asks else POSSIBLE


def _confirms(at: Moment) -> bool:
    return Act.CONFIRM in at.acts and not at.says("request")


def _confirm(at: Moment) -> float:
    if not _confirms(at) or at.context.turn == 1:
        return NO
    return LIKELY


def _state_purpose(at: Moment) -> float:
    told = at.context.move is MoveKind.ASK_PURPOSE and not at.asks and _inform(at)
    if (Act.STATE_PURPOSE not in at.acts and not told) or at.holds("apologise"):
        return NO
    if at.sentence.asks and at.holds("open"):
        return NO
    early = at.context.turn <= 3 or at.context.move is MoveKind.ASK_PURPOSE
    return SURE if early else POSSIBLE


def _offer(at: Moment) -> float:
    if at.says("refuses") and not at.asks:
        return NO
    if Act.OFFER not in at.acts or (_asks_what(at) and not at.holds("narrow")):
        return NO
    if at.says("pronoun_offer") and not at.says("helps"):
        return NO
    if (_ask_meeting(at) or _ask_permission(at)) and not at.says("helps"):
        return NO
    return LIKELY if at.sentence.words & {"i", "we", "you", "me"} else POSSIBLE


def _asks_what(at: Moment) -> bool:
    """Whether a wh-word leads the question: "what would you…", not "would you… what"."""
    if at.holds("open_lead"):
        return True
    marks = [token for token in at.sentence.tokens if token in _WH or token in _AUX]
    return at.sentence.asks and bool(marks) and marks[0] in _WH


def _pitch(at: Moment) -> float:
    praised = at.sentence.words & at.people.product and not at.asks
    touts = at.jargon and not at.asks and at.size >= PITCHED
    if Act.PITCH not in at.acts and not praised and not touts:
        return NO
    if at.asks:
        return POSSIBLE if at.says("sells") else NO
    return SURE if Act.PITCH in at.acts else LIKELY


def _open_question(at: Moment) -> float:
    if at.says("terms") and not at.sentence.asks:
        return NO
    if at.holds("narrow") or {Act.SMALL_TALK, Act.ASK_MEETING, Act.META_TALK} & at.acts:
        return NO
    if at.holds("open_lead") and not at.says("what_i"):
        return SURE
    if _ask_permission(at):
        return NO
    if at.holds("invite"):
        return LIKELY
    return LIKELY if at.sentence.asks and at.holds("open") and not _offer(at) else NO


def _closed_question(at: Moment) -> float:
    if not (at.sentence.asks or at.holds("closed")) or Act.META_TALK in at.acts:
        return NO
    if at.size <= CALLED and not at.holds("closed"):
        return NO
    if _open_question(at) or _small_talk(at) or _offer(at):
        return NO
    if _ask_permission(at) or _ask_meeting(at) or _close(at):
        return NO
    return LIKELY if at.sentence.asks else POSSIBLE


def _reflect(at: Moment) -> float:
    if not at.hers.sentences or at.holds("condole") or _open_question(at) or at.says("terms"):
        return NO
    if at.holds("reflect") and (at.shared or at.feelings):
        return SURE
    if at.holds("reflect") and (not at.asks or at.sentence.tokens[:2] == ("so", "you")):
        return LIKELY
    about_her = at.says("you") and not at.says("future_you")
    if about_her and not at.asks and at.shared:
        return LIKELY
    plain = not (at.asks or _first_person(at) or Act.OFFER in at.acts)
    return POSSIBLE if plain and len(at.shared) >= 2 else NO


def _first_person(at: Moment) -> bool:
    return bool(at.sentence.words & {"i", "we", "our", "my", "us"})


def _acknowledge_feeling(at: Moment) -> float:
    if at.holds("condole") or (at.holds("sorry") and at.mourning and _name_loss(at)):
        return LIKELY
    if not at.holds("feeling") or _open_question(at):
        return NO
    if at.sentence.asks and at.holds("closed"):
        return NO
    if at.says("refuses") or (_bare_sorry(at) and not at.mourning):
        return NO
    return LIKELY if not at.sentence.asks else POSSIBLE


def _bare_sorry(at: Moment) -> bool:
    """Whether it says that it is sorry, and not for what."""
    return at.size <= BARE and at.sentence.tokens[-1] == "sorry"


def _apologise(at: Moment) -> float:
    mends = at.holds("repair") and (at.sentence.asks or at.size > 1)
    if not (at.holds("apologise") or at.holds("sorry")) or mends:
        return NO
    if not at.holds("apologise") and at.size > 1:
        return NO
    if at.holds("condole") or (at.mourning and _bare_sorry(at)):
        return NO
    return SURE


def _name_loss(at: Moment) -> float:
    if at.sentence.words & at.people.lost:
        return SURE
    if at.mourning and at.sentence.words & at.hers.names:
        return SURE
    known = at.mourning or at.holds("death")
    return LIKELY if known and at.holds("loss") else NO


def _handle_objection(at: Moment) -> float:
    if not at.hers.resisted or at.says("rebuts"):
        return NO
    if at.says("concedes") or _reflect(at) or _open_question(at):
        return LIKELY
    if at.asks and not at.shared:
        return NO
    answers = at.context.move in {MoveKind.OBJECT, MoveKind.ASK_PROOF, MoveKind.CHALLENGE, None}
    shows = at.says("shows") or (
        at.size > 2 and any(token.isdigit() for token in at.sentence.tokens)
    )
    return POSSIBLE if at.shared or (shows and answers) else NO


def _close(at: Moment) -> float:
    if _parts(at):
        return LIKELY
    if Act.CLOSE not in at.acts:
        return NO
    if at.context.turn == 1 and at.index == 0:
        return NO
    return NO if at.says("if") or at.sentence.asks else LIKELY


def _agree(at: Moment) -> float:
    if Act.AGREE not in at.acts or at.index > 1 or at.holds("feeling"):
        return NO
    if at.hers.asked or at.context.move in {MoveKind.ASK_PROOF, MoveKind.OBJECT}:
        return SURE
    return LIKELY if at.size <= 5 else POSSIBLE


def _meta_talk(at: Moment) -> float:
    """Who is lost for words over somebody's trouble talks to nobody else."""
    return SURE if Act.META_TALK in at.acts and not at.holds("feeling") else NO


def _small_talk(at: Moment) -> float:
    if at.hers.feelings and at.size > CHATTY:
        return NO
    return LIKELY if Act.SMALL_TALK in at.acts else NO


def _inform(at: Moment) -> float:
    if at.asks or at.size < 3 or not at.sentence.words & _STATES:
        return NO
    known = sum(token in _STATES for token in at.sentence.tokens)
    return 0.6 if known >= 2 else 0.5


_RULES: dict[Act, Callable[[Moment], float]] = {
    Act.GREET: _greet,
    Act.INTRODUCE: _introduce,
    Act.ASK_PERMISSION: _ask_permission,
    Act.STATE_PURPOSE: _state_purpose,
    Act.PITCH: _pitch,
    Act.OPEN_QUESTION: _open_question,
    Act.CLOSED_QUESTION: _closed_question,
    Act.REFLECT: _reflect,
    Act.ACKNOWLEDGE_FEELING: _acknowledge_feeling,
    Act.APOLOGISE: _apologise,
    Act.NAME_LOSS: _name_loss,
    Act.OFFER: _offer,
    Act.HANDLE_OBJECTION: _handle_objection,
    Act.ASK_MEETING: _ask_meeting,
    Act.INSULT: _insult,
    Act.SILENCE: _silence,
    Act.CONFIRM: _confirm,
    Act.CLOSE: _close,
    Act.SMALL_TALK: _small_talk,
    Act.META_TALK: _meta_talk,
    Act.INFORM: _inform,
    Act.AGREE: _agree,
}
