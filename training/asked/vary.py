"""The same question as another hand, or a speech recogniser, would have written it."""

import random

from training.understanding.vary import mistyped, unmarked

LOWER, TYPO, LED, TRAILING = 0.25, 0.06, 0.1, 0.08
"""Share of questions that lose case and marks, get a typo, get other words before or after them."""
LEADS = (
    "Um,", "So,", "And", "Sorry,", "Right,", "Okay, and", "Well,", "Can I ask,", "Look,", "Then",
    "Just so I understand,", "May I ask,", "One more thing,", "If you don't mind,", "I see. And",
    "I wonder,", "Could you tell me,", "I'd like to know,", "Thank you. So", "Let me ask:",
)  # fmt: skip
TRAILS = (
    "if I may ask",
    "do you know",
    "roughly",
    "would you say",
    "please",
    "or so",
    "by the way",
)


def varied(text: str, chance: random.Random) -> str:
    """One wording more of the question."""
    if chance.random() < LED:
        text = f"{chance.choice(LEADS)} {text[0].lower()}{text[1:]}"
    if chance.random() < TRAILING:
        text = f"{text.rstrip('?.')}, {chance.choice(TRAILS)}?"
    if chance.random() < TYPO:
        text = mistyped(text, chance)
    return unmarked(text) if chance.random() < LOWER else text
