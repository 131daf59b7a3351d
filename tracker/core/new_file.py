"""A file that is there whole, or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EFBIG: "no file may become so large here",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder is a file",
    errno.EACCES: "this user may not write there",
    errno.EPERM: "this user may not write there",
    errno.EROFS: "nothing can be written there",
}


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A new file for its owner alone, which gets its name once it is whole and on the disk.

    Raises FileExistsError when there is one already, and any other OSError of the disk; then, as after every
    other error, nothing is left behind.
    """
    _demand_none(path)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.unfinished")
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield unfinished
        _keep(unfinished)
        _demand_none(path)
        unfinished.rename(path)
        _keep(path.parent)
    finally:
        with suppress(OSError):
            unfinished.unlink()


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """The same, open to be written to."""
    with written_beside(path) as unfinished, unfinished.open("r+b") as file:
        yield file


def reason(problem: OSError) -> str:
    """Why a file cannot be read or written, in words for who runs Opweg."""
    return REASONS.get(problem.errno or 0, problem.strerror or "the system says no")


def _keep(path: Path) -> None:
    """Wait until what was written is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _demand_none(path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(f"{path} is there already")
