"""Content files on the disk: what is read, and what is refused without being read."""

import hashlib
import os
import time
import tracemalloc
from pathlib import Path

import pytest

from simulator.authoring.files import MAX_BYTES, read_original
from simulator.errors import ContentError, Finding


def refused(path: Path, root: Path | None = None) -> Finding:
    start = time.process_time()
    with pytest.raises(ContentError) as caught:
        read_original(path, root)
    assert time.process_time() - start < 1.0
    (finding,) = caught.value.findings
    assert finding.place.file == str(path)
    assert finding.fix
    return finding


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    original = read_original(path)
    assert original.text == "a: 1\r\n"
    assert original.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    tracemalloc.start()
    finding = refused(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "1 MiB" in finding.message
    assert peak < MAX_BYTES


def test_a_folder_a_pipe_and_a_device_are_no_files(tmp_path: Path) -> None:
    assert "folder" in refused(tmp_path).message
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert "pipe" in refused(pipe).message
    assert "device" in refused(Path("/dev/zero")).message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "found" in refused(tmp_path / "none.yaml").message
    assert "found" in refused(tmp_path / "nul\0.yaml").message


def test_links_may_not_leave_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("a: 1")
    inside = tmp_path / "content"
    inside.mkdir()
    (inside / "link.yaml").symlink_to(outside)
    (inside / "folder").symlink_to(tmp_path)
    (inside / "round.yaml").symlink_to(inside / "round.yaml")
    assert "outside" in refused(inside / "link.yaml").message
    assert "outside" in refused(inside / "folder" / "outside.yaml", inside).message
    assert "outside" in refused(inside / ".." / "outside.yaml", inside).message
    refused(inside / "round.yaml")
    (inside / "real.yaml").write_text("a: 1")
    (inside / "alias.yaml").symlink_to(inside / "real.yaml")
    assert read_original(inside / "alias.yaml").text == "a: 1"


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"a: 1\nb: caf\xe9", 2, 7),
        (b"\xff\xfea\x00", 1, 1),
        (b"a: 1\nb: \x00", 2, 4),
        (b"a: \x1b[31m", 1, 4),
        ("a: æ\u202eb".encode(), 1, 5),
        ("a: b\u2028c: d".encode(), 1, 5),
        (b"a: \xed\xa0\x80", 1, 4),
    ],
)
def test_what_is_no_plain_text(tmp_path: Path, raw: bytes, line: int, column: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    finding = refused(path)
    assert (finding.place.line, finding.place.column) == (line, column)
