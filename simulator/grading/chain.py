"""The grading chain: named graders side by side as LangChain runnables, then totals by code."""

import asyncio
import hashlib
import threading
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future
from inspect import isawaitable
from typing import TYPE_CHECKING

from simulator.authoring.cast import Cast
from simulator.authoring.rubric import Rubric
from simulator.conversation.call import Call
from simulator.grading.better import with_suggestion
from simulator.grading.checks import BLOCKING_PART, CHECKS_PART
from simulator.grading.conduct import CONDUCT_PART
from simulator.grading.defaults import choose_rubric
from simulator.grading.feedback import priorities, strengths
from simulator.grading.harm import HARM_PART
from simulator.grading.judgement import GraderPart, Judgement
from simulator.grading.landing import LANDING_PART
from simulator.grading.mail import MAIL_PART
from simulator.grading.material import Material, cast_personas, prepare
from simulator.grading.mechanisms import CRAFT_PART, EMPATHY_PART
from simulator.grading.outcome import OUTCOME_PART
from simulator.grading.overall import total
from simulator.grading.pacing import PACING_PART
from simulator.grading.scorecard import Scorecard
from simulator.grading.speech import SPEECH_PART
from simulator.understanding.reader import Reader

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from simulator.llm.wording import Wording

PARTS: tuple[GraderPart, ...] = (
    OUTCOME_PART,
    CHECKS_PART,
    EMPATHY_PART,
    CONDUCT_PART,
    CRAFT_PART,
    MAIL_PART,
    HARM_PART,
    LANDING_PART,
    BLOCKING_PART,
    PACING_PART,
    SPEECH_PART,
)
"""Who judges, in the order of the scorecard."""


def grade(
    call: Call,
    cast: Cast | None = None,
    rubric: Rubric | None = None,
    wording: "Wording | None" = None,
) -> Scorecard:
    """Grade a call; see ``grade_async``.  Not for use inside a running event loop."""
    found: list[Scorecard] = []

    async def run() -> None:
        # A task that returned the card would have it put into words, and thrown away, on leaving.
        found.append(await grade_async(call, cast, rubric, wording))

    asyncio.run(run())
    return found[0]


async def grade_async(
    call: Call,
    cast: Cast | None = None,
    rubric: Rubric | None = None,
    wording: "Wording | None" = None,
) -> Scorecard:
    """Grade a call.

    Args:
        call: what happened; only what was heard counts.
        cast: the call's scenario with its personas, if known.
        rubric: instead of the scenario's, or of the default for the call's kind.
        wording: a language model that gives a second opinion, shown beside and never counted, and
            a better line beside the author's if our own graders score it higher.

    Returns:
        The scorecard; a grader that fails leaves scores without a value, and the reason.
    """
    chosen, notes = choose_rubric(call, cast, rubric)
    reader = Reader(cast.scenario if cast else None, cast_personas(cast), chosen.kind)
    material = await asyncio.to_thread(prepare, call, chosen, cast, reader, notes)
    card = await judge(material, parts_for(wording))
    if wording is None or card.priority is None:
        return card
    first = await with_suggestion(card.priority, material, cast, reader, wording)
    return card.model_copy(update={"priority": first})


def parts_for(wording: "Wording | None") -> tuple[GraderPart, ...]:
    """The graders, with a second opinion if a model is there."""
    if wording is None:
        return PARTS
    from simulator.grading.model_judge import part_for

    return (*PARTS, part_for(wording))


async def judge(material: Material, parts: tuple[GraderPart, ...]) -> Scorecard:
    """Run the graders side by side and put the scorecard together in their fixed order."""
    from langsmith import tracing_context

    with tracing_context(enabled=False):
        found: Mapping[str, Judgement] = await _side_by_side(parts).ainvoke(material)
    return _assemble(material, [found[part.grader.name] for part in parts])


def _side_by_side(parts: tuple[GraderPart, ...]) -> "Runnable[Material, dict[str, Judgement]]":
    from langchain_core.runnables import RunnableLambda, RunnableParallel

    return RunnableParallel(
        {part.grader.name: RunnableLambda(_guarded(part), name=part.grader.name) for part in parts}
    )


def _guarded(part: GraderPart) -> Callable[[Material], Awaitable[Judgement]]:
    async def run(material: Material) -> Judgement:
        try:
            return await asyncio.wait_for(_run(part, material), part.limit_s)
        except TimeoutError:
            return part.unscored(material, f"the grader took more than {part.limit_s:g} s")
        except Exception as error:  # whatever breaks one grader, the others stand
            message = " ".join(str(error).split())[:200] or type(error).__name__
            return part.unscored(material, f"the grader failed: {message}")

    return run


async def _run(part: GraderPart, material: Material) -> Judgement:
    judged = await asyncio.wrap_future(_in_thread(part, material))
    found = await judged if isawaitable(judged) else judged
    if not isinstance(found, Judgement):
        raise TypeError(f"it gave no judgement but {type(found).__name__}")
    return found


def _in_thread(part: GraderPart, material: Material) -> "Future[Judgement | Awaitable[Judgement]]":
    # A daemon thread of its own: one that hangs can be left behind, and holds up no exit.
    future: Future[Judgement | Awaitable[Judgement]] = Future()

    future.set_running_or_notify_cancel()  # from here on a timeout leaves it be

    def work() -> None:
        try:
            future.set_result(part.judge(material))
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=work, name=f"grader-{part.grader.name}", daemon=True).start()
    return future


def _assemble(material: Material, found: list[Judgement]) -> Scorecard:
    judgement = Judgement(
        scores=tuple(score for part in found for score in part.scores),
        pacing={name: figure for part in found for name, figure in part.pacing.items()},
        blocking=tuple(error for part in found for error in part.blocking),
        cues=tuple(answer for part in found for answer in part.cues),
    )
    first, *further = priorities(material, judgement) or (None,)
    return Scorecard(
        call=material.call.id,
        rubric=material.rubric.id,
        rubric_digest=_digest(material.rubric),
        outcome=material.call.outcome,
        scores=judgement.scores,
        pacing=judgement.pacing,
        blocking=judgement.blocking,
        cues=judgement.cues,
        priority=first,
        further=tuple(further),
        strengths=strengths(material, judgement),
        overall=total(material, judgement),
    )


def _digest(rubric: Rubric) -> str:
    return hashlib.sha256(rubric.model_dump_json().encode()).hexdigest()[:16]
