"""What one text turn costs: understanding to reply on disk, without a model and beside one.

    python -m benchmarks.bench_turn

CPU by ``time.process_time``; the call is a long scripted one with a persona who doesn't end it.
Writes ``benchmarks/results/turn.json``; exits 1 if a bar is missed.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Mapping, Sequence

from benchmarks.report import report
from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import find_catalogue
from simulator.authoring.persona import Rule
from simulator.clock import VirtualClock
from simulator.conversation.call import Turn
from simulator.llm.wording import Message, Wording
from simulator.practice.rehearsal import Rehearsal
from simulator.settings import Settings
from simulator.storage.store import Store
from simulator.vocabulary import Act, Difficulty, Fault, Realiser, Variable

SCENARIO = "exec-ninety-seconds"
TURNS = 204
BAR_MS = 30.0
BAR_GROWTH = 1.2
BAR_SHARE = 0.05
WINDOW = 9
"""Turns around the 5th and the 200th whose median is compared: one alone is noise."""
MODEL_CHUNKS = 20
MODEL_CHUNK_S = 0.05
"""A realistic second of a model: twenty tokens a second."""
MODEL_TURNS = 10

SAYS = (
    "Good morning, this is Robin Ashdown from Gatefold, have I caught you at a bad moment?",
    "I read that your trucks don't break down, they stand; how many are standing today?",
    "So it's the slots at the depots that cost you the driver's hours, and not the road itself.",
    "What happens when a boat comes in late and the slot is gone by the time the truck gets there?",
    "I see. A haulier in Cork cut its waiting from seven and a half hours to under five.",
    "Who in your office hears first that a truck will miss its slot, and what do they do then?",
    "That makes sense to me, thank you for telling me so plainly.",
    "It watches the truck and books the next free slot; the driver doesn't have to do anything.",
)


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


def endless(cast: Cast) -> Cast:
    """The cast with all the time in the world, and a persona whom nothing moves."""
    unmoved = Rule(on=(*Act, *Fault), move={Variable.INTEREST: 0.0}, because="nothing moves")
    persona = cast.first.model_copy(update={"rules": (unmoved,)})
    scenario = cast.scenario.model_copy(update={"time_budget_s": 1e9})
    return Cast(scenario, {**cast.personas, persona.id: persona}, cast.hashes)


async def play(store: Store, turns: int, wording: Wording | None) -> tuple[list[float], list[Turn]]:
    """CPU milliseconds of each turn, understanding to reply on disk, and her turns."""
    cast = endless(find_catalogue(Settings()).cast(SCENARIO))
    name = f"bench-{turns}-{wording.name if wording else 'lines'}"
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
    for number in range(turns):
        start = time.process_time()
        async for _ in rehearsal.say(SAYS[number % len(SAYS)]):
            pass
        spent.append((time.process_time() - start) * 1000)
    return spent, [turn for turn in rehearsal.call().turns if not turn.is_trainee][1:]


def around(spent: list[float], turn: int) -> float:
    """The median of the turns around the one of that number."""
    return statistics.median(spent[turn - 1 - WINDOW // 2 :][:WINDOW])


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
    spent, turns = asyncio.run(play(store, TURNS, None))
    early, late = around(spent, 5), around(spent, 200)
    first = [turn.latency_ms["realisation_first"] for turn in turns]
    beside = with_model(store)
    met = {
        "cpu_ms_median": statistics.median(spent) <= BAR_MS,
        "growth": late / early <= BAR_GROWTH,
        "ours_beside_a_model": beside["ours_ms_median"] <= BAR_MS
        and beside["our_share_median"] <= BAR_SHARE,
    }
    figures = {
        "turns": len(spent),
        "cpu_ms_median": round(statistics.median(spent), 2),
        "cpu_ms_p95": round(statistics.quantiles(spent, n=20)[-1], 2),
        "cpu_ms_turn_5": round(early, 2),
        "cpu_ms_turn_200": round(late, 2),
        "growth": round(late / early, 3),
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
