"""Checks a lexicon as a whole: every file, every rule, every example, all problems at once."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord import said, what, when, where
from onrecord.check.collecting import CollectingLexicon, Found
from onrecord.lexicon import EntryError, Lexicon, LexiconError
from onrecord.lexicon.lexicon import SHIPPED, SUFFIXES
from onrecord.model import Document
from onrecord.parse import Parsed
from onrecord.record import Coder
from onrecord.who.words import NameFact

REFERENCE_DAY = "2026-11-18"
"""The publication date of every example: a Wednesday."""
SAMPLE = (
    'PORT SELA, Feb. 18 — "We will sign the accord with Estria on Monday," President Ana Orlov '
    "said in Paris. Rebels attacked the harbour last week, killing 12 people, police said."
)
"""A text that makes every room read its files."""

Fired = Callable[[Parsed, Coder], set[str]]

FIRED: dict[tuple[str, str], Fired] = {
    ("what", "rules"): lambda text, c: {e.rule for e in what.find(text, c.lexicon)},
    ("said", "cues"): lambda text, c: {s.rule for s in said.find(text, c.lexicon, "all")},
    ("when", "rules"): lambda text, c: {t.rule for t in when.find(text, c.lexicon)},
    ("where", "rules"): lambda text, c: {p.rule for p in where.find(text, c.lexicon, c.gazetteer)},
}
"""Room and name of its rule files -> the ids of the rules that fire on a text. A rule of these
has an `example`, which it must fire on, and a `counterexample`, which it must not."""


class Report(NamedTuple):
    """What was checked, and what is wrong: file, line and what was expected."""

    rules: int
    examples: int
    rows: int
    """Of lists in CSV."""
    problems: tuple[str, ...]


class _CheckedCoder(Coder):
    """A coder that reads the lexicon which is being checked."""

    def __init__(self, lexicon: Lexicon):
        super().__init__()
        self.lexicon = lexicon


def check_lexicon(folder: Path | None = None) -> Report:
    """Check a user's folder on top of the shipped lexicon, or, without one, the shipped one.

    Args:
        folder: of the same shape as `src/onrecord`: `what/en/rules.toml` …

    Raises CodingError or ModelError where the examples can't be parsed at all.
    """
    checked = SHIPPED if folder is None else folder
    lexicon = CollectingLexicon((SHIPPED,) if folder is None else (SHIPPED, folder))
    coder = _CheckedCoder(lexicon)
    problems = list(_use(coder, lexicon))
    rules = [f for f in lexicon.rules_found.values() if f.path.is_relative_to(checked)]
    examined = [] if problems else [f for f in rules if (f.room, f.name) in FIRED]
    for found in examined:
        problems += _of_examples(found, coder)
    problems += _unread(folder, lexicon) if folder is not None else []
    lists = [path for _, path, _ in lexicon.origins if path.suffix == ".csv"]
    rows = sum(path.is_relative_to(checked) for path in lists)
    return Report(len(rules), len(examined), rows, tuple(sorted(problems, key=_by_place)))


def unreadable(folder: Path) -> tuple[str, ...]:
    """What keeps a user's folder from being used at all, with file and line; no example is run."""
    lexicon = CollectingLexicon((SHIPPED, folder))
    problems = [*_use(_CheckedCoder(lexicon), lexicon), *_unread(folder, lexicon)]
    return tuple(sorted(problems, key=_by_place))


def _by_place(problem: str) -> list[str | int]:
    """Problems in the order of files and lines: `a.toml:9` before `a.toml:10`."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", problem)]


def _use(coder: Coder, lexicon: CollectingLexicon) -> Iterator[str]:
    """Make the rooms read and compile everything, and say what came up."""
    try:
        coder.code(Document(text=SAMPLE, published=REFERENCE_DAY))
    except EntryError as error:
        yield lexicon.blamed(error)
    except (LexiconError, ValueError) as error:
        yield str(error)
    yield from map(str, lexicon.faults)
    yield from _meaningless(coder, lexicon)


def _meaningless(coder: Coder, lexicon: CollectingLexicon) -> Iterator[str]:
    """The user's names of places that there are none of, and actors that stand twice."""
    names: dict[str, str] = {}
    for entry, path, line in lexicon.origins:
        if not path.is_relative_to(lexicon.folders[-1]):
            continue
        code = where.unknown_code(entry, lexicon, coder.gazetteer)
        if code is not None:
            yield f"{path}:{line}: no country, part of one or region is called `{code}`"
        if isinstance(entry, NameFact):
            twin = names.setdefault(entry.name, f"{path.name}:{line}")
            if twin != f"{path.name}:{line}":
                yield f"{path}:{line}: `{entry.name}` stands already in {twin}; keep one of them"


def _of_examples(found: Found, coder: Coder) -> Iterator[str]:
    """Whether a rule fires on its example, and not on its counterexample."""
    fired = FIRED[found.room, found.name]
    place, name = f"{found.path}:{found.line}", found.rule.id
    example = _text(found.rule.example)
    ids = fired(_parse(example, coder), coder)
    if name not in ids:
        others = ", ".join(sorted(ids)) or "no rule"
        yield f"{place}: `{name}` doesn't fire on its example {example!r}; {others} did"
    against = _text(found.rule.counterexample)
    if against and name in fired(_parse(against, coder), coder):
        yield f"{place}: `{name}` fires on its counterexample {against!r}"


def _text(example: object) -> str:
    """An example is a sentence, or a table with one under `text`."""
    return str(getattr(example, "text", example))


def _parse(text: str, coder: Coder) -> Parsed:
    return coder.parse(Document(text=text, published=REFERENCE_DAY))


def _unread(folder: Path, lexicon: CollectingLexicon) -> Iterator[str]:
    """Files that look like a part of the lexicon but that no room asked for."""
    for path in folder.rglob("*"):
        known = path in lexicon.files_read or path.name == "cases.toml"
        if path.suffix in SUFFIXES and path.is_file() and not known:
            yield f"{path}: no room reads this file; check its folder and name"
