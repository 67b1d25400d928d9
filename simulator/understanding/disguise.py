"""Disguises: a text as it would read without its tricks of spelling, so that orders show."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from simulator.understanding.tongue import foreign

READ = 4000
"""Characters that are looked at."""

_TWINS = str.maketrans("аеорсухіјѕԁһкмтвнгАЕОРСУХІЈЅКМТВНοαεικνρτυχΑΒΕΗΙΚΜΝΟΡΤΥΧ",
                       "aeopcyxijsdhkmtbhrAEOPCYXIJSKMTBHoaeiknptuxABEHIKMNOPTYX")  # fmt: skip
"""Cyrillic and Greek letters that look like Latin ones."""
_FIGURES = str.maketrans("0134578$@", "oieastbsa")
"""Figures that stand for letters."""
_MIXED = re.compile(r"\b(?=[a-z0-9$@]*[a-z])(?=[a-z0-9$@]*[0-9$@])[a-z0-9$@]{2,}", re.I)
_SPELT = re.compile(r"(?<!\w)(?:\w[\s.\-_*]{1,3}){7,}\w(?!\w)")
_GAP = re.compile(r"\s{2,}|(?<=\w[-._*]\w)\s")
_INSIDE = re.compile(r"[\W_]+")


def readings(text: str) -> Iterator[str]:
    """Other ways to read the text; none when it holds no trick."""
    head = text[:READ]
    plain = undisguised(head)
    if plain != head:
        yield plain
    if _SPELT.search(plain):
        yield _SPELT.sub(lambda found: _joined(found[0]), plain)
    if foreign(plain) and plain.isascii():
        yield codecs.encode(plain, "rot13")
        yield plain[::-1]


def undisguised(text: str) -> str:
    """The text in plain letters: no twins, no invisible ones, no figures for letters."""
    shown = "".join(one for one in text if unicodedata.category(one) != "Cf")
    plain = unicodedata.normalize("NFKC", shown).translate(_TWINS)
    if len(_MIXED.findall(plain)) < 2:
        return plain
    return _MIXED.sub(lambda found: found[0].lower().translate(_FIGURES), plain)


def _joined(spelt: str) -> str:
    return " ".join(_INSIDE.sub("", word) for word in _GAP.split(spelt))
