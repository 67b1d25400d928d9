"""The first page: what can be rehearsed, what is unfinished, what was done lately."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import Catalogue
from simulator.errors import StorageError, UserError
from simulator.storage.store import CallSummary
from simulator.vocabulary import Channel, Difficulty, Kind
from simulator.web.house import House
from simulator.web.markup import CHANNELS, KINDS, render
from simulator.web.models import Standing
from simulator.web.shown import initials

MOST_UNFINISHED = 3
MOST_RECENT = 5


class Card(NamedTuple):
    """One rehearsal to choose."""

    id: str
    title: str
    trains: str
    channel: Channel
    kind: Kind
    seconds: float
    difficulty: Difficulty
    notice: str | None
    persona: str
    role: str
    initials: str


class CallLine(NamedTuple):
    """One call in a list."""

    id: str
    title: str
    persona: str | None
    when: str
    turns: int
    outcome: str
    """How it ended, in words."""


def home_page(house: House, now: datetime) -> str:
    """The first page as HTML."""
    casts, troubles = _casts(house.catalogue)
    disputes = 0
    try:
        calls = house.store.calls()
        disputes = len(house.store.reviews.disputes(open_only=True))
    except StorageError as error:
        calls = ()
        troubles.append(str(error))
    cards = [_card(cast) for cast in casts.values()]
    unfinished = [call for call in calls if call.outcome is None and call.scenario in casts]
    others = [call for call in calls if call not in unfinished]
    listed = unfinished[MOST_UNFINISHED:] + others[MOST_RECENT:]
    return render(
        "home.html",
        cards=sorted(cards, key=lambda card: (list(Difficulty).index(card.difficulty), card.title)),
        filters=_filters(cards),
        unfinished=[_call_line(call, casts, now) for call in unfinished[:MOST_UNFINISHED]],
        recent=[_call_line(call, casts, now) for call in others[:MOST_RECENT]],
        earlier=[_call_line(call, casts, now) for call in listed],
        disputes=disputes,
        troubles=[*house.troubles, *troubles],
    )


def standing_card(standing: Standing) -> str:
    """Who words the persona, and what would better it."""
    return render("standing.html", standing=standing)


def _casts(catalogue: Catalogue) -> tuple[dict[str, Cast], list[str]]:
    casts: dict[str, Cast] = {}
    troubles = []
    for name in catalogue.scenarios():
        try:
            casts[name] = catalogue.cast(name)
        except UserError as error:
            troubles.append(f"“{name}” can’t be rehearsed: {str(error).splitlines()[0]}")
    return casts, troubles


def _card(cast: Cast) -> Card:
    scenario, persona = cast.scenario, cast.first
    return Card(
        id=scenario.id,
        title=scenario.title,
        trains=scenario.trains,
        channel=scenario.channel,
        kind=scenario.kind,
        seconds=scenario.budget_s,
        difficulty=scenario.difficulty,
        notice=scenario.content_notice or persona.content_notice,
        persona=persona.name,
        role=f"{persona.role}, {persona.organisation}",
        initials=initials(persona.name),
    )


def _filters(cards: Iterable[Card]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    channels = {card.channel for card in cards}
    kinds = {card.kind for card in cards}
    return [
        ("How you meet:", "channel", [(c.value, CHANNELS[c]) for c in Channel if c in channels]),
        ("What it is:", "kind", [(kind.value, KINDS[kind]) for kind in Kind if kind in kinds]),
    ]


def _call_line(call: CallSummary, casts: Mapping[str, Cast], now: datetime) -> CallLine:
    cast = casts.get(call.scenario or "")
    persona = cast.personas.get(call.persona or "") if cast else None
    return CallLine(
        id=call.id,
        title=cast.scenario.title if cast else call.scenario or "A call from elsewhere",
        persona=persona.name if persona else None,
        when=ago(call.started_at, now),
        turns=call.turns,
        outcome=call.outcome or "not ended",
    )


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, in words: "5 minutes ago", "yesterday", "3 October"."""
    if moment is None:
        return "at a time unknown"
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    minutes = max(0, int((now - aware).total_seconds() // 60))
    if minutes < 2:
        return "just now"
    if minutes < 60:
        return f"{minutes} minutes ago"
    if minutes < 24 * 60:
        hours = minutes // 60
        return "an hour ago" if hours == 1 else f"{hours} hours ago"
    if minutes < 48 * 60:
        return "yesterday"
    local = aware.astimezone()
    return f"{local.day} {local:%B}"
