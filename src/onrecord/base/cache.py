"""The folder that holds what is built once: the user's cache, or a private temporary folder."""

import os
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from hashlib import file_digest as hash_file
from pathlib import Path

from platformdirs import user_cache_path

from onrecord.base.errors import GazetteerError

LOCK_SECONDS = 600
"""How long one process waits for another that is building; a build takes about 20 s."""


def cache_folder() -> Path:
    """The folder for built files: `$ONRECORD_CACHE`, else the user's cache, else a private one.

    A folder that the user names is taken or refused, never replaced silently; the default one
    falls back to a folder in the temporary directory that belongs to the user alone. Raises
    GazetteerError where none of them can be written.
    """
    named = os.environ.get("ONRECORD_CACHE")
    if named:
        if _writable(Path(named)):
            return Path(named)
        raise GazetteerError(
            f"The cache folder {named} (ONRECORD_CACHE) can't be written; name another one."
        )
    for folder in (user_cache_path("onrecord"), _private_folder()):
        if _writable(folder):
            return folder
    raise GazetteerError(
        "Neither the user's cache folder nor the temporary directory can be written; "
        "set ONRECORD_CACHE to a folder that can."
    )


def _private_folder() -> Path:
    """A temporary folder with the user's number in its name, so that runs share it."""
    number = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"onrecord-{number}"


def _writable(folder: Path) -> bool:
    """Whether files can be made in `folder` (made if missing), and nobody else owns it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        return not hasattr(os, "getuid") or folder.stat().st_uid in (os.getuid(), 0)
    except OSError:
        return False


@contextmanager
def one_builder(folder: Path) -> Generator[None]:
    """Holds the folder's build lock, so that processes that start together build once.

    SQLite's own file lock is used because it works on every platform and dies with its process.
    Raises GazetteerError after LOCK_SECONDS.
    """
    with closing(
        sqlite3.connect(folder / "building.lock", timeout=LOCK_SECONDS, isolation_level=None)
    ) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise GazetteerError(
                f"Another process has been building in {folder} for {LOCK_SECONDS} s; "
                "wait for it, or delete building.lock there."
            ) from error
        yield


@contextmanager
def whole_file(path: Path) -> Generator[Path]:
    """A temporary path beside `path` that takes its place once the block has ended well.

    Where the block fails, the temporary file goes and `path` stays as it was.
    """
    number, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(number)
    part = Path(name)
    try:
        yield part
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def file_digest(path: Path) -> str:
    """Twelve hexadecimal digits for a file's bytes. Raises OSError where it can't be read."""
    with path.open("rb") as raw:
        return hash_file(raw, "sha256").hexdigest()[:12]
