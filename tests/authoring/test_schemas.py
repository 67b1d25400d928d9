"""The JSON Schemas: up to date, valid, and true of what ships."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from simulator.authoring.catalogue import Catalogue, content_files, shipped
from simulator.authoring.check import check
from simulator.authoring.files import read_original
from simulator.authoring.nodes import Plain
from simulator.authoring.schemas import schema_texts
from simulator.authoring.yaml_source import parse
from tests.support.content import DATA

ROOT = Path(__file__).parents[2]
FILES = [path for folder in (ROOT, DATA) for path, _ in content_files(folder)]


def schema(name: str) -> dict[str, Plain]:
    # JSON is YAML, and this reader is at hand.
    found = parse(read_original(ROOT / "schemas" / f"{name}.schema.json")).root.plain()
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("name", "text"), schema_texts().items())
def test_the_schemas_in_the_repository_are_up_to_date(name: str, text: str) -> None:
    assert (ROOT / "schemas" / name).read_text() == text, "run `simulator schema schemas`"


@pytest.mark.parametrize("name", ["persona", "scenario", "rubric"])
def test_the_schemas_are_schemas_and_say_what_things_mean(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in found
    assert "description" in found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_content_keeps_to_its_schema(path: Path) -> None:
    data = parse(read_original(path)).root.plain()
    assert isinstance(data, dict)
    name = str(data["format"]).removeprefix("simulator.").removesuffix("/1")
    assert not list(Draft202012Validator(schema(name)).iter_errors(data))


def test_what_ships_has_no_findings() -> None:
    files = content_files(shipped())
    catalogue = Catalogue.find([shipped()])
    assert not list(map(str, check(files, catalogue)))
