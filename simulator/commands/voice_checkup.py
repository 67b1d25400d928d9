"""The doctor's look at voice calls: ears, mouths, and the devices between them."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from simulator.commands.finding import Finding, State, package
from simulator.errors import VoiceError

if TYPE_CHECKING:
    from simulator.settings import Settings

EXTRA = "pip install 'rehearsal-simulator[voice]'"


def voice(settings: "Settings") -> list[Finding]:
    """Every part of a voice call; none is needed for rehearsing by text."""
    from simulator.voice.ears import DEFAULT, folder_called
    from simulator.voice.weights import checked

    ear = settings.ear or DEFAULT
    return [
        package("voice-recogniser", "Voice: recogniser", "faster_whisper", EXTRA, "faster-whisper"),
        _weights("voice-ear", f"Voice: ear {ear}", lambda: folder_called(settings, ear)),
        _weights("voice-detector", "Voice: detector", lambda: checked(settings, "silero")),
        package("voice-mouth", "Voice: mouth", "hibari", EXTRA, "hibari-tts"),
        package("voice-pyttsx3", "Voice: pyttsx3", "pyttsx3", EXTRA),
        _program("espeak-ng"),
        _device("input", "Voice: microphone", "plug one in, or rehearse in the browser"),
        _device("output", "Voice: loudspeaker", "plug one in, or rehearse in the browser"),
    ]


def _weights(identifier: str, title: str, find: Callable[[], Path]) -> Finding:
    try:
        return Finding(identifier, title, State.OK, f"whole, in {find()}")
    except VoiceError as error:
        return Finding(identifier, title, State.MISSING, error.message, error.fix)


def _program(name: str) -> Finding:
    found = shutil.which(name)
    if found is None:
        fix = "install it with your system's package manager"
        return Finding(f"voice-{name}", f"Voice: {name}", State.MISSING, "not found", fix)
    return Finding(f"voice-{name}", f"Voice: {name}", State.OK, found)


def _device(kind: Literal["input", "output"], title: str, fix: str) -> Finding:
    identifier = f"voice-{kind}"
    try:
        import sounddevice
    except (ImportError, OSError):
        # OSError: the package is there and PortAudio, which it stands on, isn't.
        remedy = f"run `{EXTRA}`; on Linux install libportaudio2, too"
        return Finding(identifier, title, State.MISSING, "sound can't be reached", remedy)
    try:
        name = str(sounddevice.query_devices(kind=kind)["name"])
    except (sounddevice.PortAudioError, ValueError):
        return Finding(identifier, title, State.MISSING, "none found", fix)
    return Finding(identifier, title, State.OK, " ".join(name.split()))
