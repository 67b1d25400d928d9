"""Which mouth speaks for the personas: hibari if it is installed, else the system's own voice."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from simulator.errors import UsageError, VoiceError
from simulator.settings import Settings
from simulator.voice.cached_mouth import CachedMouth
from simulator.voice.hibari_mouth import HibariMouth
from simulator.voice.seams import Mouth
from simulator.voice.system_mouth import SystemMouth

FOLDER = "speech"
"""Where authored lines that were rendered ahead are kept, below the data folder."""
MOUTHS: Mapping[str, tuple[str, Callable[[], Mouth]]] = {
    "hibari": ("hibari", HibariMouth),
    "system": ("pyttsx3", SystemMouth),
}
"""Name to the package that it needs, and how it is made; the first one that is there serves."""


def mouth_of(settings: Settings) -> CachedMouth:
    """The mouth that the settings name, or the best that is there.

    Raises:
        UsageError: no mouth has that name.
        VoiceError: none is installed.
    """
    if settings.mouth and settings.mouth not in MOUTHS:
        known = " or ".join(MOUTHS)
        raise UsageError(f"there is no mouth {settings.mouth!r}", f"set SIMULATOR_MOUTH to {known}")
    wanted = [settings.mouth] if settings.mouth else list(MOUTHS)
    for package, make in (MOUTHS[name] for name in wanted):
        if find_spec(package) is not None:
            return CachedMouth(make(), settings.data / FOLDER)
    raise VoiceError("no voice is installed", "pip install 'rehearsal-simulator[voice]'")
