"""Where blocking work is done: a thread for each organ, so that none waits for another."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Workers:
    """One thread each for ear, mouth and judgement; ``inline`` does the work where it is asked."""

    def __init__(self, *, inline: bool = False) -> None:
        self._pools: dict[str, Executor] = {}
        self._inline = inline

    async def ear(self, work: Callable[[], T]) -> T:
        """Recognise."""
        return await self._run("ear", work)

    async def mouth(self, work: Callable[[], T]) -> T:
        """Speak."""
        return await self._run("mouth", work)

    async def judge(self, work: Callable[[], T]) -> T:
        """Judge a stretch of sound."""
        return await self._run("judge", work)

    async def _run(self, name: str, work: Callable[[], T]) -> T:
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
