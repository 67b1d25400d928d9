"""A stranger's text made safe to show: no control characters, no hidden change of direction."""

import re

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that mean nothing to a reader and something to a program."""
BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Bidirectional embeddings, overrides and isolates: text that shows in another order than it is."""


def clean(text: str) -> str:
    """The text with line feeds as its only breaks; controls become ``�``, directions vanish."""
    return CONTROLS.sub("\ufffd", DIRECTIONS.sub("", BREAKS.sub("\n", text)))


def one_line(text: str) -> str:
    """The clean text on one line, with single spaces."""
    return " ".join(clean(text).split())


def lines_of(text: str) -> tuple[str, ...]:
    """The clean text's lines that hold something."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return tuple(line for line in lines if line)
