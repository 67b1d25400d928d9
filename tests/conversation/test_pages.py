import re
from html.parser import HTMLParser

from hypothesis import given
from markdown_it import MarkdownIt

from simulator.conversation.call import Call, OutcomeReached, Reference, Turn
from simulator.conversation.state import Move, PersonaState, StateChange
from simulator.conversation.transcript import Section, to_html, to_markdown
from simulator.conversation.view import clock_text, view
from simulator.vocabulary import MoveKind, Variable
from tests.conversation.strategies import NASTY, calls

VOID = {"meta"}
PLAIN = {
    "html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3", "dl",
    "dt", "dd", "ol", "ul", "li", "bdi", "span", "blockquote", "p",
}  # fmt: skip
MOVED = Call(
    scenario=Reference(id="freight-cold-call"),
    persona=Reference(id="orla-tolan"),
    outcome=OutcomeReached(id="m", label="20 minutes", reached=True, minutes_granted=20),
    turns=(
        Turn(id="a", speaker="trainee", said="Is now bad?"),
        Turn(
            id="b",
            speaker="persona",
            said="Go on.",
            interrupted=True,
            move=Move(kind=MoveKind.GO_ON, reason="asked leave"),
            state=PersonaState(
                persona="orla-tolan", trust=0.35, patience=0.5, interest=0.2, distress=0,
                seconds_left=80,
                changes=(
                    StateChange(variable=Variable.TRUST, by=0.05, because="leave", quote="bad?"),
                ),
            ),
        ),
    ),
)  # fmt: skip


class Page(HTMLParser):
    """Checks that tags are ours and closed, and keeps the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in PLAIN
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@given(calls)
def test_the_page_shows_every_word_and_no_markup_of_a_strangers(call: Call) -> None:
    page = to_html(call, [Section(NASTY[0], tuple(NASTY))])
    texts = Page(page).texts
    for turn in view(call).turns:
        assert set(turn.lines) <= set(texts)
    page.encode()


def test_the_page_tells_what_moved_her_and_why() -> None:
    texts = Page(to_html(MOVED, [Section("Grade", ("Overall 61 of 100.",))])).texts
    for shown in (
        "Freight Cold Call",
        "Orla Tolan",
        "Reached: 20 minutes (20 minutes granted)",
        "Overall 61 of 100.",
        "go on: asked leave",
        "trust 35%, patience 50%, interest 20%, distress 0%",
        "trust +0.05: leave “bad?”",
    ):
        assert shown in texts


def test_the_page_loads_and_runs_nothing() -> None:
    page = to_html(MOVED)
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "url(" not in page
    assert 'lang="en"' in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


@given(calls)
def test_markdown_renders_what_was_said_and_no_markup_of_a_strangers(call: Call) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(to_markdown(call))
    tags = set(re.findall(r"</?(\w+)", rendered))
    assert tags <= {"h1", "h2", "p", "ul", "li", "strong", "blockquote", "br", "em"}
    shown = Page(f"<html>{rendered.replace('<br />', '').replace('strong>', 'bdi>')}</html>")
    joined = " ".join(" ".join(shown.texts).split())
    for turn in view(call).turns:
        for line in turn.lines:
            assert line in joined


def test_markdown_is_pleasant_to_read() -> None:
    assert to_markdown(MOVED, [Section("Grade", ("61 of 100",))]) == (
        "# Freight Cold Call\n\n- With: Orla Tolan\n"
        "\n## Outcome\n\n- Reached: 20 minutes (20 minutes granted)\n"
        "\n## Grade\n\n- 61 of 100\n"
        "\n## Transcript\n"
        "\n**Trainee**, about 0:00\n\n> Is now bad?\n"
        "\n**Orla Tolan**, about 0:01, interrupted\n\n> Go on.\n"
        "\n- go on: asked leave\n- trust 35%, patience 50%, interest 20%, distress 0%\n"
        "- trust +0.05: leave “bad?”\n"
    )


def test_addresses_do_not_become_links() -> None:
    page = to_markdown(
        Call(turns=(Turn(id="a", speaker="t", said="see https://x.org or www.x.org"),))
    )
    assert "https\\://x.org" in page
    assert "www\\.x.org" in page


def test_a_call_without_anything_still_makes_pages() -> None:
    assert "The call has no outcome yet." in to_markdown(Call())
    assert "The call has no outcome yet." in to_html(Call())


def test_long_calls_show_hours() -> None:
    assert [clock_text(seconds) for seconds in (0, 59.9, 61, 3661)] == [
        "0:00",
        "0:59",
        "1:01",
        "1:01:01",
    ]
