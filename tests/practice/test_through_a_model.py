"""A rehearsal whose persona is worded by a model: nothing is lost when it fails."""

import asyncio
from collections.abc import Sequence

from simulator.clock import VirtualClock
from simulator.errors import ModelError, ModelUnavailable
from simulator.llm.scripted import ScriptedWording
from simulator.practice.journal import MemoryJournal
from simulator.practice.rehearsal import Rehearsal
from simulator.practice.spoken import Spoken
from simulator.vocabulary import Difficulty, Realiser
from tests.practice.told import ToldReader, say
from tests.support.content import minimal_cast

GONE = ModelUnavailable("the model went away", "start it again")


def begin(
    journal: MemoryJournal, *replies: str | Sequence[str | ModelError] | ModelError
) -> Rehearsal:
    return asyncio.run(
        Rehearsal.begin(
            minimal_cast(),
            seed=1,
            difficulty=Difficulty.MIDDLE,
            journal=journal,
            wording=ScriptedWording(replies),
            realiser=Realiser.IMPROVISE,
            clock=VirtualClock(),
            reader=ToldReader(),
        )
    )


def text(heard: list[Spoken]) -> str:
    return " ".join(spoken.sentence for spoken in heard if spoken.sentence)


def test_each_sentence_is_in_the_journal_when_it_is_shown() -> None:
    journal = MemoryJournal()
    rehearsal = begin(journal, [["Who is this? ", "Speak up, ", "I mend clocks here. "]][0])

    async def listen() -> list[tuple[str, str]]:
        return [
            (spoken.sentence, journal.call().turns[-1].said)
            async for spoken in rehearsal.say("greet")
        ]

    assert asyncio.run(listen()) == [
        ("Who is this?", "Who is this?"),
        ("Speak up, I mend clocks here.", "Who is this? Speak up, I mend clocks here."),
        ("", "Who is this? Speak up, I mend clocks here."),
    ]


def test_the_call_says_who_worded_it() -> None:
    model = begin(MemoryJournal(), "Who is this?").call().model
    assert model is not None
    assert (model.realiser, model.name) == (Realiser.IMPROVISE, "scripted")


def test_a_model_that_fails_leaves_a_notice_an_event_and_a_whole_reply() -> None:
    journal = MemoryJournal()
    rehearsal = begin(journal, GONE)
    heard = say(rehearsal, "greet")
    assert text(heard)
    assert [spoken.notice for spoken in heard if spoken.notice] == [
        "the model went away; Edda Marlow goes on with written lines"
    ]
    assert heard[-1].final
    assert [event.detail for event in journal.call().events if event.kind == "model_failed"] == [
        "ModelUnavailable"
    ]
    assert journal.call().turns[-1].said == text(heard)


def test_a_stopped_sentence_is_counted_in_the_turn() -> None:
    journal = MemoryJournal()
    say(begin(journal, "How can I help you today?"), "greet")
    (event,) = journal.call().turns[-1].guard
    assert (event.reason, event.replaced) == ("assistant talk", True)


def test_a_listener_who_goes_away_leaves_a_turn_to_go_on_from() -> None:
    journal = MemoryJournal()
    rehearsal = begin(journal, [["Who is this? ", "Speak up. ", "Hm."]][0], "Well? ")

    async def leave() -> None:
        reply = rehearsal.say("greet")
        await anext(reply)
        await reply.aclose()

    asyncio.run(leave())
    assert not rehearsal.pending
    assert journal.call().turns[-1].said == "Who is this?"
    assert say(rehearsal, "introduce")[-1].final


def test_two_turns_at_once_are_refused() -> None:
    rehearsal = begin(MemoryJournal(), [["Who is this? ", "Speak up. ", "Hm."]][0])

    async def both() -> str:
        first = rehearsal.say("greet")
        await anext(first)
        try:
            async for _ in rehearsal.say("greet"):
                pass
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        finally:
            await first.aclose()
        return "taken"

    assert asyncio.run(both()).startswith("UsageError: the last turn is still being answered")


def test_latency_tells_the_models_time_apart() -> None:
    rehearsal = begin(MemoryJournal(), "Who is this?")
    say(rehearsal, "greet")
    spent = rehearsal.call().turns[-1].latency_ms
    assert set(spent) == {
        "understanding",
        "storage",
        "state_policy",
        "realisation_first",
        "model",
        "total",
    }
