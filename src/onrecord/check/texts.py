"""Where a record's text can still be reached: in the record, in a folder, at its source."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.ingest import InputError, Reading, read
from onrecord.ingest.identity import text_digest
from onrecord.model import Document, Record

AS_IT_IS = Reading(language="en")
"""Texts that were coded once need no language test."""


class Reached(NamedTuple):
    """A text, and where it was found."""

    text: str | None
    where: str
    """`record`, `texts`, `source` or, where there's none, `words`."""


class Texts:
    """Finds the text of a record by its digest, so that a changed file is never taken for it.

    Args:
        paths: files and folders to look in first. Raises InputError where one is missing.
    """

    def __init__(self, paths: Sequence[str] = ()):
        self._given = _texts(paths)
        self._source: tuple[str, dict[str, str]] = ("", {})

    def find(self, record: Record) -> Reached:
        """The text of a record's document."""
        document = record.document
        if document.text is not None:
            return Reached(document.text, "record")
        digest = document.text_sha256.removeprefix("sha256:")
        if digest in self._given:
            return Reached(self._given[digest], "texts")
        text = self._at_source(document.source).get(digest)
        return Reached(text, "words" if text is None else "source")

    def _at_source(self, source: str | None) -> dict[str, str]:
        """The texts of the file that a document came from; the last file's are kept."""
        path = _file_of(source)
        if path != self._source[0]:
            self._source = (path, _texts([path]) if path else {})
        return self._source[1]


def _file_of(source: str | None) -> str:
    """The file in `path`, `path:line`, `path#record` or `archive.zip/member`, if it is there."""
    if not source:
        return ""
    cut = (source.rpartition(":")[0], source.partition("#")[0], source.rpartition("#")[0])
    inside = (str(folder) for path in (source, *cut) for folder in Path(path).parents)
    return next((path for path in (source, *cut, *inside) if path and Path(path).is_file()), "")


def _texts(paths: Iterable[str]) -> dict[str, str]:
    """Digest -> text of every document under the paths; what can't be read is passed over."""
    chosen = list(paths)
    try:
        items = read(chosen, AS_IT_IS) if chosen else ()
    except InputError:
        if all(Path(path).exists() for path in chosen):
            return {}
        raise
    return {text_digest(i.text): i.text for i in items if isinstance(i, Document)}
