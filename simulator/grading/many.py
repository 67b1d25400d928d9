"""Many call files graded over several processes, told in the order they were given."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from simulator.conversation.call import Call
from simulator.errors import UserError
from simulator.grading.desk import Desk, set_up
from simulator.grading.scorecard import Scorecard
from simulator.settings import Settings

CHUNK = 8
"""Files that a process is given at once."""
WORTH_A_PROCESS = 60
"""Files that pay for starting one more process, which takes about two seconds of imports."""


class Order(NamedTuple):
    """What all files are graded with; see ``desk.set_up``."""

    settings: Settings
    scenario: str | None = None
    rubric: str | None = None
    model: str | None = None
    hear: Callable[[Path], Call] | None = None


class Graded(NamedTuple):
    """What came of one file: a scorecard, or one line that says why there is none."""

    path: Path
    card: Scorecard | None
    complaint: str = ""


_desks: list[Desk] = []
"""This worker process's own desk."""


def processes_for(files: int, order: Order) -> int:
    """How many processes so many files are worth; a model answers one at a time."""
    if order.model is not None:
        return 1
    return max(1, min(os.cpu_count() or 1, files // WORTH_A_PROCESS))


def grade_files(paths: Sequence[Path], order: Order, processes: int) -> Iterator[Graded]:
    """Grade each file; which process does makes no difference.

    Raises:
        UsageError: the order names what isn't there.
        ContentError: its rubric or scenario is broken.
    """
    desk = set_up(*order)  # here too, so that a wrong order is told once and at once
    if processes == 1:
        yield from (_graded(path, desk) for path in paths)
        return
    context = multiprocessing.get_context("spawn")  # threads are about: forking isn't safe
    with context.Pool(processes, initializer=_sit_down, initargs=(order,)) as pool:
        yield from pool.imap(_at_the_desk, paths, chunksize=CHUNK)


def _sit_down(order: Order) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C, and ends the work
    _desks[:] = [set_up(*order)]


def _at_the_desk(path: Path) -> Graded:
    return _graded(path, _desks[0])


def _graded(path: Path, desk: Desk) -> Graded:
    try:
        return Graded(path, desk.grade_file(path))
    except UserError as error:
        return Graded(path, None, str(error))
