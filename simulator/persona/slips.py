"""Slips of a model that its words alone betray: another role, coaching, markup, another tongue."""

import re
import unicodedata

from simulator.understanding.tongue import foreign

_PATTERNS: dict[str, tuple[str, ...]] = {
    "assistant talk": (
        r"\b(?:how|what) (?:can|may|could) i (?:help|assist|do for) you\b",
        r"\b(?:here|happy|glad|able) to (?:help|assist)\b",
        r"\b(?:assist|help) you (?:with|today|further)\b",
        r"\b(?:can't|cannot|couldn't|unable to) (?:help|assist) you\b",
        r"\banything else i can\b",
        r"\bfeel free to\b|^you're welcome\b",
        r"\bi understand you(?:'re| are) (?:asking|looking|calling)\b",
        r"\blet me know (?:if|how|what)\b",
        r"\bthank(?:s| you) for (?:reaching out|contacting|your (?:inquiry|interest))\b",
        r"\bi (?:completely |totally |fully )?understand your (?:concern|frustration)s?\b",
        r"^(?:sure|certainly|absolutely|of course)[,!] (?:here|i can|i'd be happy)",
        r"\banything else you(?:'d| would) like\b|\bany inconvenience\b|\bhere to support\b",
        r"^here(?:'s| is| are) (?:an?|the|your|some)\b|\bas (?:you )?requested\b",
        r"\bplease provide\b|\bso that i can (?:assist|help)\b|\bhope (?:this|that) helps\b",
        r"\bi will now (?:answer|respond|act|write)\b|\bbreak it down\b",
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
        r"\b(?:better|good|best|nicer) way to (?:say|put|ask|start|open|phrase)\b|^remember to\b",
        r"\byour (?:opening|opener|ask|question|empathy|listening|script|close|start|performance|"
        r"introduction|answer)s? (?:was|were|is|could|needs?|sounded)\b|^next time\b",
        r"\btry (?:to|again,? but|and|asking|listening|being|saying|a softer)\b|\bfull marks\b",
        r"\bmy advice\b|\bif you want to (?:win|persuade|convince|reach|impress)\b",
        r"\byou(?:'re| are) (?:doing (?:great|well|fine|better)|improving|getting better|"
        r"learning)\b|\bout of (?:ten|10|five|5|100|a hundred)\b|\byou rushed\b",
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
        r"\bi(?:'m| am| was| have been|'ve been| was being) (?:told|asked|instructed|designed|"
        r"made|created|supposed|meant|here) to (?:play|act|be|pretend|say|answer|portray)\b",
        r"\bi(?:'m| am| was| have been|'ve been) (?:programmed|trained|prompted)\b",
        r"\bin (?:this|the|our) (?:scenario|exercise|game|scene|role)\b|\bmy (?:role|guidelines|"
        r"programming|creators?|developers?|training data)\b|\bviolat\w+\b|\bguidelines\b",
        r"\b(?:debug|developer|admin|maintenance) mode\b|\bknowledge (?:ends|cutoff)\b",
        r"\bmy trust in you\b|\b(?:trust|patience) (?:score|level|value)\b|\bvirtual\b",
    ),
    "unsafe": (
        r"\bkill (?:yourself|him|her|them|you|myself)\b|\bsuicid\w*|\bwant to die\b",
        r"\b(?:mother)?fuck\w*|\bcunts?\b|\bshit\w*|\bbitch\w*|\bwhores?\b|\bsluts?\b",
        r"\bshould be (?:shot|hanged|killed|gassed|beaten)\b",
        r"\bhang yourself\b|\bi(?:'ll| will) (?:hurt|kill|hit) you\b",
        r"\b(?:take|swallow) (?:all )?(?:the|your) pills\b|\boverdose\b|\bcut yourself\b",
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
_MARKUP = re.compile(r"[*_#`~|\\<>{}\[\]()=^]|\s/\s|https?:|www\.|^\s*(?:[-•–]|\d+[.)])\s")
_LABEL = re.compile(r"^\s*[\"'“]?[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}(?: \([^)]*\))?\s*:")


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
    return "another language" if foreign(plain, least=1) else None


def _is_symbol(letter: str) -> bool:
    if letter < "\u0080":
        return letter < " "
    return unicodedata.category(letter) in {"So", "Sk", "Cs", "Co", "Cn", "Cf", "Cc"}
