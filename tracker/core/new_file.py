"""A file that is there whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file for its owner alone, which gets its name when everything went well.

    Raises FileExistsError when there is one already, and any other OSError of the disk; then, as after every
    other error, nothing is left behind.
    """
    _demand_none(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _demand_none(path)
        unfinished.rename(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _demand_none(path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(f"{path} is there already")
