"""The frame of the live call; the script fills it with what is said."""

from typing import NamedTuple

from simulator.authoring.cast import Cast
from simulator.practice.rehearsal import MAX_CHARACTERS
from simulator.vocabulary import Channel
from simulator.web.markup import render


class Words(NamedTuple):
    """What the box and the buttons are called on one channel."""

    label: str
    send: str
    silence: str | None
    leave: str
    keys: str
    placeholder: str = ""
    rows: int = 2
    spoken: bool = False
    """Whether it can be spoken."""


ENTER = "Enter sends, Shift and Enter makes a new line."
SPOKEN = Words("What you say", "Say it", "Say nothing", "Hang up", ENTER, spoken=True)
WORDS: dict[Channel, Words] = {
    Channel.PHONE: SPOKEN,
    Channel.VIDEO: SPOKEN._replace(leave="Leave the call"),
    Channel.CHAT: Words("Your message", "Send", "Wait", "End the chat", ENTER, rows=3),
    Channel.EMAIL: Words(
        "Your e-mail",
        "Send",
        None,
        "Close the thread",
        "Ctrl and Enter sends; Enter makes a new line.",
        placeholder="Subject: a few plain words\n\nThen the letter.",
        rows=9,
    ),
}


def call_page(call_id: str, cast: Cast) -> str:
    """The page of a live call as HTML, without its words."""
    return render(
        "call.html",
        call_id=call_id,
        scenario=cast.scenario,
        words=WORDS[cast.scenario.channel],
        limit=MAX_CHARACTERS,
    )
