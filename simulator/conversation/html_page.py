"""A call as one HTML page: no script, nothing loaded, readable by eye, ear and printer."""

from collections.abc import Iterator, Sequence
from html import escape

from simulator.conversation.call import Call
from simulator.conversation.view import Section, TurnView, view

STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --quiet: #566073; --page: #fff; --line: #d5dae3;
  --trainee: #eaf2fd; --other: #f4f1ea; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ebf1; --quiet: #a7b0c0; --page: #14181f; --line: #394150;
    --trainee: #1d2b40; --other: #2a2721; } }
body { margin: 0 auto; padding: 1.5rem; max-width: 46rem; background: var(--page);
  color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt, .at, .notes { color: var(--quiet); font-weight: normal; }
dd, .turns, blockquote { margin: 0; }
.turns { padding: 0; list-style: none; }
.turn { margin: 0 0 .8rem; padding: .6rem .9rem; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--other); break-inside: avoid; }
.turn.trainee { background: var(--trainee); }
.turn p, .turn h3 { margin: 0; font-size: 1rem; }
.notes { margin: .4rem 0 0; padding-left: 1.1rem; font-size: .9rem; }
@media print { body { max-width: none; padding: 0; } .turn { background: none; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Should anything ever slip through: the browser loads nothing and runs nothing."""


def to_html(call: Call, sections: Sequence[Section] = ()) -> str:
    """The call as a page, with more sections below its outcome."""
    return "\n".join(_page(call, sections)) + "\n"


def _page(call: Call, sections: Sequence[Section]) -> Iterator[str]:
    seen = view(call, sections)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(seen.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{escape(seen.title)}</h1>\n<dl>"
    for label, value in seen.facts:
        yield f"<dt>{label}</dt><dd>{escape(value)}</dd>"
    yield "</dl>"
    for section in seen.sections:
        yield from _section(section)
    yield '<section aria-labelledby="transcript">\n<h2 id="transcript">Transcript</h2>'
    yield '<ol class="turns">'
    for number, turn in enumerate(seen.turns, start=1):
        yield from _turn(number, turn)
    yield "</ol>\n</section>\n</main>\n</body>\n</html>"


def _section(section: Section) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(section.title)}</h2>"
    yield from (f'<p dir="auto">{escape(line)}</p>' for line in section.lines)
    yield "</section>"


def _turn(number: int, turn: TurnView) -> Iterator[str]:
    side = "trainee" if turn.trainee else "other"
    at = f"{turn.at} (interrupted)" if turn.cut else turn.at
    yield f'<li class="turn {side}" id="turn-{number}">'
    yield f'<h3><bdi>{escape(turn.speaker)}</bdi> <span class="at">{escape(at)}</span></h3>'
    yield "<blockquote>"
    yield from (f'<p dir="auto">{escape(line)}</p>' for line in turn.lines)
    yield "</blockquote>"
    notes = [note for note in (turn.move, turn.state, *turn.changes) if note]
    if notes:
        items = "".join(f'<li dir="auto">{escape(note)}</li>' for note in notes)
        yield f'<ul class="notes">{items}</ul>'
    yield "</li>"
