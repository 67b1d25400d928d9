"""Which model was chosen by name last: the one to prefer when none is named."""

from simulator.settings import Settings

FILE = "last-model.txt"


def remember(settings: Settings, model: str) -> None:
    """Keep ``provider:name``; a folder that can't be written only costs the preference."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        (settings.data / FILE).write_text(model, encoding="utf-8")
    except OSError:
        return


def recent(settings: Settings) -> str | None:
    """The last ``provider:name``, if any."""
    try:
        return (settings.data / FILE).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None
