"""The doctor's probes: each looks at one thing, quickly, and names the line that mends it."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.commands.finding import Finding, State, package
from simulator.commands.voice_checkup import voice
from simulator.errors import StorageError, UserError

if TYPE_CHECKING:
    from simulator.llm.found import Survey
    from simulator.settings import Settings
    from simulator.storage.address import Address

OLDEST_PYTHON = (3, 11)
ROOM = 100_000_000
"""Bytes of free disk below which calls may soon not be stored."""
CONNECT_S = 3
"""Longest wait for a database server."""


Probe = Callable[["Settings"], list[Finding]]


def check_up(settings: "Settings") -> list[Finding]:
    """Run every probe, side by side; takes about as long as the slowest look over the network."""
    with ThreadPoolExecutor(len(PROBES)) as pool:
        looks = [pool.submit(probe, settings) for probe in PROBES]
        return [finding for look in looks for finding in look.result()]


def works(findings: list[Finding]) -> bool:
    """Whether a trainee can rehearse by text and be graded."""
    return not any(finding.state is State.BROKEN for finding in findings)


def _python(settings: "Settings") -> list[Finding]:
    running = sys.version_info[:3]
    says = f"{running[0]}.{running[1]}.{running[2]} at {sys.executable}"
    if running[:2] < OLDEST_PYTHON:
        fix = "install Python 3.11 or newer"
        return [Finding("python", "Python", State.BROKEN, says, fix)]
    return [
        Finding("simulator", "Simulator", State.OK, __version__),
        Finding("python", "Python", State.OK, says),
    ]


def _content(settings: "Settings") -> list[Finding]:
    from simulator.authoring.catalogue import find_catalogue

    catalogue = find_catalogue(settings)
    scenarios, personas = len(catalogue.scenarios()), len(catalogue.personas())
    roots = ", ".join(dict.fromkeys(str(found.root.resolve()) for found in catalogue.files))
    says = f"{scenarios} scenarios, {personas} personas in {roots or 'no folder'}"
    if not scenarios:
        fix = "put YAML files into ./personas and ./scenarios, or set SIMULATOR_PATH"
        return [Finding("content", "Content", State.BROKEN, says, fix)]
    broken = sorted({finding.place.file for finding in catalogue.findings})
    if broken:
        fix = f"run `simulator check {broken[0]}`"
        says = f"{says}; {len(broken)} files left out"
        return [Finding("content", "Content", State.MISSING, says, fix)]
    return [Finding("content", "Content", State.OK, says)]


def _models(settings: "Settings") -> list[Finding]:
    from simulator.llm.chooser import available

    surveys = available(settings)
    return [*map(_provider, surveys), _in_use(settings, surveys)]


def _provider(survey: "Survey") -> Finding:
    held = ", ".join(model.name for model in survey.models)
    says = f"{survey.note}: {held}" if held else survey.note
    state = State.OK if survey.ready or not survey.fix else State.MISSING
    return Finding(survey.provider, survey.title, state, says, survey.fix)


def _in_use(settings: "Settings", surveys: "tuple[Survey, ...]") -> Finding:
    from simulator.llm.chooser import NO_MODEL, check_name, in_use
    from simulator.llm.earned import earned_by

    try:
        check_name(settings)
    except UserError as error:
        return Finding("model", "Model in use", State.BROKEN, error.message, error.fix)
    chosen = in_use(surveys, settings)
    if chosen == NO_MODEL:
        says = "none: authored lines carry the personas"
        return Finding("model", "Model in use", State.OK, says)
    held = {model.id: model for survey in surveys for model in survey.models}
    found = held.get(chosen)
    if found is None:
        fix = "run `simulator model list`, or set SIMULATOR_MODEL to none"
        return Finding("model", "Model in use", State.MISSING, f"{chosen} isn't there", fix)
    earned = earned_by(settings, found.provider, found.name, found.digest)
    says = f"{chosen}, realiser {earned.realiser.value} ({earned.why})"
    return Finding("model", "Model in use", State.OK, says)


def _reader(settings: "Settings") -> list[Finding]:
    from simulator.understanding import asked, learned

    without = {
        "words are read by rules alone": learned.shipped().missing,
        "questions are matched by cue words alone": asked.shipped().missing,
    }
    for then, missing in without.items():
        if missing:
            says, fix = f"{missing}: {then}", "install the simulator again"
            return [Finding("reader", "Learned reader", State.MISSING, says, fix)]
    return [Finding("reader", "Learned reader", State.OK, "its weights are here and unharmed")]


def _database(settings: "Settings") -> list[Finding]:
    from simulator.storage.address import address_of

    postgres = package(
        "postgres", "PostgreSQL driver", "psycopg", "pip install 'rehearsal-simulator[postgres]'"
    )
    try:
        address = address_of(settings)
        says = _state_of(address)
    except UserError as error:
        return [postgres, Finding("database", "Database", State.BROKEN, error.message, error.fix)]
    return [postgres, Finding("database", "Database", State.OK, f"{address.shown}: {says}")]


def _state_of(address: "Address") -> str:
    if not address.sqlite:
        return _migrated(address, {"connect_timeout": CONNECT_S})
    path = Path(address.shown)
    if path.exists():
        return _migrated(address, {"timeout": CONNECT_S})
    there = next(at for at in path.absolute().parents if at.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise StorageError(
            f"{path.parent} isn't writable", "make it writable, or set SIMULATOR_DATA"
        )
    return "made at the first rehearsal"


def _migrated(address: "Address", arguments: dict[str, int]) -> str:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import SQLAlchemyError

    from simulator.storage.migrate import HEAD, revision

    try:
        engine = create_engine(address.url, connect_args=arguments, hide_parameters=True)
        try:
            with engine.connect() as connection:
                found = revision(connection)
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        raise StorageError(
            f"{address.shown} can't be opened ({type(error).__name__})",
            "start the server or mend SIMULATOR_DATABASE_URL; for a broken file restore a backup",
        ) from None
    if found is not None and found > HEAD:
        raise StorageError(f"{address.shown} is of a newer version", "update the simulator")
    return "up to date" if found == HEAD else "brought up to date at the next start"


def _disk(settings: "Settings") -> list[Finding]:
    folder = _nearest(settings.data)
    free = shutil.disk_usage(folder).free
    says = f"{free / 1e9:.1f} GB free at {folder}"
    if free < ROOM:
        return [
            Finding("disk", "Disk", State.BROKEN, says, "free some space, or set SIMULATOR_DATA")
        ]
    return [Finding("disk", "Disk", State.OK, says)]


def _nearest(path: Path) -> Path:
    there: Iterator[Path] = (at for at in (path, *path.absolute().parents) if at.is_dir())
    return next(there, Path.cwd())


PROBES: tuple[Probe, ...] = (_python, _content, _reader, _models, _database, _disk, voice)
