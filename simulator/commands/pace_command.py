"""Measure the pacing of a recorded call: rates, pauses, talk share, overlaps, interruptions.

Two channels: the trainee left, the other party right.  One channel: the trainee is the only
voice.  What each figure means is in docs/pacing.md.
"""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.conversation.call import Call
    from simulator.conversation.talk import Pause, Talk
    from simulator.grading.scorecard import Figure


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("recording", type=Path, metavar="RECORDING.wav", help="the recording")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Measure; see ``simulator.cli`` for exit codes."""
    from simulator.commands.recordings import transcribed
    from simulator.conversation.talk import talk_of
    from simulator.grading.pacing import response_of
    from simulator.grading.speech import speech_figures

    call = transcribed(args.recording)
    talk = talk_of(call)
    figures = {**speech_figures(talk), "response_time_median": response_of(call)}
    if args.json:
        print(json.dumps(_data(talk, call, figures), indent=2))
    else:
        for name, figure in figures.items():
            print(f"{name.replace('_', ' ')}: {_said(figure)}")
    return 0


def _said(figure: "Figure") -> str:
    norm = ""
    if figure.norm:
        norm = f" Usual: {figure.norm[0]:g} to {figure.norm[1]:g} ({figure.source})."
    return f"{figure.says}{norm}"


def _data(talk: "Talk", call: "Call", figures: "dict[str, Figure]") -> dict[str, object]:
    from simulator.conversation.talk import overlaps, pauses

    return {
        "seconds": round(talk.until_s, 2),
        "pacing": {name: figure.model_dump(mode="json") for name, figure in figures.items()},
        "pauses": {
            "you": [_pause(one) for one in pauses(talk.you, talk.them)],
            "them": [_pause(one) for one in pauses(talk.them, talk.you)],
        },
        "overlaps": [
            {
                "start_s": round(one.from_s, 2),
                "end_s": round(one.until_s, 2),
                "begun_by": "you" if one.by_you else "them",
                "took_the_word": one.yielded,
            }
            for one in overlaps(talk)
        ],
        "turns": [
            turn.model_dump(mode="json", include={"id", "speaker", "said", "start_s", "end_s"})
            for turn in call.turns
        ],
    }


def _pause(pause: "Pause") -> dict[str, object]:
    where = "inside a clause" if pause.inside_clause else "at the end of a clause"
    return {"start_s": round(pause.from_s, 2), "end_s": round(pause.until_s, 2), "where": where}
