"""The Python interface: code a text, code many, open what was coded."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from onrecord import record
from onrecord.base.errors import GazetteerError
from onrecord.export import LEVELS, STORES, Records, Reviews, quote
from onrecord.ingest import document_id, iso_date
from onrecord.model import Document, Record
from onrecord.parse import DEFAULT_MODEL
from onrecord.record import CodingError, Options
from onrecord.record.options import Attributions, Dialect

if TYPE_CHECKING:
    from onrecord.review.corrected import Mode


class Coder:
    """Codes texts; loads the model and the lexicon once. Make one where there are many texts.

    Args:
        model: an installed spaCy model; the default is the pinned one.
        attributions: `speech`, `speech+cognition` or `all`: what counts as an attribution.
        dialect: `plover`, or `cameo` where the two type an event differently.
        lexicon: folders with rules and lists of your own.
        outlets: a file that `onrecord kb learn-outlets` wrote.
        actors: files that `onrecord kb import --to` wrote.
        quote: how much of the text the records keep: `none`, `evidence`, `sentence`, `full`.

    Raises ValueError for a setting that there isn't, and `onrecord.record.CodingError` where the
    model, the lexicon or a file can't be used.
    """

    def __init__(
        self,
        *,
        model: str = DEFAULT_MODEL,
        attributions: Attributions = "speech+cognition",
        dialect: Dialect = "plover",
        lexicon: Sequence[str | Path] = (),
        outlets: str | Path | None = None,
        actors: Sequence[str | Path] = (),
        quote: str = "evidence",
    ):
        _check("attributions", attributions, get_args(Attributions))
        _check("dialect", dialect, get_args(Dialect))
        _check("quote", quote, LEVELS)
        options = Options(
            model=model,
            attributions=attributions,
            dialect=dialect,
            lexicon_dirs=tuple(Path(folder) for folder in lexicon),
            outlets=Path(outlets) if outlets is not None else None,
            actors=tuple(Path(file) for file in actors),
        )
        _check_paths(options)
        self._coder = record.Coder(options)
        self._quote = quote

    def code(
        self,
        text: str,
        *,
        published: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
        url: str | None = None,
        place: str | None = None,
        id: str | None = None,
    ) -> Record:
        """The record of one report.

        Args:
            text: the report.
            published: its date, `2021-05-23` or with a time; relative dates count from it.
            outlet: who published it.
            title: its headline, where the text doesn't begin with it.
            url: its address.
            place: where the outlet is at home, a hint for place names.
            id: its id; without one it follows from the text.

        Raises ValueError for a date that is none, `onrecord.record.CodingError` for a text that
        can't be coded, and `onrecord.lexicon.LexiconError`, with file and line, for a rule of your
        own that can't be read.
        """
        document = Document(
            text=text,
            id=id,
            published=_date(published),
            published_from="user" if published else None,
            outlet=outlet,
            title=title,
            url=url,
            place=place,
        )
        return self.code_document(document)

    def code_document(self, document: Document) -> Record:
        """The record of a `Document`, as the readers of `onrecord.ingest` make them.

        Raises as `code` does.
        """
        try:
            coded = self._coder.code(_identified(document))
        except GazetteerError as error:
            raise CodingError(str(error)) from error
        return quote(coded, self._quote, document.text)


def _check(name: str, given: str, known: Sequence[str]) -> None:
    """Raises ValueError for a setting that there isn't."""
    if given not in known:
        raise ValueError(f"{name} {given!r}: there are {', '.join(known)}")


def _check_paths(options: Options) -> None:
    """Raises CodingError for a folder or file that isn't there."""
    for folder in options.lexicon_dirs:
        if not folder.is_dir():
            raise CodingError(f"{folder}: no such folder; name one of rules and lists")
    for file in options.actors:
        if not file.is_file():
            raise CodingError(f"{file}: no such file; `onrecord kb import --to` makes it")


def _identified(document: Document) -> Document:
    return msgspec.structs.replace(document, id=document_id(document))


def _date(given: str | None) -> str | None:
    if given is None:
        return None
    found = iso_date(given)
    if found is None:
        raise ValueError(f"published is no date: {given!r}; write it as 2021-05-23")
    return found


@lru_cache(maxsize=1)
def _default_coder() -> Coder:
    return Coder()


def code(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    place: str | None = None,
) -> Record:
    """The record of one report, coded with the default options; see `Coder.code`.

    Args:
        text: the report.
        published: its date, `2021-05-23` or with a time; relative dates count from it.
        outlet: who published it.
        title: its headline, where the text doesn't begin with it.
        url: its address.
        place: where the outlet is at home, a hint for place names.

    Raises ValueError for a date that is none, and `onrecord.record.CodingError` for a text that
    can't be coded.
    """
    return _default_coder().code(
        text, published=published, outlet=outlet, title=title, url=url, place=place
    )


def open(path: str | os.PathLike[str]) -> Records:
    """What `onrecord code --to` wrote, as tables: `onrecord.open("run.duckdb").events()`.

    Args:
        path: a `.duckdb` store, or a `.jsonl` file of records.

    Raises `onrecord.export.RecordError` where the file is missing.
    """
    return Records(Path(path), reviews_of)


def reviews_of(store: Path, mode: "Mode" = "as-coded") -> Reviews:
    """What people said of a store's events, as exports take it; nothing where it is no store.

    Args:
        mode: `as-coded`, `corrected` or `only`, as `onrecord export --reviewed` has it.
    """
    from onrecord.review.corrected import reviewed

    if store.suffix not in STORES or not store.is_file():
        return Reviews()  # the export says what is wrong
    found = reviewed(store, mode)
    return Reviews(records=found.records, outcomes=found.outcomes)
