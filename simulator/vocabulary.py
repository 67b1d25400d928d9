"""The words every room shares: acts, moves, faults, channels, each with one line of meaning.

Trainee acts follow the dialogue-act tradition (ISO 24617-2 for the general ones, MITI 4.2.1 for
reflections and questions, published cold-call coding for the sales ones).  Persona moves are ours.
"""

from enum import StrEnum


class Channel(StrEnum):
    """How the two people meet."""

    PHONE = "phone"
    VIDEO = "video"
    CHAT = "chat"
    EMAIL = "email"


class Kind(StrEnum):
    """The family of a call; it names the rubric that serves when no scenario does."""

    COLD_CALL = "cold_call"
    SERVICE = "service"


class Difficulty(StrEnum):
    """The three named presets of the dials."""

    EASY = "easy"
    MIDDLE = "middle"
    HARD = "hard"


class Level(StrEnum):
    """How far a learner has come, and so how much feedback serves her."""

    NOVICE = "novice"
    SKILLED = "skilled"


class Archetype(StrEnum):
    """The sort of person; it brings default rules for the state (``authoring/archetypes.yaml``)."""

    EXECUTIVE = "executive"
    GATEKEEPER = "gatekeeper"
    SCEPTIC = "sceptic"
    BEREAVED = "bereaved"
    FRIGHTENED = "frightened"
    GUARDED_SOURCE = "guarded_source"


class Act(StrEnum):
    """What a trainee does in a turn; one turn may do several."""

    GREET = "greet"  # hello, good morning
    INTRODUCE = "introduce"  # says who is calling and from where
    ASK_PERMISSION = "ask_permission"  # asks leave to go on, now
    STATE_PURPOSE = "state_purpose"  # says why this call, to this person
    PITCH = "pitch"  # praises or describes the product
    OPEN_QUESTION = "open_question"  # invites more than a word
    CLOSED_QUESTION = "closed_question"  # a yes, a no, a number
    REFLECT = "reflect"  # gives back what the other said
    ACKNOWLEDGE_FEELING = "acknowledge_feeling"  # names or honours what the other feels
    APOLOGISE = "apologise"  # takes responsibility, or is sorry for the trouble
    NAME_LOSS = "name_loss"  # speaks of the dead by name or kinship
    OFFER = "offer"  # offers to do a thing, or gives a thing
    HANDLE_OBJECTION = "handle_objection"  # answers a resistance just voiced
    ASK_MEETING = "ask_meeting"  # asks for the next step, with or without a time
    CONFIRM = "confirm"  # sums up what was agreed, or says it is done
    THANK = "thank"
    CLOSE = "close"  # says goodbye
    SILENCE = "silence"  # lets the other have the room
    SMALL_TALK = "small_talk"  # weather, weekend, a thing in the background
    INSULT = "insult"  # abuse or contempt
    META_TALK = "meta_talk"  # talks to the exercise, not to the person
    INFORM = "inform"  # explains, answers, gives a fact
    AGREE = "agree"  # yes, of course, right


class Fault(StrEnum):
    """What costs trust whatever else a turn does."""

    PRESSURE = "pressure"  # urgency, guilt, asking again after a no
    ADVICE = "advice"  # unasked advice
    SELF_ORIENTED = "self_oriented"  # turns the talk to the speaker's own life
    DISMISSAL = "dismissal"  # silver lining, minimising, "calm down"
    EMPTY_EMPATHY = "empty_empathy"  # a stock phrase that names nothing she said
    CONDOLENCE_THEN_DEMAND = "condolence_then_demand"  # sorry, but
    UPSELL = "upsell"  # selling to someone in distress
    REPEAT_DEATH = "repeat_death"  # makes the bereaved say it again, or prove it first
    FALSE_CLAIM = "false_claim"  # a claim the dossier contradicts, or a decoy used as true
    FLATTERY = "flattery"  # praise that costs nothing
    JARGON = "jargon"  # words only the seller uses
    MONOLOGUE = "monologue"  # too long for the patience in the room
    INSULT = "insult"
    VOLLEY = "volley"  # three questions, or three things asked for, in one breath
    INJECTION = "injection"  # tries to command the simulation
    SECRET_PROBE = "secret_probe"  # noqa: S105 - asks outright for what is hidden or private


class Behaviour(StrEnum):
    """What a turn mainly does, in the four words of coders of counselling calls."""

    QUESTION = "question"
    INPUT = "input"  # information or advice
    REFLECTION = "reflection"
    OTHER = "other"


class Everyday(StrEnum):
    """Questions that anybody may be asked, whoever she is and whatever she knows."""

    WHAT_WOULD_HELP = "what_would_help"  # what would you like, where shall we start
    WHO_IS_THAT = "who_is_that"  # who am I speaking to
    HOW_ARE_YOU = "how_are_you"
    CAN_YOU_HEAR = "can_you_hear"  # are you still there
    ANYTHING_ELSE = "anything_else"  # is there more that I can do


class MoveKind(StrEnum):
    """What a persona does next; policy picks one, realisation words it."""

    GREET = "greet"  # answers the call
    ASK_WHO = "ask_who"  # who is this?
    ASK_PURPOSE = "ask_purpose"  # what is this about?
    GO_ON = "go_on"  # mm, go on; a small sign of listening
    CHALLENGE = "challenge"  # doubts, presses for the point
    ASK_PROOF = "ask_proof"  # says who? show me
    OBJECT = "object"  # raises an objection of hers (worded in the objection)
    EASED = "eased"  # an objection of hers was met (worded in the objection)
    DISCLOSE = "disclose"  # tells a fact (worded in the fact)
    DEFLECT = "deflect"  # asked for what she won't or can't say
    ANSWER = "answer"  # answers an everyday question (worded in her answers)
    ANSWER_SMALL_TALK = "answer_small_talk"  # weather, weekend
    SOFTEN = "soften"  # lets the caller a step closer
    HURT = "hurt"  # a script, an offer or a slip has hurt or annoyed her
    REBUKE = "rebuke"  # answers an insult
    PUZZLED = "puzzled"  # answers talk that fits no call: orders, prompts, gibberish
    CLARIFY = "clarify"  # what do you mean?
    SILENCE = "silence"  # says nothing, or a breath
    WARN_TIME = "warn_time"  # time is nearly up
    BRUSH_OFF = "brush_off"  # send me something; not interested
    DECLINE = "decline"  # a no to what was asked, and the call goes on
    GRANT = "grant"  # says yes; the outcome is reached (worded in the outcome, or here)
    PUT_THROUGH = "put_through"  # hands the call to the next persona
    FAREWELL = "farewell"  # the call ends in peace
    HANG_UP = "hang_up"  # the call ends in anger or boredom


class Variable(StrEnum):
    """The numbers of a persona's state, each 0 to 1."""

    TRUST = "trust"
    PATIENCE = "patience"
    INTEREST = "interest"
    DISTRESS = "distress"


class Verdict(StrEnum):
    """How a dossier item was used."""

    RIGHT = "right"
    VAGUE = "vague"
    WRONG = "wrong"
    DECOY = "decoy"


class Realiser(StrEnum):
    """Who words the persona's moves."""

    LINES = "lines"  # the author's lines, filled and varied
    BRIDGE = "bridge"  # authored lines; the model words one sentence for an off-script question
    IMPROVISE = "improvise"  # the model words the move, in the author's voice
