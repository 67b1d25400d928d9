"""What happens on the floor of a voice call, and what is to be done about it.

Every time is in seconds of the call's audio clock.
"""

from typing import NamedTuple

# ---- what happens


class PickedUp(NamedTuple):
    """The call is answered."""

    at_s: float
    she_opens: bool


class Began(NamedTuple):
    """The trainee's voice began."""

    at_s: float


class Ceased(NamedTuple):
    """The trainee's voice ceased at ``at_s``, told a little later."""

    at_s: float


class Tick(NamedTuple):
    """Time has come to here."""

    at_s: float


class Recognised(NamedTuple):
    """What was said up to the pause was recognised."""

    at_s: float
    generation: int
    words: int
    wait_s: float
    """The pause after which these words may be taken for a whole turn."""
    back_channel: bool = False
    """They are but a sign of listening: "mm-hm", "right"."""


class Lost(NamedTuple):
    """What was said up to the pause couldn't be recognised; it will be with what follows."""

    at_s: float
    generation: int


class Judged(NamedTuple):
    """How probably the sound over her speech is words."""

    at_s: float
    generation: int
    real: float


class Impatient(NamedTuple):
    """She has heard enough, and a clause has just ended."""

    at_s: float


class Typed(NamedTuple):
    """The trainee wrote a turn, or let go of the talk key: what was said counts as it is."""

    at_s: float


class Sounding(NamedTuple):
    """Her reply has begun to sound."""

    at_s: float


class Sounded(NamedTuple):
    """Her reply is over, or there was none."""

    at_s: float


class Over(NamedTuple):
    """The call has come to its end."""

    at_s: float


Event = (
    PickedUp
    | Began
    | Ceased
    | Tick
    | Recognised
    | Lost
    | Judged
    | Impatient
    | Typed
    | Sounding
    | Sounded
    | Over
)


# ---- what is to be done


class Recognise(NamedTuple):
    """Recognise what was said up to ``until_s``."""

    generation: int
    from_s: float
    until_s: float


class Judge(NamedTuple):
    """Judge the sound over her speech."""

    generation: int
    from_s: float
    until_s: float


class Forget(NamedTuple):
    """The trainee goes on: what was begun on the chance that the turn was over is void."""

    generation: int
    """The last one that is void."""


class TakeTurn(NamedTuple):
    """The trainee's turn is over: answer it."""

    from_s: float
    until_s: float
    cut: bool
    """She doesn't let the trainee finish."""


class TakeSilence(NamedTuple):
    """The trainee said nothing: that, too, is answered."""

    from_s: float
    until_s: float


class TakeBack(NamedTuple):
    """The trainee goes on before a word of the reply sounded: the turn wasn't over."""


class Duck(NamedTuple):
    """Lower her voice, or raise it again."""

    on: bool


class Hush(NamedTuple):
    """She stops, and knows what was heard."""

    at_s: float


Command = Recognise | Judge | Forget | TakeTurn | TakeSilence | TakeBack | Duck | Hush
