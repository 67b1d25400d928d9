"""Words as they are spoken, so that a transcript can be compared with what was read out."""

import re
from collections.abc import Sequence


def _listed(text: str) -> list[str]:
    return text.split()


UNITS = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS = ["", "", *_listed("twenty thirty forty fifty sixty seventy eighty ninety")]
ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
COINS = {"$": ("dollars", "cents"), "£": ("pounds", "pence"), "€": ("euros", "cents")}
SAME = {
    "ok": "okay",
    "mr": "mister",
    "mrs": "missus",
    "dr": "doctor",
    "alright": "all right",
    "grey": "gray",
    "cheque": "check",
    "percent": "per cent",
    "everyday": "every day",
    "anymore": "any more",
    "someday": "some day",
    "till": "until",
    "e-mail": "email",
    "favour": "favor",
    "neighbour": "neighbor",
    "colour": "color",
    "behaviour": "behavior",
    "labour": "labor",
    "honour": "honor",
    "centre": "center",
    "metre": "meter",
    "litre": "liter",
    "theatre": "theater",
    "programme": "program",
    "tyre": "tire",
    "kerb": "curb",
    "storey": "story",
    "licence": "license",
    "defence": "defense",
    "cancelled": "canceled",
    "cancelling": "canceling",
    "travelled": "traveled",
    "travelling": "traveling",
    "jewellery": "jewelry",
    "apologise": "apologize",
    "organise": "organize",
    "realise": "realize",
    "recognise": "recognize",
    "analyse": "analyze",
}
"""Spellings of one spoken word."""
FILLERS = {"um", "uh", "er", "erm", "hmm", "mm", "uhm"}
"""Recognisers leave them out or not, and no one minds: they aren't counted."""
TOKEN = re.compile(r"[$£€]?\d[\d,]*(?:[.:]\d+)?(?:st|nd|rd|th|%)?|[a-z]+(?:'[a-z]+)*")


def spoken(text: str) -> list[str]:
    """The words of a text as one says them: lower case, numbers in words, one spelling."""
    plain = text.lower().replace("’", "'").replace("&", " and ")
    said = (word for token in TOKEN.findall(plain) for word in _said(token).split())
    return [word for word in said if word not in FILLERS]


def _said(token: str) -> str:
    if not re.search(r"\d", token):
        plural = SAME.get(token.removesuffix("s"))
        return SAME.get(token) or (f"{plural}s" if plural and token.endswith("s") else token)
    if token[0] in COINS:
        return _money(token[1:].replace(",", ""), *COINS[token[0]])
    if token.endswith("%"):
        return _number(token[:-1]) + " per cent"
    if token.endswith(("st", "nd", "rd", "th")):
        return _ordinal(_number(token[:-2]))
    return _number(token)


def _money(amount: str, coins: str, small: str) -> str:
    whole, _, cents = amount.partition(".")
    said = f"{_whole(int(whole))} {coins}"
    return f"{said} and {_whole(int(cents))} {small}" if cents.strip("0") else said


def _ordinal(said: str) -> str:
    *before, last = said.split()
    turned = ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return " ".join([*before, turned])


def _number(token: str) -> str:
    plain = token.replace(",", "")
    if ":" in plain:
        hours, minutes = plain.split(":")
        return f"{_whole(int(hours))} {_whole(int(minutes))}"
    whole, _, digits = plain.partition(".")
    said = (
        _year(int(whole)) if "," not in token and 1100 <= int(whole) < 2100 else _whole(int(whole))
    )
    return " ".join([said, "point", *(UNITS[int(digit)] for digit in digits)]) if digits else said


def _year(number: int) -> str:
    if number % 1000 < 10:
        return _whole(number)
    if number % 100 == 0:
        return f"{_whole(number // 100)} hundred"
    return f"{_whole(number // 100)} {_whole(number % 100)}"


def _whole(number: int) -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        return f"{TENS[number // 10]} {UNITS[number % 10] if number % 10 else ''}".strip()
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if rest < 100 else " "
            return f"{_whole(number // size)} {name}" + (joint + _whole(rest) if rest else "")
    raise AssertionError


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Fewest words to change, add or leave out, to make one of the other."""
    row = list(range(len(heard) + 1))
    for at, word in enumerate(said, 1):
        before, row[0] = row[0], at
        for number, other in enumerate(heard, 1):
            before, row[number] = (
                row[number],
                min(row[number] + 1, row[number - 1] + 1, before + (word != other)),
            )
    return row[-1]
