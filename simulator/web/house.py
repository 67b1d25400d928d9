"""What the web app stands on: settings, catalogue, store, models and the live rehearsals."""

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from simulator.authoring.cast import Cast
from simulator.authoring.catalogue import Catalogue, find_catalogue
from simulator.conversation.call import TRAINEE, Call, Turn
from simulator.errors import StorageError
from simulator.grading.chain import grade
from simulator.settings import Settings
from simulator.storage.store import Store
from simulator.understanding.reader import Reader
from simulator.web.markup import sentence
from simulator.web.models import Models
from simulator.web.sessions import Sessions
from simulator.web.voice_lines import VoiceLines
from simulator.web.voice_store import VoiceStore


@dataclass(frozen=True)
class House:
    """One server's rooms, built once and shared by all pages."""

    settings: Settings
    catalogue: Catalogue
    store: Store
    models: Models
    sessions: Sessions
    voice: VoiceStore
    lines: VoiceLines
    troubles: tuple[str, ...]
    """One line for each thing that is amiss, for the first page."""


def open_house(settings: Settings) -> House:
    """Open everything; what is broken becomes a line on the first page, not a refusal."""
    catalogue = find_catalogue(settings)
    store, trouble = _open_store(settings)
    models = Models(settings)
    sessions = Sessions(store, catalogue, models)
    voice = VoiceStore(settings)
    return House(
        settings=settings,
        catalogue=catalogue,
        store=store,
        models=models,
        sessions=sessions,
        voice=voice,
        lines=VoiceLines(settings, sessions, voice),
        troubles=tuple(line for line in (trouble, _broken_content(catalogue)) if line),
    )


@cache
def warm_up() -> None:
    """Load what the first reply and debrief need, once, while the trainee reads the opening."""
    import plotly.graph_objects  # noqa: F401

    grade(Call(turns=(Turn(id="1", speaker=TRAINEE, said="Hello, how are you?"),)))


def warm_for(cast: Cast) -> None:
    """The same, and what can be asked of these people."""
    warm_up()
    Reader(cast.scenario, cast.personas).warm()


def _open_store(settings: Settings) -> tuple[Store, str | None]:
    try:
        return Store(settings), None
    except StorageError as error:
        # A rehearsal that isn't kept is better than none; the page says so plainly.
        folder = Path(tempfile.mkdtemp(prefix="simulator-"))
        store = Store(f"sqlite:///{folder / 'calls.db'}")
        return (
            store,
            f"{sentence(str(error))} Until then, calls are kept only while this server runs.",
        )


def _broken_content(catalogue: Catalogue) -> str | None:
    files = sorted({finding.place.file for finding in catalogue.findings})
    if not files:
        return None
    first = catalogue.findings[0]
    more = f" ({len(catalogue.findings)} findings in {len(files)} files)" if len(files) > 1 else ""
    return f"Some content can't be used{more}: {sentence(str(first))} `simulator check` lists all."
