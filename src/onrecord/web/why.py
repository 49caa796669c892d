"""Why a row is there, for the page: what `onrecord explain` prints, told from the kept text."""

import threading
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

import msgspec

from onrecord.check.explain import OUT_OF_REACH, code_again, explain
from onrecord.check.facts import Explanation
from onrecord.lexicon import Lexicon, shipped
from onrecord.model import Document, Record
from onrecord.record import Coder, CodingError, Options

NO_TEXT = (
    "The store keeps no text of this report (code it with --with-text), so this is what the "
    "record alone holds: no clause, no reasons of the status, no near misses."
)
_ONE_AT_A_TIME = threading.Lock()
"""A parse takes a core; two readers of one page wait for each other."""
_warmed = threading.Event()


class Why(NamedTuple):
    """An explanation, and what can't be told."""

    told: Explanation
    notes: tuple[str, ...]


def why(record: Record, item: str) -> Why:
    """Why an item is there; its text is coded again where the record keeps it.

    Raises InputError for an id that the record doesn't have.
    """
    text = record.document.text
    if text is None:
        return _without_notes(explain(record, item, _lexicon()), NO_TEXT)
    try:
        with _ONE_AT_A_TIME:
            again = code_again(record, text, _coder(_options(record)), record.document.home)
            return _without_notes(explain(record, item, again.coder.lexicon, text, again))
    except CodingError as error:
        said = f"The text can’t be coded again: {error}"
        return _without_notes(explain(record, item, _lexicon(), text), said)


@lru_cache(maxsize=4)
def _coder(options: Options) -> Coder:
    return Coder(options)


def warm() -> None:
    """Load parser and lexicon in the background, so that the first reader needn't wait."""

    def load() -> None:
        with _ONE_AT_A_TIME, suppress(CodingError):  # told where somebody asks why
            _coder(Options()).explain(Document(text="Norland met Estria on Monday.", id="warm"))

    if not _warmed.is_set():
        _warmed.set()
        threading.Thread(target=load, daemon=True, name="warm").start()


def _without_notes(told: Explanation, *more: str) -> Why:
    """The command line's advice is of no use here; the other notes are."""
    return Why(told, (*more, *(note for note in told.notes if note != OUT_OF_REACH)))


def _lexicon() -> Lexicon:
    return shipped()


def _options(record: Record) -> Options:
    """The options that the record says it was coded with. Raises CodingError for unknown ones."""
    known = ("attributions", "dialect")
    kept = {name: value for name, value in record.coder.options.items() if name in known}
    try:
        return msgspec.convert({**kept, "model": record.coder.model.partition(" ")[0]}, Options)
    except msgspec.ValidationError as error:
        raise CodingError(f"options that this version hasn't: {error}") from error
