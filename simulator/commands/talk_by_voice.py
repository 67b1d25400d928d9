"""A rehearsal by voice in the terminal: captions on the screen, typing at any moment."""

import asyncio
import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from simulator.errors import UserError
from simulator.practice.voice_call import VoiceCall, knobs_of, patience_of
from simulator.voice.desktop import DeskIn, DeskOut
from simulator.voice.floor import Phase
from simulator.voice.kits import voice_kit
from simulator.voice.shown import CaptionShown, NoticeShown, PhaseShown, Shown
from simulator.voice.tape import Tape
from simulator.voice.tapes import tape_of

if TYPE_CHECKING:
    from simulator.practice.rehearsal import Rehearsal
    from simulator.settings import Settings

RULES = (
    "Speak when you hear her; a line that you type and send with Enter is said as well. "
    "/bye hangs up, /stop ends the exercise, Ctrl-C pauses it."
)

CONSENT = (
    "Record the sound of this call, to play it back in the debrief? It stays on this machine; "
    "without it only the words are kept. [y/N] "
)


class TerminalScreen:
    """Captions, a line each when it is complete, and on a terminal as they come."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._live = out.isatty()

    async def show(self, shown: Shown) -> None:
        """Print it."""
        match shown:
            case CaptionShown(name=name, text=text, final=True):
                self._line(f"{name or 'You'}: {text}")
            case CaptionShown(name=name, text=text):
                self._fleeting(f"{name or 'You'}: {text} …")
            case NoticeShown(text=text):
                self._line(f"({text})")
            case PhaseShown(phase=Phase.LISTENING):
                self._fleeting("[your turn]")

    def _line(self, text: str) -> None:
        start = "\r\x1b[K" if self._live else ""
        print(f"{start}{text}", file=self._out, flush=True)

    def _fleeting(self, text: str) -> None:
        if self._live:
            print(f"\r\x1b[K{text}", end="", file=self._out, flush=True)


class Keyboard:
    """Lines from standard input, read in a thread of its own: a voice call can't wait for them."""

    def __init__(self) -> None:
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._told: Callable[[str], None] | None = None
        threading.Thread(target=self._read, daemon=True).start()

    def tell(self, told: Callable[[str], None] | None) -> None:
        """Hand each line to ``told`` from now on; ``None`` keeps them for ``line``."""
        self._told = told

    def keep(self, line: str) -> None:
        """Keep a line for ``line``."""
        self._lines.put(line)

    def line(self, prompt: str) -> str:
        """The next line, as ``input`` gives it.

        Raises:
            EOFError: there are no more.
        """
        print(prompt, end="", flush=True)
        found = self._lines.get()
        if found is None:
            raise EOFError
        return found

    def _read(self) -> None:
        for line in sys.stdin:
            told = self._told
            if told is None:
                self._lines.put(line.rstrip("\n"))
            else:
                told(line.rstrip("\n"))
        self._lines.put(None)


async def by_voice(
    rehearsal: "Rehearsal", settings: "Settings", keyboard: Keyboard, *, headphones: bool
) -> None:
    """Rehearse over the machine's own devices, to the call's end or a device's.

    If a device or a voice fails, one line says so, and the call can go on by text.
    """
    scenario = rehearsal.cast.scenario
    _hush_libraries()
    try:
        tape = await asyncio.to_thread(_tape, rehearsal, settings, keyboard)
        kit = await asyncio.to_thread(voice_kit, settings, patience_of(scenario))
        microphone = DeskIn()
        loudspeaker = DeskOut(lambda: microphone.now_s)
        knobs = knobs_of(scenario, barge_in=headphones)
        screen = TerminalScreen(sys.stdout)
        call = VoiceCall(rehearsal, microphone, loudspeaker, kit, screen, knobs=knobs, tape=tape)
        print(RULES)
        await _talk(call, keyboard)
    except UserError as error:
        print(error)
        _say_in_writing(rehearsal)
    finally:
        rehearsal.off_air()


def _say_in_writing(rehearsal: "Rehearsal") -> None:
    """Her last words, which nobody has heard."""
    hers = [turn for turn in rehearsal.turns if not turn.is_trainee]
    if hers:
        print(f"{rehearsal.cast.personas[rehearsal.state.persona].name}: {hers[-1].text}")


def _tape(rehearsal: "Rehearsal", settings: "Settings", keyboard: Keyboard) -> Tape | None:
    """What the call is recorded on, if the trainee agrees; asked before the first word."""
    try:
        answer = keyboard.line(CONSENT)
    except EOFError:
        answer = ""
    agreed = answer.strip().lower() in {"y", "yes"}
    return tape_of(settings, str(rehearsal.call().id), agreed=agreed)


def _hush_libraries() -> None:
    """Sound libraries write to the standard error stream past Python; nobody can use it."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.stderr = os.fdopen(kept, "w", encoding="utf-8")


async def _talk(call: VoiceCall, keyboard: Keyboard) -> None:
    loop = asyncio.get_running_loop()

    def told(line: str) -> None:
        loop.call_soon_threadsafe(_typed, call, keyboard, line)

    keyboard.tell(told)
    try:
        await call.run()
    finally:
        keyboard.tell(None)


def _typed(call: VoiceCall, keyboard: Keyboard, line: str) -> None:
    if call.conversation.closed:
        keyboard.keep(line)
        return
    match line.strip():
        case "/bye":
            call.hang_up()
        case "/stop":
            call.stop()
        case "":
            return
        case text:
            call.type(text)
