"""A call as Markdown that renders as it reads: nothing anyone said becomes markup."""

import re
from collections.abc import Iterator, Sequence

from simulator.conversation.call import Call
from simulator.conversation.view import Section, TurnView, view

MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&@$^]")
"""Characters that mean something anywhere in a line."""
FIRST = re.compile(r"^(\s*)([-+=:]|\d{1,9}(?=[.)]))")
"""Characters that mean something at the start of a line."""
ADDRESS = re.compile(r"(?i)\b(https?|ftp|www|mailto|xmpp)(?=[:.])")
"""Words that some readers turn into links by themselves."""


def to_markdown(call: Call, sections: Sequence[Section] = ()) -> str:
    """The call as a page, with more sections below its outcome."""
    return "\n".join(_page(call, sections)) + "\n"


def _page(call: Call, sections: Sequence[Section]) -> Iterator[str]:
    seen = view(call, sections)
    yield f"# {escape(seen.title)}"
    yield ""
    for label, value in seen.facts:
        yield f"- {label}: {escape(value)}"
    for section in seen.sections:
        yield f"\n## {escape(section.title)}\n"
        for line in section.lines:
            yield f"- {escape(line)}"
    yield "\n## Transcript"
    for turn in seen.turns:
        yield from _turn(turn)


def _turn(turn: TurnView) -> Iterator[str]:
    yield f"\n**{escape(turn.speaker)}**, {turn.at}{', interrupted' if turn.cut else ''}\n"
    yield "  \n".join(f"> {escape(line)}" for line in turn.lines)
    notes = [*([turn.move] if turn.move else []), *([turn.state] if turn.state else [])]
    yield from ("" for _ in notes[:1])
    yield from (f"- {escape(note)}" for note in (*notes, *turn.changes))


def escape(text: str) -> str:
    """One line of text that Markdown shows as it is."""
    safe = MARKUP.sub(lambda found: "\\" + found[0], text)
    safe = ADDRESS.sub(lambda found: f"{found[0]}\\", safe)
    return FIRST.sub(_escape_first, safe)


def _escape_first(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"
