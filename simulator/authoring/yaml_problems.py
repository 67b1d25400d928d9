"""What the YAML parser complains of, in plain words and with a fix."""

import yaml

from simulator.authoring.files import Original, refuse
from simulator.errors import ContentError

_PROBLEMS: tuple[tuple[str, str, str], ...] = (
    (
        "cannot start any token",
        "this can't start a value",
        "put the value in quotes, and indent with spaces, not tabs",
    ),
    (
        "could not find expected ':'",
        "a key has no colon, or a text runs over its line",
        "write `key: value`, or put the text in quotes or under `>-`",
    ),
    (
        "mapping values are not allowed",
        "a colon stands inside a value, or the line is indented wrongly",
        "put the value in quotes, or align the line with its neighbours",
    ),
    (
        "did not find expected key",
        "the indentation doesn't match, or a quoted text ends too early",
        "align the line with its neighbours, and check the quotes",
    ),
    (
        "did not find expected '-' indicator",
        "the list is broken off by a line that isn't an item",
        "align the line with the dashes, or begin it with a dash",
    ),
    (
        "did not find expected ',' or ']'",
        "the list in brackets isn't closed",
        "add a comma or the closing ]",
    ),
    (
        "did not find expected ',' or '}'",
        "the mapping in braces isn't closed",
        "add a comma or the closing }, or put a text with braces in quotes",
    ),
    (
        "did not find expected node content",
        "a value is missing here",
        "write the value, or put it in quotes",
    ),
    (
        "block sequence entries are not allowed",
        "a list can't begin here",
        "begin the list on the next line, or put the value in quotes",
    ),
    (
        "unexpected end of stream",
        "a quoted text is never closed",
        "add the closing quote",
    ),
    (
        "unknown escape character",
        "the text has a backslash code that YAML doesn't know",
        "write the text in single quotes, or double the backslash",
    ),
    ("undefined tag handle", "a tag is refused", "take the tag away, or quote the value"),
    (
        "did not find expected <document start>",
        "the document ends before this line",
        "remove `...`, and align the line with its neighbours",
    ),
    (
        "incompatible YAML document",
        "the version of YAML isn't one that is read here",
        "remove the %YAML line",
    ),
)


def explain(error: yaml.YAMLError, original: Original) -> ContentError:
    """The parser's error as a finding at the place where it stopped."""
    problem = str(getattr(error, "problem", None) or "it is no YAML")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message, fix = _words(problem)
    return refuse(original.file, message, fix, line, column)


def _words(problem: str) -> tuple[str, str]:
    for sign, message, fix in _PROBLEMS:
        if sign in problem:
            return message, fix
    return f"YAML can't be read here: {problem}", "check the indentation, colons and quotes"
