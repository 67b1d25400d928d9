"""What a simulated trainee knows: the briefing's facts as speech, whom to ask, what to ask for."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.authoring.cast import Cast
from simulator.authoring.persona import Objection, Persona
from simulator.authoring.scenario import Item, Outcome, Scenario
from simulator.scale.speech import first_sentences, lower, offered, sentences_upper, to_her

_ASKABLE = re.compile(r"^(?:an?|the|[\w-]+ (?:minutes|hours?|days?)|half|quarter)\b", re.I)
_CLAUSE = re.compile(r"^(?:why|what|who|whose|how|where|when|which)\b", re.I)
_QUOTE = re.compile(r"[\"“]([^\"”]+)[\"”]")
_WORD = re.compile(r"[a-z']{4,}")


@dataclass(frozen=True)
class Saying:
    """An item as it would be said to the person on the line."""

    id: str
    text: str
    worth_using: bool
    decoy: bool
    of_company: bool

    @property
    def has_figure(self) -> bool:
        """Whether there is a number in it."""
        return any(sign.isdigit() for sign in self.text)


@dataclass(frozen=True)
class Topic:
    """A fact of hers that can be asked about, by what it is called."""

    id: str
    called: str

    @property
    def is_clause(self) -> bool:
        """Whether it is called “why the trucks wait”, and not “the trucks”."""
        return bool(_CLAUSE.match(self.called))


@dataclass(frozen=True)
class Brief:
    """One scenario as the trainee has it, for one person on the line."""

    scenario: Scenario
    persona: Persona
    slots: Mapping[str, str]
    sayings: tuple[Saying, ...]
    topics: tuple[Topic, ...]
    objections: Mapping[str, Objection]
    things: tuple[str, ...]
    """What is in view and worth a word."""
    at_the_desk: bool
    """She can put the call through, and isn't the one it is for."""

    def known(self, *, of_company: bool) -> tuple[Saying, ...]:
        """True items, those worth using first, otherwise in the author's order."""
        true = [one for one in self.sayings if one.of_company == of_company and not one.decoy]
        return tuple(sorted(true, key=lambda one: not one.worth_using))

    def decoys(self) -> tuple[Saying, ...]:
        """What is false, stale or out of place."""
        return tuple(one for one in self.sayings if one.decoy)

    def remedy_for(self, objection: str | None) -> tuple[str, ...]:
        """The items that would meet an objection of hers, by id."""
        held = self.objections.get(objection or "")
        if held is None:
            return ()
        return tuple(item for one in held.eased_by for item in (*one.used, *one.used_any))


def briefs(cast: Cast) -> dict[str, Brief]:
    """A brief for each person who can be on the line."""
    return {name: _brief(cast, persona) for name, persona in cast.personas.items()}


def nearest(text: str, sayings: tuple[Saying, ...], draw: random.Random) -> Saying | None:
    """The saying with most words in common with the text; any of the best."""
    words = set(_WORD.findall(text.lower()))
    if not sayings:
        return None
    common = [len(words & set(_WORD.findall(one.text.lower()))) for one in sayings]
    best = max(common)
    return draw.choice([one for one, many in zip(sayings, common, strict=True) if many == best])


def _brief(cast: Cast, persona: Persona) -> Brief:
    scenario = cast.scenario
    desk = persona.id == scenario.personas[0] and any(
        one.puts_through_to for one in scenario.outcomes
    )
    return Brief(
        scenario=scenario,
        persona=persona,
        slots=_slots(cast, persona),
        sayings=tuple(_said(item, scenario, persona) for item in scenario.items),
        topics=tuple(
            Topic(fact.id, to_her(fact.called, persona.name, persona.pronouns).strip())
            for fact in persona.facts
            if not fact.secret
        ),
        objections={one.id: one for one in persona.objections},
        things=_things(scenario, persona),
        at_the_desk=desk,
    )


def _things(scenario: Scenario, persona: Persona) -> tuple[str, ...]:
    seen = scenario.scene.things if scenario.scene else ()
    worth = [thing.text for thing in seen if thing.worth_using]
    return tuple(sentences_upper(to_her(text, persona.name, persona.pronouns)) for text in worth)


def _said(item: Item, scenario: Scenario, persona: Persona) -> Saying:
    ours = item in scenario.company_facts
    turned = (offered if ours else to_her)(item.text, persona.name, persona.pronouns)
    return Saying(
        item.id, sentences_upper(first_sentences(turned)), item.worth_using, item.decoy, ours
    )


def _slots(cast: Cast, persona: Persona) -> dict[str, str]:
    scenario, trainee = cast.scenario, cast.scenario.trainee
    boss = cast.personas[scenario.personas[-1]].name
    title = "Ms" if persona.pronouns.startswith("she") else "Mr"
    ask = to_her(_ask(scenario), persona.name, persona.pronouns)
    product = to_her(trainee.product, persona.name, persona.pronouns)
    hook = _hook(scenario) or persona.organisation
    role = trainee.role.lower()
    return {
        "me": trainee.name,
        "me_first": trainee.name.split()[0],
        "company": trainee.company,
        "product": product[:1].lower() + product[1:],
        "product_is": f"the people behind {product[:1].lower() + product[1:]}",
        "role": role,
        "role_lower": role,
        "role_article": f"{'an' if role[0] in 'aeiou' else 'a'} {role}",
        "her": persona.name,
        "first": persona.name.split()[0],
        "formal": f"{title} {persona.name.split()[-1]}",
        "boss": boss,
        "boss_first": boss.split()[0],
        "your_man": cast.first.name.split()[0],
        "named": _name_in_notes(cast) or "",
        "ask": lower(ask[:1].lower() + ask[1:]),
        "ask_upper": ask,
        "hook": hook,
    }


def _ask(scenario: Scenario) -> str:
    wanted = [rung for rung in scenario.outcomes if rung.reached and "asked" in rung.on]
    named = [rung.label for rung in wanted if _ASKABLE.match(rung.label)]
    if named:
        return named[-1]
    return f"{_minutes(wanted)} minutes" if wanted else "a few minutes more"


def _minutes(rungs: list[Outcome]) -> int:
    return rungs[-1].minutes_granted or 15


def _hook(scenario: Scenario) -> str | None:
    for item in scenario.dossier:
        quoted = _QUOTE.search(item.text)
        if quoted and item.worth_using:
            return re.split(r"(?<=[.!?])\s", quoted[1])[-1].rstrip(".")
    return None


def _name_in_notes(cast: Cast) -> str | None:
    """Who the call is about: a cue of a note that is a name alone, and nobody's on the line."""
    there = " ".join([one.name for one in cast.personas.values()]) + cast.scenario.trainee.name
    for item in cast.scenario.dossier:
        for cue in item.about:
            if item.worth_using and cue.istitle() and cue.isalpha() and cue not in there:
                return cue
    return None
