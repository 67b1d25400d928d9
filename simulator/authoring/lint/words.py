"""Words in authored texts: slots that can't be filled, and facts given away too early."""

import re
from collections.abc import Iterator
from string import Formatter

from simulator.authoring.complaints import choice
from simulator.authoring.condition import Condition
from simulator.authoring.lint.notes import Note, Notes, Path
from simulator.authoring.persona import Fact, Line, Persona
from simulator.authoring.yaml_source import shown

SLOTS = ("trainee", "company", "product", "topic", "seconds", "grant")
"""What stands in braces in a line and is filled when it is said."""

_WORD = re.compile(r"\w+")


def slot_notes(persona: Persona) -> Notes:
    """Slots of lines that nobody fills, and braces in texts that have no slots."""
    for path, text, condition in spoken(persona):
        if condition is None:
            yield from brace_notes(path, text)
        else:
            yield from _slots(path, text)


def spoken(persona: Persona) -> Iterator[tuple[Path, str, Condition | None]]:
    """All she may say: the path, the text and, for lines, their condition."""
    for kind, lines in persona.lines.items():
        for number, line in enumerate(lines):
            path: Path = ("lines", kind.value, number)
            if isinstance(line, Line):
                yield (*path, "text"), line.text, line.when
            else:
                yield path, line, Condition()
    for question, texts in persona.answers.items():
        for number, text in enumerate(texts):
            yield ("answers", question.value, number), text, None
    for number, fact in enumerate(persona.facts):
        for index, text in enumerate(fact.says):
            yield ("facts", number, "says", index), text, None
    for number, objection in enumerate(persona.objections):
        for key, texts in (("says", objection.says), ("eased", objection.eased)):
            for index, text in enumerate(texts):
                yield ("objections", number, key, index), text, None


def brace_notes(path: Path, text: str) -> Notes:
    """A note if a text without slots has braces."""
    if "{" in text or "}" in text:
        yield Note(
            path,
            "slots are filled in lines only; here the braces would be said",
            "write the words out",
        )


def _slots(path: Path, text: str) -> Notes:
    try:
        fields = [field for _, *field in Formatter().parse(text) if field[0] is not None]
    except ValueError:
        yield Note(path, "a brace is opened or closed alone", "write a slot as {topic}")
        return
    for name, form, conversion in fields:
        if name not in SLOTS or form or conversion:
            yield Note(
                path, f"no slot is called '{{{shown(str(name))}}}'", choice(str(name), SLOTS)
            )


def guard_notes(persona: Persona) -> Notes:
    """Words that give a fact away, in texts that may be said while it is locked."""
    texts = [(path, tuple(_words(text))) for path, text, _ in spoken(persona)]
    secrets = {("facts", number) for number, fact in enumerate(persona.facts) if fact.secret}
    for number, fact in enumerate(persona.facts):
        if fact.unlock == Condition() and not fact.secret:
            continue
        exempt = secrets | {("facts", number)} | _after(persona, fact)
        for path, words in texts:
            if not any(path[:size] in exempt for size in (2, 3)):
                yield from _leaks(path, words, fact)


def _after(persona: Persona, fact: Fact) -> set[Path]:
    """Facts, objections and lines that come only once the fact is told."""
    told = _told_after(persona, fact)
    later: set[Path] = set()
    for number, one in enumerate(persona.facts):
        if told & set(one.unlock.disclosed):
            later.add(("facts", number))
    for number, objection in enumerate(persona.objections):
        if told & set(objection.raise_when.disclosed):
            later.add(("objections", number))
        if all(told & set(condition.disclosed) for condition in objection.eased_by):
            later.add(("objections", number, "eased"))
    for kind, lines in persona.lines.items():
        for number, line in enumerate(lines):
            if isinstance(line, Line) and told & set(line.when.disclosed):
                later.add(("lines", kind.value, number))
    return later


def _told_after(persona: Persona, fact: Fact) -> set[str]:
    """The fact, and those that wait for it, directly or through others."""
    told, size = {fact.id}, 0
    while size != (size := len(told)):
        told |= {one.id for one in persona.facts if told & set(one.unlock.disclosed)}
    return told


def leaks(path: Path, text: str, fact: Fact) -> Notes:
    """A note for every guarded phrase of the fact in a text."""
    yield from _leaks(path, tuple(_words(text)), fact)


def _leaks(path: Path, words: tuple[str, ...], fact: Fact) -> Notes:
    for guard in fact.guards:
        phrase = tuple(_words(guard))
        if phrase and _holds(words, phrase):
            yield Note(
                path,
                f"'{shown(guard)}' gives the fact '{fact.id}' away before it is told",
                f"reword it, or let it wait with `disclosed: [{fact.id}]`",
            )


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))


def _words(text: str) -> Iterator[str]:
    return (match[0] for match in _WORD.finditer(text.casefold()))
