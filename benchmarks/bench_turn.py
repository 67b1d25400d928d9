"""What one text turn costs: understanding to reply on disk, without a model and beside one.

    python -m benchmarks.bench_turn

CPU by ``time.process_time``; the call is a long scripted one with a persona who doesn't end it.
Writes ``benchmarks/results/turn.json``; exits 1 if a bar is missed.
"""

import asyncio
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Mapping, Sequence

from benchmarks.report import report
from simulator.authoring.archetypes import effective_rules
from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.clock import VirtualClock
from simulator.conversation.call import Turn
from simulator.llm.wording import Message, Wording
from simulator.practice.rehearsal import Rehearsal
from simulator.settings import Settings
from simulator.storage.store import Store
from simulator.vocabulary import Difficulty, Realiser, Variable

SCENARIO = "exec-ninety-seconds"
TURNS = 204
BAR_MS = 30.0
BAR_GROWTH = 1.2
BAR_SHARE = 0.05
CALLS = 8
WINDOW = 9
"""Turns around the 5th and the 200th of each call; the medians over all calls are compared.  In one
call alone the ratio came out anywhere from 0.6 to 1.6 on a busy machine of two cores."""
MODEL_CHUNKS = 20
MODEL_CHUNK_S = 0.05
"""A realistic second of a model: twenty tokens a second."""
MODEL_TURNS = 10

OPENS = (
    "Good morning, this is Robin Ashdown from Gatefold.",
    "I see, that makes sense to me.",
    "Thank you for telling me so plainly.",
    "You told the trade weekly that your trucks stand.",
    "So the road isn't what costs you the hours.",
    "A haulier in Cork cut its waiting from 7.5 hours to 4.9.",
)
GOES_ON = (
    "When a boat comes in late, the slot at the depot is gone",
    "It watches the truck and books the next free slot",
    "The drivers like driving and nobody likes to stand at a gate",
    "Somebody in your office hears first that a truck is late",
    "Two depots on your road went over to quarter-hour slots",
    "The people at the gate have a list, and you aren't on it",
)
CLOSES = (
    "and what happens to the load then?",
    "and the driver doesn't have to do anything.",
    "or have I understood that wrongly?",
    "so how many of them are standing today?",
    "which is what I wanted to ask you about.",
    "and that must be hard to watch from the yard.",
)
SAYS = tuple(" ".join(parts) for parts in itertools.product(OPENS, GOES_ON, CLOSES))
"""216 turns, all different: understanding remembers sentences it has read, people don't repeat
theirs, and eight lines in a loop came out a fifth too cheap."""


class SlowWording:
    """A model that takes a second, and costs this process no CPU while it does."""

    name, provider, digest = "one-second", "scripted", None

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        stop: Sequence[str] = (),
        max_tokens: int = 96,
        temperature: float = 0.7,
        seed: int | None = None,
    ) -> AsyncGenerator[str, None]:
        """Twenty chunks, fifty milliseconds apart."""
        words = "And what would I do with that, when the yard is full and the boat is due today?"
        spoken = [f"{word} " for word in words.split()]
        for at in range(MODEL_CHUNKS):
            await asyncio.sleep(MODEL_CHUNK_S)
            yield spoken[at] if at < len(spoken) else ""

    async def structured(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object],
        *,
        seed: int | None = None,
    ) -> dict[str, object]:
        """Not used here."""
        return {}

    async def probability_of_yes(self, messages: Sequence[Message]) -> float | None:
        """Not used here."""
        return None


def endless(cast: Cast) -> Cast:
    """The cast with all the time in the world, and a persona whom nothing moves."""
    still = dict.fromkeys(Variable, 0.0)
    # Every rule is still asked and applied, as in a real call; none moves anything.
    rules = (rule.model_copy(update={"move": still}) for rule in effective_rules(cast.first))
    persona = cast.first.model_copy(update={"rules": tuple(rules)})
    scenario = cast.scenario.model_copy(update={"time_budget_s": 1e9})
    return Cast(scenario, {**cast.personas, persona.id: persona}, cast.hashes)


async def play(
    store: Store, turns: int, wording: Wording | None, order: int = 0
) -> tuple[list[float], list[Turn]]:
    """CPU milliseconds of each turn, understanding to reply on disk, and her turns."""
    cast = endless(find_catalogue(Settings()).cast(SCENARIO))
    name = f"bench-{order}-{wording.name if wording else 'lines'}"
    rehearsal = await Rehearsal.begin(
        cast,
        seed=1,
        difficulty=Difficulty.MIDDLE,
        journal=store.journal(name),
        wording=wording,
        realiser=Realiser.IMPROVISE if wording else None,
        clock=VirtualClock(),
        call_id=name,
    )
    spent = []
    said = random.Random(order).sample(SAYS, turns)
    for text in said:
        start = time.process_time()
        async for _ in rehearsal.say(text):
            pass
        spent.append((time.process_time() - start) * 1000)
    return spent, [turn for turn in rehearsal.call().turns if not turn.is_trainee][1:]


def around(calls: list[list[float]], turn: int) -> list[float]:
    """What the turns around the one of that number cost, in all calls."""
    first = turn - 1 - WINDOW // 2
    return [spent for call in calls for spent in call[first : first + WINDOW]]


def with_model(store: Store) -> dict[str, float]:
    """Our share of a turn beside a model that takes a second: CPU, and the wall without it."""
    spent, turns = asyncio.run(play(store, MODEL_TURNS, SlowWording()))
    asked = [turn for turn in turns if turn.latency_ms.get("model", 0) > 0]
    ours = [turn.latency_ms["total"] - turn.latency_ms["model"] for turn in asked]
    shares = [1 - turn.latency_ms["model"] / turn.latency_ms["total"] for turn in asked]
    return {
        "turns_with_model": len(asked),
        "model_ms_median": statistics.median(turn.latency_ms["model"] for turn in asked),
        "ours_ms_median": statistics.median(ours),
        "our_share_median": statistics.median(shares),
        "cpu_ms_median": statistics.median(spent),
    }


def measure(store: Store) -> tuple[dict[str, object], bool]:
    """All figures, and whether every bar is met."""
    played = [asyncio.run(play(store, TURNS, None, order)) for order in range(CALLS)]
    calls = [costs for costs, _ in played]
    spent = [cost for costs in calls for cost in costs]
    early, late = (statistics.median(around(calls, turn)) for turn in (5, 200))
    alone = [
        statistics.median(around([call], 200)) / statistics.median(around([call], 5))
        for call in calls
    ]
    first = [turn.latency_ms["realisation_first"] for _, turns in played for turn in turns]
    beside = with_model(store)
    met = {
        "cpu_ms_median": statistics.median(spent) <= BAR_MS,
        "growth": late / early <= BAR_GROWTH,
        "ours_beside_a_model": beside["ours_ms_median"] <= BAR_MS
        and beside["our_share_median"] <= BAR_SHARE,
    }
    figures = {
        "calls": CALLS,
        "turns": len(spent),
        "cpu_ms_median": round(statistics.median(spent), 2),
        "cpu_ms_p95": round(statistics.quantiles(spent, n=20)[-1], 2),
        "cpu_ms_turn_5": round(early, 2),
        "cpu_ms_turn_200": round(late, 2),
        "growth": round(late / early, 3),
        "growth_of_each_call": [round(one, 2) for one in sorted(alone)],
        "wall_ms_to_first_sentence_median": round(statistics.median(first), 2),
        "beside_a_model": {name: round(value, 4) for name, value in beside.items()},
        "bars": {"ms": BAR_MS, "growth": BAR_GROWTH, "share": BAR_SHARE},
        "met": met,
    }
    return figures, all(met.values())


def main() -> int:
    """Measure, write, judge."""
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/turn.db") as store:
        figures, met = measure(store)
    report("turn", figures)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
