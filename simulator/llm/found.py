"""What a look around this machine found: providers and the models they hold."""

from typing import NamedTuple


class Found(NamedTuple):
    """One model that can be used now."""

    provider: str
    name: str
    digest: str | None
    size: int | None
    """Bytes of its weights, when the provider tells."""
    note: str = ""
    speaks: bool = True
    """Whether it may be chosen without being named: a chat model that runs on this machine."""

    @property
    def id(self) -> str:
        """``provider:name``, as the setting ``model`` takes it."""
        return f"{self.provider}:{self.name}"


class Survey(NamedTuple):
    """One provider: whether it answers, what it holds, and the line that mends what is missing."""

    provider: str
    title: str
    ready: bool
    models: tuple[Found, ...] = ()
    note: str = ""
    """One line: what was found, or what is wrong."""
    fix: str = ""
    """One line that mends it; empty when there is nothing to mend."""
