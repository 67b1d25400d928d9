"""Holds the direction of imports and the lightness of start-up by reading the code."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "simulator"

GROUND = {"vocabulary", "errors", "clock", "settings"}
FLOORS: dict[str, int] = {
    **dict.fromkeys(GROUND, 0),
    "authoring": 1,
    "conversation": 1,
    "llm": 2,
    "understanding": 2,
    "persona": 3,
    "grading": 3,
    "voice": 3,
    "practice": 4,
    "library": 4,
    "storage": 4,
    "scale": 4,
    "web": 5,
    "commands": 5,
    "cli": 6,
}
HEAVY = {
    "gradio",
    "langchain",
    "langchain_core",
    "langchain_ollama",
    "langchain_openai",
    "ollama",
    "openai",
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "plotly",
    "xllamacpp",
    "numpy",
    "tokenizers",
    "huggingface_hub",
    "sounddevice",
    "pyttsx3",
    "onnxruntime",
    "faster_whisper",
    "ctranslate2",
    "hibari",
}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts)


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "simulator"


def imported(path: Path) -> set[str]:
    """Names of this package's modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.split(".")[0] == "simulator"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for name in imported(path):
        other = room(name)
        if other in {own, "simulator"}:
            continue
        assert FLOORS[other] <= FLOORS[own], f"{own} imports {other}, which stands above it"
        beside = FLOORS[other] == FLOORS[own] and FLOORS[own] > 0
        assert not beside or FLOORS[own] >= 4, f"{own} imports {other}, which stands beside it"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "one sentence on top says what lives here"
    assert len(text.splitlines()) <= 400


@pytest.mark.parametrize(
    "statement",
    ["import simulator", "import simulator.cli", "import simulator.authoring.scenario"],
)
def test_start_up_is_light(statement: str) -> None:
    code = f"import sys; {statement}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not HEAVY & set(loaded)


def test_the_parser_needs_no_pydantic() -> None:
    code = "import sys, simulator.cli; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
