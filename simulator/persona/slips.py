"""Slips of a model that its words alone betray: another role, coaching, markup, another tongue."""

import re
import unicodedata

from simulator.understanding.stems import STOP_WORDS

_PATTERNS: dict[str, tuple[str, ...]] = {
    "assistant talk": (
        r"\b(?:how|what) (?:can|may|could) i (?:help|assist|do for) you\b",
        r"\b(?:here|happy|glad|able) to (?:help|assist)\b",
        r"\b(?:assist|help) you (?:with|today|further)\b",
        r"\b(?:can't|cannot|couldn't|unable to) (?:help|assist) you\b",
        r"\banything else i can\b",
        r"\bfeel free to\b",
        r"\blet me know (?:if|how|what)\b",
        r"\bthank(?:s| you) for (?:reaching out|contacting|your (?:inquiry|interest))\b",
        r"\bi (?:completely |totally |fully )?understand your (?:concern|frustration)s?\b",
        r"^(?:sure|certainly|absolutely|of course)[,!] (?:here|i can|i'd be happy)",
    ),
    "coaching": (
        r"\b(?:your|the) (?:pitch|approach|technique|delivery|opening line|sales skills?|tone) "
        r"(?:is|was|could|needs|sounds)\b",
        r"\b(?:good|great|excellent|nice|well) (?:job|done|work|question|start)\b",
        r"\bnext time,? (?:try|you)\b",
        r"\byou (?:could|should|might) (?:try|improve|work on|ask me|say)\b",
        r"\b(?:feedback|score|grade|points? out of|learning goal|coach|trainee)\b",
        r"\b(?:one )?tip\b\s*:?",
        r"\bpractice (?:call|session|run)\b",
    ),
    "break of character": (
        r"\b(?:as|i am|i'm) (?:just |only )?an? (?:ai|a\.i\.|bot|chatbot|language model|assistant|"
        r"program|computer|machine|virtual)\b",
        r"\b(?:language model|artificial intelligence|chatbot|openai|chatgpt|anthropic|claude|qwen|"
        r"alibaba|llama|mistral|gemini)\b",
        r"\b(?:system|my|the|your|previous) (?:prompt|instructions?)\b",
        r"\brole[- ]?play|\bsimulat(?:ion|or|ed)\b|\bfictional\b|\bin character\b|\bmy character\b",
        r"\bi (?:cannot|can't|am unable to|am not able to) (?:fulfil|comply|engage|continue with|"
        r"provide|generate|assist)\b",
        r"\b(?:direction|scene|script|persona)\s*:",
    ),
    "offer": (
        r"\b(?:i'm|i am|you've got me) (?:convinced|sold|interested|in)\b(?! the | a | my )",
        r"\b(?:let's|let us|we can|we could|i can) (?:schedule|set up|arrange|meet|book)\b",
        r"\b(?:i'll|i will|we'll) (?:buy|sign|take it|order|pay|book|schedule|meet)\b",
        r"\b(?:sounds (?:great|good|perfect)|that would be (?:great|perfect|wonderful))\b",
        r"\b(?:you have|it's|we have) a deal\b",
        r"\bi(?:'d| would) (?:love|be happy|be glad|be delighted) to\b",
        r"\bput you through\b",
    ),
}
_SLIPS = {reason: re.compile("|".join(parts), re.IGNORECASE) for reason, parts in _PATTERNS.items()}
_MARKUP = re.compile(r"[*_#`~|\\<>{}\[\]()=^]|https?:|www\.|^\s*(?:[-•–]|\d+[.)])\s")
_LABEL = re.compile(r"^\s*[\"'“]?[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}(?: \([^)]*\))?\s*:")
_FOREIGN = frozenset(
    re.findall(
        r"\w+",
        """
        ich nicht und der das ist sie wir kann mir ihnen que los las por para una con pero eso je ne
        pas vous est les des une pour che non il di per sono het een niet och att jag nie jest
        """,
    )
)
_FOREIGN_ENOUGH = 2
_LONG = 7
_ENGLISH_SHARE = 0.2
"""A sentence of ``_LONG`` words with fewer English function words is in another language."""


def slip(sentence: str) -> str | None:
    """What is wrong with a sentence whoever says it in whatever call; ``None`` if nothing is."""
    if _LABEL.match(sentence):
        return "another speaker's line"
    plain = sentence.replace("’", "'")
    for reason, pattern in _SLIPS.items():
        if pattern.search(plain):
            return reason
    if _MARKUP.search(sentence) or any(_is_symbol(letter) for letter in sentence):
        return "markup"
    return "another language" if _is_foreign(plain) else None


def _is_symbol(letter: str) -> bool:
    if letter < "\u0080":
        return letter < " "
    return unicodedata.category(letter) in {"So", "Sk", "Cs", "Co", "Cn", "Cf", "Cc"}


def _is_foreign(sentence: str) -> bool:
    if any(letter.isalpha() and "LATIN" not in unicodedata.name(letter, "") for letter in sentence):
        return True
    words = re.findall(r"[^\W\d_]+", sentence.lower())
    english = sum(word in STOP_WORDS for word in words)
    foreign = len(_FOREIGN & set(words))
    unknown = len(words) >= _LONG and english < _ENGLISH_SHARE * len(words)
    return foreign >= _FOREIGN_ENOUGH or unknown
