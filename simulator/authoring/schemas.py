"""The JSON Schemas of the content files (draft 2020-12), from the models' types and docstrings."""

import json
from pathlib import Path

from simulator.authoring.base import Authored
from simulator.authoring.load import FORMATS
from simulator.errors import UsageError

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_texts() -> dict[str, str]:
    """The text of each schema file by its name; the same on every machine."""
    return {f"{model.__name__.lower()}.schema.json": _text(model) for model in FORMATS.values()}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write all schemas into a folder, which is made if it isn't there.

    Raises:
        UsageError: the folder can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schema_texts().items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(
            f"the schemas can't be written to {folder}: {error.strerror}", "name another folder"
        ) from None
    return tuple(folder / name for name in schema_texts())


def _text(model: type[Authored]) -> str:
    schema = {"$schema": DIALECT, **model.model_json_schema()}
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
