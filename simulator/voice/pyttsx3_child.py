"""The child that talks to the system's voice: one sentence a line in, one WAV file a line out.

Run as ``python -m simulator.voice.pyttsx3_child``.  The engine is made and run in this one thread,
and the event of a finished utterance counts: with espeak, ``runAndWait`` returns before it.
"""

import json
import sys
import time
from collections.abc import Mapping
from typing import Any

PATIENCE_S = 20.0


def main() -> int:
    """Serve until standard input closes."""
    import pyttsx3

    answers, sys.stdout = sys.stdout, sys.stderr  # the package prints what it does
    engine = pyttsx3.init()
    finished: list[bool] = []
    engine.connect("finished-utterance", lambda name, completed: finished.append(completed))
    voices = {str(voice.id): voice for voice in engine.getProperty("voices")}
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        done = _speak(engine, voices, finished, order)
        print(json.dumps({"done": done}), file=answers, flush=True)
    return 0


def _speak(
    engine: Any,  # noqa: ANN401 - the package has no types
    voices: Mapping[str, Any],
    finished: list[bool],
    order: Mapping[str, Any],
) -> bool:
    finished.clear()
    engine.setProperty("rate", order["wpm"])
    chosen = _voice(voices, order["sex"])
    if chosen is not None:
        engine.setProperty("voice", chosen)
    engine.save_to_file(order["text"], order["path"])
    engine.runAndWait()
    deadline = time.monotonic() + PATIENCE_S
    while not finished and time.monotonic() < deadline:
        time.sleep(0.002)
    return finished == [True]


def _voice(voices: Mapping[str, Any], sex: str) -> str | None:
    """An English voice of that sex, as far as the system tells."""
    english = [one for one in voices.values() if "en" in str(one.languages).lower()] or [
        one for one in voices.values() if "english" in str(one.name).lower()
    ]
    fitting = [one for one in english if str(one.gender or "").lower().endswith(sex)]
    return next((str(one.id) for one in (*fitting, *english)), None)


if __name__ == "__main__":
    sys.exit(main())
