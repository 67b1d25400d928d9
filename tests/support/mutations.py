"""Ways in which people and programs spoil a YAML file, each repeatable by its random source."""

import random
import re
from collections.abc import Callable
from typing import NamedTuple


class Spoilt(NamedTuple):
    """A file after a mutation; ``line`` is where it was done, if in one place."""

    raw: bytes
    line: int | None = None


Mutation = Callable[[random.Random, str], Spoilt]

_KEYED = re.compile(r"^(?P<lead> *(?:- )?)(?P<key>\w+):(?P<rest>.*)$")


def _keyed(rng: random.Random, text: str) -> tuple[list[str], int, re.Match[str]]:
    lines = text.split("\n")
    found = [(at, match) for at, line in enumerate(lines) if (match := _KEYED.match(line))]
    at, match = rng.choice(found)
    return lines, at, match


def _with_line(lines: list[str], at: int, *new: str) -> Spoilt:
    return Spoilt("\n".join([*lines[:at], *new, *lines[at + 1 :]]).encode(), at + 1)


def _value(*values: str) -> Mutation:
    def mutate(rng: random.Random, text: str) -> Spoilt:
        lines, at, match = _keyed(rng, text)
        return _with_line(lines, at, f"{match['lead']}{match['key']}: {rng.choice(values)}")

    return mutate


wrong_type = _value("[1, {}]", "{a: 1}", "true", "-7", "3.5", "null", "''", "2026-01-01", "[]")
bad_reference = _value("[no-such-thing]", "no-such-thing", "{disclosed: [no-such-thing]}")
bad_comparison = _value("'=> 0.4'", "{trust: '>> 1'}", "{trust: '> 1'}", "{turn: 3}", "'0.4'")
custom_tag = _value("!!python/object/apply:os.system [ls]", "!secret x", "!!binary aGk=")
alias_bomb = _value("&a [*a, *a]", "*nowhere", "{<<: *nowhere}")
odd_syntax = _value("a: b: c", "@here", "%there", "[a, b", "{a: b", "'open", '"\\q"', "`x`", "- a")
weird_unicode = _value("a\u202eb", "\u2028", "a\u0085b", "\ufffe", "ÿ\x07", "\ufeffx")


def unknown_key(rng: random.Random, text: str) -> Spoilt:
    lines, at, match = _keyed(rng, text)
    key = rng.choice([match["key"][:-1] or "x", match["key"] + "s", "extra", "__class__", "été"])
    return _with_line(lines, at, f"{match['lead']}{key}:{match['rest']}")


def deleted_key(rng: random.Random, text: str) -> Spoilt:
    lines, at, _ = _keyed(rng, text)
    return _with_line(lines, at)


def duplicated_key(rng: random.Random, text: str) -> Spoilt:
    lines, at, match = _keyed(rng, text)
    lead = match["lead"].replace("-", " ")
    again = f"{lead}{match['key']}: again"
    return Spoilt("\n".join([*lines[:at], again, *lines[at:]]).encode(), at + 1)


def broken_indentation(rng: random.Random, text: str) -> Spoilt:
    lines, at, _ = _keyed(rng, text)
    return _with_line(lines, at, " " * rng.randint(1, 3) + lines[at])


def tab(rng: random.Random, text: str) -> Spoilt:
    lines, at, _ = _keyed(rng, text)
    return _with_line(lines, at, "\t" + lines[at].lstrip())


def huge_text(rng: random.Random, text: str) -> Spoilt:
    lines, at, match = _keyed(rng, text)
    size = rng.choice([5_000, 200_000, 2_000_000])
    return _with_line(lines, at, f"{match['lead']}{match['key']}: {'x' * size}")


def truncated(rng: random.Random, text: str) -> Spoilt:
    return Spoilt(text[: rng.randrange(len(text))].encode())


def binary(rng: random.Random, text: str) -> Spoilt:
    raw = bytearray(text.encode())
    for _ in range(rng.randint(1, 20)):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    return Spoilt(bytes(raw))


def noise(rng: random.Random, text: str) -> Spoilt:
    return Spoilt(rng.randbytes(rng.randint(1, 5_000)))


def swapped_lines(rng: random.Random, text: str) -> Spoilt:
    lines, at, _ = _keyed(rng, text)
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return Spoilt("\n".join(lines).encode())


def deep_nesting(rng: random.Random, text: str) -> Spoilt:
    lines, at, match = _keyed(rng, text)
    opened = rng.choice(["[", "{a: "]) * rng.choice([50, 5_000])
    return _with_line(lines, at, f"{match['lead']}{match['key']}: {opened}")


def laughing_aliases(rng: random.Random, text: str) -> Spoilt:
    rows = ["b0: &b0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 10)}]" for n in range(1, 10)]
    return Spoilt("\n".join([text, *rows]).encode())


def bad_slot(rng: random.Random, text: str) -> Spoilt:
    lines, at, _ = _keyed(rng, text)
    items = [n for n, line in enumerate(lines) if re.match(r" +- [A-Z\"']", line)] or [at]
    at = rng.choice(items)
    slot = rng.choice(["{nobody}", "{", "}", "{0}", "{trainee.name}", "{topic!r}"])
    return _with_line(lines, at, re.sub(r"- .*", f"- 'Well, {slot}, hm.'", lines[at]))


MUTATIONS: dict[str, Mutation] = {
    "wrong type": wrong_type,
    "unknown key": unknown_key,
    "deleted key": deleted_key,
    "duplicated key": duplicated_key,
    "broken indentation": broken_indentation,
    "tab": tab,
    "bad reference": bad_reference,
    "bad comparison": bad_comparison,
    "custom tag": custom_tag,
    "bad alias": alias_bomb,
    "odd syntax": odd_syntax,
    "weird unicode": weird_unicode,
    "huge text": huge_text,
    "truncated": truncated,
    "binary": binary,
    "noise": noise,
    "swapped lines": swapped_lines,
    "deep nesting": deep_nesting,
    "alias bomb": laughing_aliases,
    "bad slot": bad_slot,
}
"""By what each does."""
