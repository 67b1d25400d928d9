"""Whatever stands in a file: findings with a place and a fix, and never a traceback."""

import contextlib
import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.authoring.catalogue import Catalogue
from simulator.authoring.check import check
from simulator.authoring.files import Original, decode
from simulator.authoring.nodes import Plain
from simulator.authoring.yaml_source import parse
from simulator.errors import ContentError, Finding
from tests.authoring.desk import PERSONA, SCENARIO
from tests.support.mutations import MUTATIONS

GOOD = {"persona": PERSONA, "scenario": SCENARIO}
NOTHING = Catalogue([])

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["", "id", "trust", ">= 0.4", "pitch", "{topic}", "late-parts", "on"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)


def findings(raw: bytes) -> tuple[Finding, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoilt.yaml"
        path.write_bytes(raw)
        return check([(path, path.parent)], NOTHING)


def assert_sound(found: tuple[Finding, ...], raw: bytes) -> None:
    lines = raw.decode("utf-8", "replace").count("\n") + raw.count(b"\r") + 2
    for one in found:
        assert Path(one.place.file).name == "spoilt.yaml"
        assert 1 <= one.place.line <= lines
        assert one.place.column >= 1
        assert one.message
        assert one.fix
        assert "\n" not in str(one)


@pytest.mark.parametrize("kind", MUTATIONS)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32), sort=st.sampled_from(sorted(GOOD)))
def test_spoilt_files(kind: str, seed: int, sort: str) -> None:
    raw = MUTATIONS[kind](random.Random(seed), GOOD[sort]).raw
    assert_sound(findings(raw), raw)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), sort=st.sampled_from(sorted(GOOD)))
def test_any_value_in_any_place(data: st.DataObject, sort: str) -> None:
    tree = parse(Original("", GOOD[sort], "")).root.plain()
    parent, step = data.draw(st.sampled_from(_places(tree)))
    parent[step] = data.draw(values)  # type: ignore[index]
    # JSON is YAML, and it says nothing that YAML 1.1 and 1.2 read differently.
    raw = json.dumps(tree).encode()
    assert_sound(findings(raw), raw)


def _places(tree: Plain) -> list[tuple[Plain, str | int]]:
    steps = (
        list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    )
    found: list[tuple[Plain, str | int]] = [(tree, step) for step in steps]
    for step in steps:
        found += _places(tree[step])  # type: ignore[index]
    return found


@settings(max_examples=150, deadline=None)
@given(st.text())
@example("a: &a\n  *a : b")
@example("? [a]\n: b")
@example("- !<tag:yaml.org,2002:map> x")
@example("&a a: *a")
@example('"\\ud800": 1')
@example('a: "\\0"')
def test_any_text(text: str) -> None:
    with contextlib.suppress(ContentError):
        clean = decode(text.encode("utf-8", "replace"), "file")
        parse(Original("file", clean, "")).root.plain()


@settings(max_examples=150, deadline=None)
@given(st.binary())
def test_any_bytes(raw: bytes) -> None:
    assert_sound(findings(raw), raw)
