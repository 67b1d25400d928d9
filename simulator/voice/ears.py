"""Which ear hears the trainee: the packaged recogniser, or any faster-whisper model by name."""

from pathlib import Path

from simulator.errors import VoiceError
from simulator.settings import Settings
from simulator.voice.weights import CATALOGUE, checked
from simulator.voice.whisper import WhisperEar

DEFAULT = "tiny.en"


def ear_of(settings: Settings) -> WhisperEar:
    """The ear that the settings name; its model is looked for when it first hears."""
    wanted = settings.ear or DEFAULT
    folder = Path(wanted).expanduser()
    title = folder.name if folder.is_dir() else wanted
    return WhisperEar(title, lambda: folder_called(settings, wanted))


def folder_called(settings: Settings, wanted: str) -> Path:
    """The folder of a model: a path, weights of ours, or one that the hub's client has kept.

    Raises:
        VoiceError: it isn't on this machine, or is damaged.
    """
    folder = Path(wanted).expanduser()
    if (folder / "model.bin").is_file():
        return folder
    if any(weights.name == wanted and weights.role == "ear" for weights in CATALOGUE):
        return checked(settings, wanted)
    return _in_hub_cache(wanted)


def _in_hub_cache(wanted: str) -> Path:
    from simulator.llm.privacy import keep_private

    keep_private()
    try:
        from faster_whisper.utils import download_model

        return Path(download_model(wanted, local_files_only=True))
    except ImportError:
        raise VoiceError(
            "the recogniser isn't installed", "pip install 'rehearsal-simulator[voice]'"
        ) from None
    except (OSError, ValueError):
        raise VoiceError(
            f"there is no recogniser {wanted!r} on this machine",
            "set SIMULATOR_EAR to tiny.en, base or the folder of a faster-whisper model",
        ) from None
