"""The rows the learned reader is trained on: each file can be read, each wording is there once."""

from collections import Counter
from pathlib import Path

import pytest

from training.understanding.rows import DATA, rows_of

FILES = sorted(DATA.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_has_words_and_labels_of_the_vocabulary(path: Path) -> None:
    rows = rows_of(path)
    assert rows
    assert all(row.text.strip() for row in rows)
    assert all(row.acts is not None or row.faults for row in rows)


def test_no_wording_stands_twice_after_the_same_line() -> None:
    times = Counter((row.said.lower(), row.text.lower()) for path in FILES for row in rows_of(path))
    assert [wording for wording, count in times.items() if count > 1] == []
