"""The catalogue: what is found where, which file wins, and that a broken one hides nothing."""

from pathlib import Path

import pytest

from simulator.authoring import catalogue as module
from simulator.authoring.catalogue import Catalogue, find_catalogue
from simulator.authoring.files import Original
from simulator.authoring.yaml_source import Source, parse
from simulator.errors import ContentError, UsageError
from simulator.settings import Settings
from tests.authoring.desk import PERSONA, SCENARIO, changed
from tests.support.content import PERSONA_FILE, SCENARIO_FILE

OTHER = changed(PERSONA, ("id: clock-shop-owner", "id: brother"), ("name: Edda", "name: Ed"))


def shelve(folder: Path) -> Path:
    for sub, file, text in (
        ("personas", PERSONA_FILE, PERSONA),
        ("scenarios", SCENARIO_FILE, SCENARIO),
    ):
        (folder / sub).mkdir(parents=True, exist_ok=True)
        (folder / sub / file.name).write_text(text)
    return folder


def test_sub_folders_by_kind_or_files_directly(tmp_path: Path) -> None:
    flat = tmp_path / "flat"
    flat.mkdir()
    (flat / "brother.yml").write_text(OTHER)
    (flat / "notes.txt").write_text("nothing of ours")
    (flat / ".hidden.yaml").write_text("nothing of ours")
    found = Catalogue.find([shelve(tmp_path / "shelf"), flat, tmp_path / "none"])
    assert found.personas() == ("brother", "clock-shop-owner")
    assert found.scenarios() == ("clock-shop-call",)
    assert found.path("persona", "brother") == flat / "brother.yml"
    assert found.findings == ()


def test_the_working_folder_wins_over_the_path_and_the_path_over_what_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "shipped", lambda: shelve(tmp_path / "shipped"))
    on_path = shelve(tmp_path / "path")
    settings = Settings(path=str(on_path))
    assert on_path in find_catalogue(settings).path("persona", "clock-shop-owner").parents
    shelve(Path())
    found = find_catalogue(settings)
    assert found.path("persona", "clock-shop-owner") == Path("personas") / PERSONA_FILE.name
    assert found.personas() == ("clock-shop-owner",)


def test_other_yaml_of_the_working_folder_is_left_alone() -> None:
    Path("compose.yaml").write_text("services: {}")
    assert all(one.path.name != "compose.yaml" for one in find_catalogue(Settings()).files)


def test_a_broken_file_hides_no_good_one(tmp_path: Path) -> None:
    folder = shelve(tmp_path)
    (folder / "personas" / "bad.yaml").write_text(changed(OTHER, ("role: owner\n", "")))
    (folder / "personas" / "worse.yaml").write_bytes(b"\xff\x00")
    (folder / "personas" / "folder.yaml").mkdir()
    (folder / "personas" / "twice.yaml").write_text(
        changed(OTHER, ("id: brother", "id: twice"), ("role: owner", "role: owner\nrole: heir"))
    )
    (folder / "scenarios" / "bad.yaml").write_text("a: [")
    found = Catalogue.find([folder])
    assert found.personas() == ("clock-shop-owner",)
    assert found.scenarios() == ("clock-shop-call",)
    assert {Path(one.place.file).name for one in found.findings} == {
        "bad.yaml",
        "worse.yaml",
        "folder.yaml",
        "twice.yaml",
    }
    with pytest.raises(ContentError, match="'role' is missing"):
        found.persona("brother")
    with pytest.raises(ContentError, match="UTF-8"):
        found.persona("worse")


def test_only_what_is_asked_for_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def spy(original: Original) -> Source:
        parsed.append(Path(original.file).name)
        return parse(original)

    monkeypatch.setattr(module, "parse", spy)
    shelve(tmp_path)
    (tmp_path / "personas" / "brother.yaml").write_text(OTHER)
    found = Catalogue.find([tmp_path])
    assert parsed == []
    found.cast("clock-shop-call")
    found.cast("clock-shop-call")
    assert sorted(parsed) == [SCENARIO_FILE.name, PERSONA_FILE.name]


def test_an_unknown_id_is_a_usage_error_with_a_suggestion(tmp_path: Path) -> None:
    found = Catalogue.find([shelve(tmp_path)])
    with pytest.raises(UsageError, match="did you mean 'clock-shop-call'"):
        found.scenario("clok-shop-call")
    with pytest.raises(UsageError, match="choose one of: clock-shop-call"):
        found.cast("zzz")
    with pytest.raises(UsageError, match="no persona"):
        found.persona("../personas/clock-shop-owner")
    with pytest.raises(UsageError, match=r"\./scenarios"):
        Catalogue.find([]).scenario("clock-shop-call")


def test_a_cast_holds_all_personas_and_the_hashes_of_the_files(tmp_path: Path) -> None:
    cast = Catalogue.find([shelve(tmp_path)]).cast("clock-shop-call")
    assert list(cast.personas) == ["clock-shop-owner"]
    assert cast.first.name == "Edda Marlow"
    assert set(cast.hashes) == {"clock-shop-owner", "clock-shop-call"}


def test_a_link_out_of_the_content_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "brother.yaml"
    outside.write_text(OTHER)
    folder = shelve(tmp_path / "content")
    (folder / "personas" / "brother.yaml").symlink_to(outside)
    found = Catalogue.find([folder])
    assert found.personas() == ("clock-shop-owner",)
    assert "outside its folder" in found.findings[0].message
