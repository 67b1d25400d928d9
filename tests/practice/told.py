"""What the tests of rehearsals share: a reader that is told what a turn does, and a small cast."""

import asyncio
from collections.abc import Iterable

from simulator.authoring.cast import Cast
from simulator.clock import VirtualClock
from simulator.conversation.appraisal import ActHit, Appraisal, FaultHit, ItemUse, TopicHit
from simulator.conversation.call import words_in
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import Rehearsal
from simulator.practice.spoken import Spoken
from simulator.understanding.context import Context
from simulator.vocabulary import Act, Difficulty, Fault, Verdict
from tests.support.content import minimal_cast


class ToldReader:
    """Reads turns written as "act fault ?fact +item": each word is what the turn does."""

    def appraise(self, text: str, context: Context) -> Appraisal:
        """What the words name."""
        words = text.split()
        return Appraisal(
            acts=tuple(
                ActHit(act=Act(word), probability=1.0, quote=word)
                for word in words
                if word in set(Act)
            ),
            faults=tuple(
                FaultHit(fault=Fault(word), quote=word) for word in words if word in set(Fault)
            ),
            topics=tuple(
                TopicHit(fact=word[1:], probability=1.0, quote=word)
                for word in words
                if word.startswith("?")
            ),
            items=tuple(
                ItemUse(item=word[1:], verdict=Verdict.RIGHT, quote=word)
                for word in words
                if word.startswith("+")
            ),
            words=words_in(text),
            sentences=1,
        )


def begin(
    journal: MemoryJournal | None = None,
    seed: int = 1,
    difficulty: Difficulty = Difficulty.MIDDLE,
    cast: Cast | None = None,
) -> Rehearsal:
    """A fresh call to the clock shop."""
    return asyncio.run(
        Rehearsal.begin(
            cast or minimal_cast(),
            seed=seed,
            difficulty=difficulty,
            journal=journal or MemoryJournal(),
            clock=VirtualClock(),
            call_id="call",
            reader=ToldReader(),
        )
    )


def resume(journal: MemoryJournal) -> Rehearsal:
    """The same call again, from what its journal holds."""
    return asyncio.run(
        Rehearsal.resume(
            journal.call(),
            minimal_cast(),
            journal=journal,
            clock=VirtualClock(),
            reader=ToldReader(),
        )
    )


def say(rehearsal: Rehearsal, *texts: str) -> list[Spoken]:
    """Say turns until the call ends; all that was answered."""
    return asyncio.run(_say(rehearsal, texts))


async def _say(rehearsal: Rehearsal, texts: Iterable[str]) -> list[Spoken]:
    heard = []
    for text in texts:
        if not rehearsal.ended:
            heard += [spoken async for spoken in rehearsal.say(text)]
    return heard


async def finish(rehearsal: Rehearsal) -> list[Spoken]:
    """The reply to what was left unanswered."""
    return [spoken async for spoken in rehearsal.finish_pending()]
