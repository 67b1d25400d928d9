"""One cue: a word or phrase as a person would say it, matched on stems that stand together."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.understanding.stems import concept, content, stem
from simulator.understanding.words import listed

SPREAD = 5
"""How many words may stand between those of a cue."""

REACH = 5
"""Words before a telling word in which a refusal of it may stand."""
_ABLE = frozenset({"can", "could", "will", "would", "able", "allowed"})
_DENIALS = frozenset({"no", "not", "never", "nothing", "nobody", "without"})
FUNCTION_WORDS = listed("function")
"""Words that a cue may be said without."""
IDIOMS = listed("idioms")
"""Two words whose second means something else than alone."""


@dataclass(frozen=True)
class Cue:
    """The stems that must occur, and how far apart at most."""

    parts: frozenset[str]
    span: int
    """Words from the first to the last of them."""
    denies: bool = False
    """Whether it is a denial itself: "no charge"."""
    phrase: tuple[str, ...] = ()
    """Of a cue without any content word ("how are you"): its keys, to be found side by side."""

    def found_in(self, keys: Sequence[str]) -> bool:
        """Whether the stems (or concepts) of a sentence, in order, hold the cue."""
        if self.phrase:
            return f" {' '.join(self.phrase)} " in f" {' '.join(keys)} "
        places = [index for index, key in enumerate(keys) if key in self.parts]
        if len({keys[index] for index in places}) < len(self.parts):
            return False
        return any(self._holds(keys, places, start) for start in range(len(places)))

    def refused_in(self, keys: Sequence[str], tokens: Sequence[str]) -> bool:
        """Whether what it tells of is said to be out of reach: "I can't cancel that"."""
        return not self.denies and any(_refused(part, keys, tokens) for part in self.parts)

    def _holds(self, keys: Sequence[str], places: Sequence[int], start: int) -> bool:
        near = [place for place in places[start:] if place - places[start] < self.span]
        return len({keys[place] for place in near}) == len(self.parts)


def _refused(part: str, keys: Sequence[str], tokens: Sequence[str]) -> bool:
    before = (
        frozenset(tokens[max(0, at - REACH) : at]) for at, key in enumerate(keys) if key == part
    )
    refusals = ["not" in words and bool(words & _ABLE) for words in before]
    return bool(refusals) and all(refusals)


def keys_of(tokens: Sequence[str], by_concept: bool) -> tuple[str, ...]:
    """Each token's stem, or the concept that stands for it; an idiom's last word is itself."""
    pairs = zip(("", *tokens), tokens, strict=False)
    return tuple(_key(before, token, by_concept) for before, token in pairs)


def _key(before: str, token: str, by_concept: bool) -> str:
    # Who is "in charge" is no question of money.
    whole = f"{before}_{token}"
    if whole in IDIOMS:
        return whole
    return (concept if by_concept else stem)(token)


def compile_cue(tokens: Sequence[str], by_concept: bool = False) -> Cue | None:
    """The cue of a phrase; ``None`` if there is no word in it.

    Content words must all occur.  A phrase with one of them says too little by itself ("new dog",
    "last box", "all the forms"), so there its other telling words must occur as well; one with
    none ("how are you", "who is with her") must be said as it stands.
    """
    if not tokens:
        return None
    telling = set(content(tokens))
    if not telling:
        phrase = keys_of(tokens, by_concept)
        return Cue(frozenset(phrase), len(phrase), phrase=phrase)
    if len(telling) == 1:
        telling |= {token for token in tokens if token not in FUNCTION_WORDS}
    keys = dict(zip(tokens, keys_of(tokens, by_concept), strict=True))
    parts = frozenset(keys[token] for token in telling)
    return Cue(parts, len(tokens) + SPREAD, denies=bool(_DENIALS & set(tokens)))
