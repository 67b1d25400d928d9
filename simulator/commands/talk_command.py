"""Rehearse in the terminal, by typing.

An empty line is a silence.  /bye or Ctrl-D hangs up, /stop ends the exercise, Ctrl-C leaves the
call where it is, to be resumed.
"""

import argparse
import asyncio
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.errors import UsageError

if TYPE_CHECKING:
    from simulator.practice.rehearsal import Rehearsal
    from simulator.practice.stage import Stage
    from simulator.settings import Settings
    from simulator.storage.store import Store

RULES = "An empty line is a silence. /bye hangs up, /stop ends the exercise, Ctrl-C pauses it."


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "scenario", nargs="?", metavar="SCENARIO", help="its id; see simulator list"
    )
    parser.add_argument("--resume", metavar="CALL_ID", help="go on with a call that was left")
    parser.add_argument(
        "--branch", metavar="CALL_ID:TURN", help="try that moment again, in a new call"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="1 if not given")
    parser.add_argument("--difficulty", choices=("easy", "middle", "hard"), default="middle")
    parser.add_argument("--model", metavar="M", help="PROVIDER:NAME, or none")
    parser.add_argument("--realiser", choices=("lines", "bridge", "improvise"))
    parser.add_argument("--voice", action="store_true", help="speak instead of typing")
    parser.add_argument(
        "--headphones", action="store_true", help="with --voice: she can be interrupted"
    )
    parser.add_argument("--hints", action="store_true", help="show the scenario's hints")


def run(args: argparse.Namespace) -> int:
    """Rehearse until the call ends."""
    from simulator.storage.store import Store

    settings = _settings(args)
    with Store(settings) as store, asyncio.Runner() as runner:
        rehearsal = _start(args, settings, store, runner)
        try:
            _talk(args, settings, rehearsal, runner)
        except KeyboardInterrupt:
            print(f"\nThe call is kept. Go on with: simulator talk --resume {rehearsal.call().id}")
            raise
        _part(rehearsal)
    return 0


def _talk(
    args: argparse.Namespace,
    settings: "Settings",
    rehearsal: "Rehearsal",
    runner: asyncio.Runner,
) -> None:
    if not args.voice:
        _converse(rehearsal, runner, input)
        return
    from simulator.commands.talk_by_voice import Keyboard, by_voice

    keyboard = Keyboard()
    runner.run(by_voice(rehearsal, settings, keyboard, headphones=args.headphones))
    _converse(rehearsal, runner, keyboard.line)


def _settings(args: argparse.Namespace) -> "Settings":
    from simulator.settings import load_settings
    from simulator.vocabulary import Realiser

    chosen: dict[str, object] = {}
    if args.model:
        chosen["model"] = args.model
    if args.realiser:
        chosen["realiser"] = Realiser(args.realiser)
    return load_settings().model_copy(update=chosen)


def _start(
    args: argparse.Namespace, settings: "Settings", store: "Store", runner: asyncio.Runner
) -> "Rehearsal":
    from simulator.practice.stage import Stage

    if args.branch:
        return _resume(_branch(args.branch, store), settings, store, runner)
    if args.resume:
        return _resume(args.resume, settings, store, runner)
    if not args.scenario:
        raise UsageError("no scenario is named", "name one that `simulator list` shows")
    stage = Stage.set(args.scenario, settings)
    return _begin(args, stage, store, runner)


def _begin(
    args: argparse.Namespace, stage: "Stage", store: "Store", runner: asyncio.Runner
) -> "Rehearsal":
    from simulator.practice.briefing import as_text, brief
    from simulator.practice.rehearsal import Rehearsal
    from simulator.vocabulary import Difficulty

    call_id = uuid.uuid4().hex
    print(as_text(brief(stage.cast), hints=args.hints), RULES, sep="\n", end="\n\n")
    rehearsal = runner.run(
        Rehearsal.begin(
            stage.cast,
            seed=args.seed,
            difficulty=Difficulty(args.difficulty),
            journal=store.journal(call_id),
            wording=stage.wording,
            realiser=stage.realiser,
            call_id=call_id,
            reader=stage.reader,
            past=store.said_before(call_id, stage.cast.personas),
        )
    )
    threading.Thread(target=stage.reader.warm, name="warm-up").start()
    opening = stage.cast.scenario.opening
    print(opening.sets_scene)
    if args.voice:
        return rehearsal
    name = "" if opening.trainee_first else f"{stage.cast.first.name}: "
    print(f"{name}{rehearsal.opening_words}")
    return rehearsal


def _branch(place: str, store: "Store") -> str:
    """The id of a new call that begins as that one did, up to that turn."""
    from simulator.practice.branch import branch

    call_id, _, turn_id = place.rpartition(":")
    if not call_id:
        raise UsageError(f"--branch {place[:80]!r} names no turn", "write it as CALL_ID:TURN")
    branched = branch(store.call(call_id), turn_id, uuid.uuid4().hex, datetime.now(UTC))
    return store.import_call(branched).id


def _resume(
    call_id: str, settings: "Settings", store: "Store", runner: asyncio.Runner
) -> "Rehearsal":
    from simulator.practice.rehearsal import Rehearsal
    from simulator.practice.stage import Stage

    call = store.call(call_id)
    if call.scenario is None:
        raise UsageError(f"the call {call_id!r} is of no scenario", "resume one of a scenario")
    stage = Stage.set(call.scenario.id, settings)
    rehearsal = runner.run(
        Rehearsal.resume(
            call,
            stage.cast,
            journal=store.journal(call_id),
            wording=stage.wording,
            realiser=stage.realiser,
            reader=stage.reader,
            past=store.said_before(call_id, stage.cast.personas),
        )
    )
    for turn in call.turns:
        print(f"{_name(rehearsal, turn.persona)}: {turn.text}")
    runner.run(_tell(rehearsal, None))
    return rehearsal


def _converse(rehearsal: "Rehearsal", runner: asyncio.Runner, read: Callable[[str], str]) -> None:
    while not rehearsal.ended:
        try:
            text = read(f"[{rehearsal.seconds_left():.0f} s left] You: ")
        except EOFError:
            text = "/bye"
            print()
        if text.strip() == "/bye":
            runner.run(rehearsal.hang_up())
        elif text.strip() == "/stop":
            runner.run(rehearsal.stop())
        elif text.startswith("/"):
            print(RULES)
        else:
            _say(rehearsal, runner, text)


def _say(rehearsal: "Rehearsal", runner: asyncio.Runner, text: str) -> None:
    try:
        runner.run(_tell(rehearsal, text))
    except UsageError as error:
        print(error)


async def _tell(rehearsal: "Rehearsal", text: str | None) -> None:
    """Print the reply to a turn, or to what was left unanswered."""
    reply = rehearsal.finish_pending() if text is None else rehearsal.say(text)
    speaking = ""
    async for spoken in reply:
        if spoken.notice:
            print(f"({spoken.notice})")
        if spoken.turn_id != speaking and spoken.sentence:
            speaking = spoken.turn_id
            print(f"{_name(rehearsal, rehearsal.state.persona)}: ", end="")
        print(spoken.sentence, end="\n" if spoken.final else " ", flush=True)


def _name(rehearsal: "Rehearsal", persona: str | None) -> str:
    return rehearsal.cast.personas[persona].name if persona else "You"


def _part(rehearsal: "Rehearsal") -> None:
    outcome = rehearsal.outcome
    if outcome is None:
        return
    print(f"\nHow it ended: {outcome.label}")
    care = rehearsal.cast.scenario.after_care
    print(care.text, *([care.contact] if care.contact else []), sep="\n")
    call_id = rehearsal.call().id
    print(f"Kept as call {call_id}. For the debrief: simulator grade {call_id}")
