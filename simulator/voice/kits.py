"""The kit that this machine has: ear, mouth and judgement, made once and shared by all calls."""

from simulator.settings import Settings
from simulator.voice.ears import ear_of
from simulator.voice.kit import VoiceKit
from simulator.voice.mouths import mouth_of
from simulator.voice.overlap import LexicalOverlap
from simulator.voice.silero import SileroDetector, SileroNetwork
from simulator.voice.smart_turn import SmartTurn
from simulator.voice.turn_end import Patience, SpokenTurnEnd
from simulator.voice.weights import checked


def voice_kit(settings: Settings, patience: Patience = Patience.USUAL) -> VoiceKit:
    """What a voice call is made with.

    Raises:
        VoiceError: a package or weights are missing or damaged; says what to do.
    """
    detector = SileroNetwork(checked(settings, "silero") / "silero_vad_16k_op15.onnx")
    hint = SmartTurn(checked(settings, "smart-turn") / "smart-turn-v3.2-cpu.onnx")
    return VoiceKit(
        ear=ear_of(settings),
        mouth=mouth_of(settings),
        detector=lambda: SileroDetector(detector),
        turn_end=SpokenTurnEnd(hint, patience),
        overlap=LexicalOverlap(),
    )
