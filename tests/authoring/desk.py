"""A desk to write content on: the minimal files with changes, checked in a folder of their own."""

from pathlib import Path

from simulator.authoring.catalogue import Catalogue
from simulator.authoring.check import check, content_paths
from simulator.errors import Finding
from tests.support.content import PERSONA_FILE, SCENARIO_FILE

PERSONA = PERSONA_FILE.read_text()
SCENARIO = SCENARIO_FILE.read_text()

Change = tuple[str, str]


def changed(text: str, *changes: Change) -> str:
    """The text with each old piece, which must be there once, replaced by the new one."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def findings_in(folder: Path, persona: str = PERSONA, scenario: str = SCENARIO) -> list[Finding]:
    """What ``simulator check`` finds in this persona and scenario."""
    (folder / PERSONA_FILE.name).write_text(persona)
    (folder / SCENARIO_FILE.name).write_text(scenario)
    files = content_paths(folder)
    return list(check(files, Catalogue.find([folder])))


def spot(text: str, piece: str) -> tuple[int, int]:
    """Line and column of the first place where the piece stands."""
    before = text[: text.index(piece)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
