"""Where blocking work is done: a thread for each organ, so that none waits for another.

Whatever happens to an organ, its call is told by ``VoiceError``, in one line.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

from simulator.errors import UserError, VoiceError

T = TypeVar("T")

HANGS_S = 20.0
"""Work that takes longer hangs: the longest stretch, with a far larger model, takes less."""
FIX = "see `simulator doctor`; what you type is said as well"


class Hangs(VoiceError):
    """An organ doesn't come back; asking it again at once would only take as long again."""


class Workers:
    """One thread each for ear, mouth and judgement; ``inline`` does the work where it is asked."""

    def __init__(self, *, inline: bool = False, hangs_s: float = HANGS_S) -> None:
        self._pools: dict[str, Executor] = {}
        self._inline = inline
        self._hangs_s = hangs_s

    async def ear(self, work: Callable[[], T]) -> T:
        """Recognise.

        Raises:
            VoiceError: the recogniser failed.
            Hangs: it doesn't come back; the next work is done without it.
        """
        return await self._run("recogniser", work)

    async def mouth(self, work: Callable[[], T]) -> T:
        """Speak; raises what ``ear`` does."""
        return await self._run("voice", work)

    async def judge(self, work: Callable[[], T]) -> T:
        """Judge a stretch of sound; raises what ``ear`` does."""
        return await self._run("judge of pauses", work)

    async def _run(self, name: str, work: Callable[[], T]) -> T:
        try:
            async with asyncio.timeout(self._hangs_s):
                return await self._begun(name, work)
        except UserError:
            raise
        except TimeoutError:
            # Its thread can't be ended; the next work gets another.
            self._pools.pop(name, None)
            raise Hangs(f"the {name} doesn't come back", FIX) from None
        except Exception as error:  # a library's own: whatever it is, the call goes on
            raise VoiceError(f"the {name} failed ({type(error).__name__})", FIX) from error

    async def _begun(self, name: str, work: Callable[[], T]) -> T:
        if self._inline:
            return work()
        pool = self._pools.get(name)
        if pool is None:
            pool = ThreadPoolExecutor(1, thread_name_prefix=name)
            self._pools[name] = pool
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    def close(self) -> None:
        """Let the threads go; what is running comes to its end."""
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
