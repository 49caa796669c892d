"""Checks of what the user gave on the command line, before any work."""

import codecs
from collections.abc import Sequence

from onrecord.engine import ENGINES
from onrecord.ingest import InputError
from onrecord.ingest.fields import FIELDS
from onrecord.ingest.formats import FORMATS


def fields(given: Sequence[str]) -> dict[str, str]:
    """`text=body` … as a mapping. Raises InputError for a field that onrecord doesn't have."""
    pairs = [entry.partition("=") for entry in given]
    for ours, equals, theirs in pairs:
        if ours not in FIELDS or not equals or not theirs:
            known = ", ".join(FIELDS)
            raise InputError(
                f"--field {ours}{equals}{theirs}: write OURS=THEIRS, where OURS is one of {known}"
            )
    return {ours: theirs for ours, _, theirs in pairs}


def checked_format(name: str) -> str:
    """A format's name. Raises InputError for one that onrecord doesn't read."""
    if name != "auto" and name not in FORMATS:
        raise InputError(f"--format {name}: there are auto, {', '.join(FORMATS)}")
    return name


def checked_encoding(name: str | None) -> str | None:
    """An encoding's name. Raises InputError for one that Python doesn't know."""
    try:
        "a".encode(name or "utf-8")  # a codec of something else, such as base64, is refused
        return codecs.lookup(name).name if name else None
    except (LookupError, ValueError) as error:
        raise InputError(f"--encoding {name}: no such encoding; try cp1252 or latin-1") from error


def checked_engine(name: str, scheduler: str | None, workers: int | None) -> str:
    """An engine's name. Raises InputError for one that there isn't, or options that don't fit."""
    if name not in ENGINES:
        raise InputError(f"--engine {name}: there are {', '.join(ENGINES)}")
    if scheduler is not None and name == "local":
        raise InputError(f"--scheduler {scheduler}: wants --engine dask beside it")
    if scheduler is not None and workers is not None:
        raise InputError(
            f"--workers {workers}: counts processes of this machine; with --scheduler the "
            "cluster's workers code, so leave it out"
        )
    return name


def checked_language(name: str | None) -> str | None:
    """A language. Raises InputError for one that onrecord has no rules for."""
    if name not in (None, "en"):
        raise InputError(f"--language {name}: onrecord has rules for English only (en)")
    return name
