"""Fitting: each step asks one person her questions; her facts and "none" are the choices."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import nn

from training.asked.net import Asked, encode
from training.asked.rows import Fact, Others, Person, Question
from training.asked.vary import varied
from training.understanding.fit import warm

FEWEST = 3
"""Facts that a person keeps at least."""


@dataclass(frozen=True)
class Recipe:
    """How long and how fast to fit."""

    epochs: int = 5
    lot: int = 40
    """Questions a step, all to one person."""
    idle: int = 6
    said: int = 5
    """Questions about nothing, and sentences that don't ask, added to each step."""
    cues: int = 3
    """Cues of a fact that are shown in a step: an author gives few."""
    fewer: float = 0.5
    """Share of steps in which some facts are missing, so that their questions are about nothing."""
    rate: float = 1e-4
    scale_rate: float = 5e-3
    frozen: int = 2
    """Lowest layers that stay as they are."""
    dropout: float = 0.1
    smoothing: float = 0.02
    seed: int = 7


class Lot(NamedTuple):
    """One step: what is asked, what can be asked for, and which it is."""

    questions: list[tuple[str, bool]]
    texts: list[tuple[str, bool]]
    starts: list[int]
    targets: list[int]
    """Of each question the place of its fact; the number of facts for none."""


def fit(
    people: Sequence[Person], others: Others, weights: Path, tokenizer: Tokenizer, recipe: Recipe
) -> Asked:
    """A net fitted to the people's questions; the same rows and machine give the same net."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    chance = random.Random(recipe.seed)
    net = Asked(weights, recipe.dropout)
    net.vectors.encoder.freeze(recipe.frozen)
    steps = recipe.epochs * len(list(_asked(people, recipe, chance)))
    optimiser = _optimiser(net, recipe)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: warm(step, steps))
    for epoch in range(recipe.epochs):
        start, losses = time.process_time(), []
        net.train()
        for person, questions in _asked(people, recipe, chance):
            loss = _loss(net, tokenizer, _lot(person, questions, others, recipe, chance), recipe)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            rate.step()
            losses.append(loss.item())
        spent = time.process_time() - start
        mean = sum(losses) / len(losses)
        print(f"epoch {epoch + 1}: loss {mean:.4f}, {spent:.0f} s of CPU", flush=True)
    return net.eval()


def _loss(net: Asked, tokenizer: Tokenizer, lot: Lot, recipe: Recipe) -> torch.Tensor:
    read = encode(net.vectors, tokenizer, [*lot.texts, *lot.questions])
    texts, questions = read[: len(lot.texts)], read[len(lot.texts) :]
    logits = net(questions, texts, lot.starts)
    return nn.functional.cross_entropy(
        logits, torch.tensor(lot.targets), label_smoothing=recipe.smoothing
    )


def _asked(
    people: Sequence[Person], recipe: Recipe, chance: random.Random
) -> Iterator[tuple[Person, Sequence[Question]]]:
    """Everybody's questions in lots, in any order."""
    lots = []
    for person in people:
        mixed = chance.sample(person.questions, len(person.questions))
        starts = range(0, len(mixed), recipe.lot)
        lots += [(person, mixed[start : start + recipe.lot]) for start in starts]
    chance.shuffle(lots)
    yield from lots


def _lot(
    person: Person,
    questions: Sequence[Question],
    others: Others,
    recipe: Recipe,
    chance: random.Random,
) -> Lot:
    facts = _some(person.facts, recipe, chance)
    places = {fact.id: place for place, fact in enumerate(facts)}
    asked = [(one.text, places.get(one.fact or "", len(facts))) for one in questions]
    more = chance.sample(others.idle, recipe.idle) + chance.sample(others.said, recipe.said)
    asked += [(text, len(facts)) for text in more]
    shown = [_shown(fact, recipe, chance) for fact in facts]
    starts = [sum(map(len, shown[:place])) for place in range(len(shown))]
    return Lot(
        [(varied(text, chance), False) for text, _ in asked],
        [text for each in shown for text in each],
        starts,
        [place for _, place in asked],
    )


def _some(facts: Sequence[Fact], recipe: Recipe, chance: random.Random) -> list[Fact]:
    left = list(facts)
    for _ in range(chance.choice((1, 1, 2, 3)) if chance.random() < recipe.fewer else 0):
        if len(left) > FEWEST:
            left.pop(chance.randrange(len(left)))
    return left


def _shown(fact: Fact, recipe: Recipe, chance: random.Random) -> list[tuple[str, bool]]:
    """Some of the fact's cues, and all its answers."""
    cues = chance.sample(fact.cues, min(recipe.cues, len(fact.cues)))
    return [(text, False) for text in cues] + [(text, True) for text in fact.says]


def _optimiser(net: Asked, recipe: Recipe) -> torch.optim.Optimizer:
    encoder = [one for one in net.vectors.parameters() if one.requires_grad]
    groups = [
        {"params": encoder, "lr": recipe.rate, "weight_decay": 0.01},
        {"params": net.scales(), "lr": recipe.scale_rate, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups)
