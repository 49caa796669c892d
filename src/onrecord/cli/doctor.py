"""`onrecord doctor`: is everything there that coding needs?"""

import platform
import sys
from collections.abc import Callable

from onrecord import __version__
from onrecord.cli import options as o

EXAMPLE = o.examples(
    "onrecord doctor",
)


def doctor() -> int:
    """Check that everything is there.

    Python, packages, the model, the lexicon, and whether a sentence can be coded, stored and
    exported. Exit status 1 where something is wrong.
    """
    bad = 0
    for name, check in CHECKS.items():
        try:
            print(f"ok    {name}: {check()}")
        except Exception as error:  # noqa: BLE001 - whatever is wrong is what is to be told
            bad += 1
            print(f"wrong {name}: {error}", file=sys.stderr)
    return 1 if bad else 0


def _python() -> str:
    return f"Python {platform.python_version()} on {platform.system()}, onrecord {__version__}"


def _packages() -> str:
    from importlib.metadata import version

    names = ("spacy", "msgspec", "duckdb", "pyarrow", "google-re2", "py3langid")
    return ", ".join(f"{name} {version(name)}" for name in names)


def _model() -> str:
    from onrecord.parse import DEFAULT_MODEL, identity

    return identity(DEFAULT_MODEL)


def _lexicon() -> str:
    from onrecord.lexicon import shipped

    return shipped().digest


_SENTENCE = "PORT SELA — Norland signed an agreement with Estria on Monday."


def _coding() -> str:
    from onrecord import code

    record = code(_SENTENCE)
    kinds = ", ".join(event.type for event in record.events)
    return f"a sentence gives {kinds or 'no event'}"


def _store() -> str:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from onrecord import code
    from onrecord.export import export
    from onrecord.model import Document
    from onrecord.store import StoreWriter

    record = code(_SENTENCE)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "doctor.duckdb"
        store = StoreWriter(path, record.coder, "evidence")
        store.add(Document(text=_SENTENCE, id=record.document.id), record)
        store.close()
        rows = export(path, "parquet", Path(folder) / "flat.parquet").rows
    return f"{rows} event written, read back and exported"


CHECKS: dict[str, Callable[[], str]] = {
    "Python": _python,
    "packages": _packages,
    "model": _model,
    "lexicon": _lexicon,
    "coding": _coding,
    "store": _store,
}
