"""A file that is there whole, or not at all."""

import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from tracker.core.new_file import new_file


def test_it_gets_its_name_at_the_end_and_is_its_owners_alone(tmp_path: Path):
    path, umask = tmp_path / "a.zip", os.umask(0)
    try:
        with new_file(path) as file:
            file.write(b"whole")
            assert not path.exists()
    finally:
        os.umask(umask)
    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_nothing(tmp_path: Path):
    with suppress(RuntimeError), new_file(tmp_path / "a.zip") as file:
        file.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays_also_what_came_meanwhile(tmp_path: Path):
    path = tmp_path / "a.zip"
    with suppress(FileExistsError), new_file(path) as file:
        file.write(b"ours")
        path.write_bytes(b"theirs")
    assert path.read_bytes() == b"theirs"
    with pytest.raises(FileExistsError), new_file(path):
        pass
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError), new_file(path):
        pass
    assert list(tmp_path.iterdir()) == [path]
