"""A lexicon that goes on where another would stop: it keeps what is wrong, and reads the rest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from onrecord.lexicon import EntryError, Lexicon, LexiconError
from onrecord.lexicon.lexicon import Identified
from onrecord.lexicon.read import read_facts, read_tables, read_words

R = TypeVar("R", bound=Identified)
T = TypeVar("T")


class Found(NamedTuple):
    """A rule, and where it stands."""

    room: str
    name: str
    """The name that the room reads it by: `rules`, `cues` …"""
    path: Path
    line: int
    rule: Any


class CollectingLexicon(Lexicon):
    """Knows, after the rooms have used it, what they read and what was wrong with it."""

    def __init__(self, folders: tuple[Path, ...], language: str = "en"):
        super().__init__(folders, language)
        self.faults: list[LexiconError] = []
        self.rules_found: dict[tuple[str, str, str], Found] = {}
        self.files_read: set[Path] = set()
        self.origins: list[tuple[Any, Path, int]] = []
        """Every entry that was read, with its file and line."""

    def _read(
        self, room: str, name: str, suffix: str, shared: bool, read: Callable[[Path], list[T]]
    ) -> list[tuple[Path, T]]:
        """The entries of all files of a name, without those that can't be read."""
        entries: list[tuple[Path, T]] = []
        for path in self.files(room, name, suffix, shared):
            self.files_read.add(path)
            try:
                entries += [(path, entry) for entry in read(path)]
            except LexiconError as error:
                self.faults.append(error)
        return entries

    def _rules(self, room: str, name: str, kind: type[R], shared: bool) -> tuple[R, ...]:
        def read(path: Path) -> list[tuple[R, int]]:
            return read_tables(path, kind, report=self.faults.append)

        by_id: dict[str, R] = {}
        for path, (rule, line) in self._read(room, name, ".toml", shared, read):
            before = self.rules_found.get((room, name, rule.id))
            if before is not None and self.folder_of(before.path) == self.folder_of(path):
                twin = f"{before.path.name}:{before.line}"
                what = f"id `{rule.id}` stands already in {twin}"
                self.faults.append(LexiconError(path, line, what))
            by_id[rule.id] = rule
            self.rules_found[room, name, rule.id] = Found(room, name, path, line, rule)
            self.origins.append((rule, path, line))
        return tuple(by_id.values())

    def _facts(self, room: str, name: str, kind: type[T], shared: bool) -> list[tuple[Path, T]]:
        def read(path: Path) -> list[tuple[T, int]]:
            return read_facts(path, kind, report=self.faults.append)

        entries = self._read(room, name, ".csv", shared, read)
        self.origins += [(fact, path, line) for path, (fact, line) in entries]
        return [(path, fact) for path, (fact, _) in entries]

    def words(self, room: str, name: str, shared: bool = False) -> frozenset[str]:
        """The entries that can be read."""

        def make() -> frozenset[str]:
            entries = self._read(room, name, ".txt", shared, read_words)
            return frozenset(word for _, (word, _) in entries)

        return self._keep(("words", room, name), make)

    def blamed(self, error: EntryError) -> str:
        """An error with the file and line of the entry that it is about."""
        at = next((f"{p}:{n}: " for e, p, n in reversed(self.origins) if e is error.entry), "")
        return f"{at}{error.problem}"
