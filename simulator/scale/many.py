"""Many tryouts over several processes, handed out as they are done."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed

from simulator.authoring.cast import Cast
from simulator.scale.tryout import Job, Rig, Tried

CHUNK = 2
"""Jobs that a process is given at once; five chunks are under way, and Ctrl-C waits for them."""
WORTH_A_PROCESS = 40
"""Jobs that pay for starting one more process, which takes about a second of imports."""

_rigs: list[Rig] = []
"""This worker process's own rig."""


def processes_for(jobs: int) -> int:
    """How many processes so many jobs are worth, on this machine."""
    return max(1, min(os.cpu_count() or 1, jobs // WORTH_A_PROCESS))


def run_many(cast: Cast, jobs: Sequence[Job], processes: int) -> Generator[Tried, None, None]:
    """What came of each job, in no order; which process ran it makes no difference.

    Closing the iterator, as an interrupt does, drops what hasn't begun and waits for the rest.
    """
    if processes == 1:
        yield from map(Rig(cast).run, jobs)
        return
    chunks = [jobs[at : at + CHUNK] for at in range(0, len(jobs), CHUNK)]
    context = multiprocessing.get_context("spawn")  # threads are about: forking isn't safe
    pool = ProcessPoolExecutor(processes, context, initializer=_set_up, initargs=(cast,))
    try:
        futures: list[Future[list[Tried]]] = [pool.submit(_run, chunk) for chunk in chunks]
        for done in as_completed(futures):
            yield from done.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _set_up(cast: Cast) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C, and ends the work
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    _rigs[:] = [Rig(cast)]


def _end_with_the_parent() -> None:
    # A parent that is killed can't shut its pool down, and an idle worker would wait for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(jobs: Sequence[Job]) -> list[Tried]:
    return [_rigs[0].run(job) for job in jobs]
