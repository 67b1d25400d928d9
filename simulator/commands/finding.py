"""A line of the doctor's report."""

from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import NamedTuple


class State(StrEnum):
    """How a thing stands."""

    OK = "ok"
    MISSING = "missing"  # the text road works without it
    BROKEN = "broken"  # the text road needs it


class Finding(NamedTuple):
    """One line of the report."""

    id: str
    title: str
    state: State
    says: str
    fix: str = ""


def package(identifier: str, title: str, module: str, fix: str, project: str = "") -> Finding:
    """Whether a package is installed, and which release.

    Args:
        identifier: of the finding.
        title: of the finding.
        module: what would be imported; it isn't.
        fix: the command that installs it.
        project: the name that the package index knows it by, if it isn't the module's.
    """
    if find_spec(module) is None:
        return Finding(identifier, title, State.MISSING, "not installed", f"run `{fix}`")
    try:
        says = version(project or module)
    except PackageNotFoundError:
        says = "installed"
    return Finding(identifier, title, State.OK, says)
