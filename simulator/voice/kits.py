"""The kit that this machine has: ear, mouth and judgement, made once and shared by all calls."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from simulator.settings import Settings
from simulator.voice.activity import Sensitivity
from simulator.voice.ears import ear_of
from simulator.voice.interjection import Interjections
from simulator.voice.kit import ListeningKit, VoiceKit
from simulator.voice.mouths import mouth_of
from simulator.voice.seams import Ear
from simulator.voice.silero import SileroDetector, SileroNetwork
from simulator.voice.turn_end import Patience, SpokenTurnEnd
from simulator.voice.weights import checked, weights_called

DETECTOR = weights_called("silero")
KEEN = Sensitivity(on=0.4, off=0.2)
"""For recordings: what is no word is dropped later, and edges are set right by loudness."""


def voice_kit(settings: Settings, patience: Patience = Patience.USUAL) -> VoiceKit:
    """What a voice call is made with; its ear is loaded, so that the first words don't wait.

    Raises:
        VoiceError: a package or weights are missing or damaged; says what to do.
    """
    mouth = mouth_of(settings)
    return VoiceKit(
        ear=_ear(settings),
        mouth=mouth,
        detector=partial(SileroDetector, _detector_network(settings)),
        turn_end=SpokenTurnEnd(patience),
        overlap=Interjections(),
        ahead=mouth.render_ahead,
    )


def voice_kits(settings: Settings) -> Mapping[Patience, VoiceKit]:
    """What many calls are made with, by the thinking time they grant; nothing is loaded twice.

    Raises:
        VoiceError: a package or weights are missing or damaged; says what to do.
    """
    kit = voice_kit(settings)
    return {one: replace(kit, turn_end=SpokenTurnEnd(one)) for one in Patience}


def listening_kit(settings: Settings) -> ListeningKit:
    """What a recording is heard with; its ear is loaded.

    Raises:
        VoiceError: a package or weights are missing or damaged; says what to do.
    """
    network = _detector_network(settings)
    return ListeningKit(_ear(settings), partial(SileroDetector, network, KEEN))


def _ear(settings: Settings) -> Ear:
    ear = ear_of(settings)
    ear.load()
    return ear


def _detector_network(settings: Settings) -> SileroNetwork:
    return SileroNetwork(checked(settings, "silero") / DETECTOR.files[0].name)
