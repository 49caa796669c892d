"""The lexicon: the shipped folders of all rooms, and a user's own folder on top.

A user's folder has the same shape as `src/onrecord` (`what/en/rules.toml` …). Its rules are
added; one with the id of a shipped rule replaces it. Nothing is registered: files are found
by listing.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

from onrecord.lexicon.errors import LexiconError
from onrecord.lexicon.read import read_facts, read_tables, read_words

SHIPPED = Path(__file__).parent.parent
ROOMS = ("who", "what", "when", "where", "said", "parse")
SUFFIXES = (".toml", ".csv", ".txt")


class Identified(Protocol):
    """A rule: whatever has an id."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Identified)
T = TypeVar("T")


class Lexicon:
    """Rules and lists of one language, read on first use and kept.

    Args:
        folders: the shipped folder first, then the user's; later ones override.
        language: the name of the language's folder in each room.
    """

    def __init__(self, folders: tuple[Path, ...] = (SHIPPED,), language: str = "en"):
        self.folders, self.language = folders, language
        self._kept: dict[Any, Any] = {}

    def files(self, room: str, name: str, suffix: str, shared: bool = False) -> list[Path]:
        """`<room>/<language>/<name><suffix>` and the files of `<room>/<language>/<name>/`.

        With `shared`, the files for every language, in `<room>/` itself.
        """
        found: list[Path] = []
        for folder in self.folders:
            base = folder / room if shared else folder / room / self.language
            single = base / f"{name}{suffix}"
            found += [single] if single.is_file() else []
            found += sorted(f for f in (base / name).glob(f"*{suffix}") if f.is_file())
        return found

    def folder_of(self, path: Path) -> Path:
        """Which of the lexicon's folders a file belongs to: the user's, or the shipped one."""
        return next(f for f in reversed(self.folders) if path.is_relative_to(f))

    def rules(self, room: str, name: str, kind: type[R], shared: bool = False) -> tuple[R, ...]:
        """The `[[rule]]` tables of a room's TOML files, in order; later ids replace earlier ones.

        Raises LexiconError for an id that stands twice within one folder.
        """
        return self._keep(
            ("rules", room, name, kind), lambda: self._rules(room, name, kind, shared)
        )

    def _rules(self, room: str, name: str, kind: type[R], shared: bool) -> tuple[R, ...]:
        by_id: dict[str, R] = {}
        origin: dict[str, tuple[Path, Path, int]] = {}
        for path in self.files(room, name, ".toml", shared):
            folder = self.folder_of(path)
            for rule, line in read_tables(path, kind):
                before = origin.get(rule.id)
                if before and before[0] == folder:
                    twin = f"{before[1].name}:{before[2]}"
                    raise LexiconError(path, line, f"id `{rule.id}` stands already in {twin}")
                by_id[rule.id] = rule
                origin[rule.id] = (folder, path, line)
        return tuple(by_id.values())

    def facts(
        self, room: str, name: str, kind: type[T], shared: bool = False, key: str = ""
    ) -> tuple[T, ...]:
        """The rows of a room's CSV files, in order.

        Args:
            room: the folder of the room.
            name: of the file without its suffix, or of a folder of files.
            kind: what a row is read into.
            shared: whether it is a list for every language.
            key: a field; rows with the same value of it replace those of earlier folders.
        """

        def make() -> tuple[T, ...]:
            rows = self._facts(room, name, kind, shared)
            last = {getattr(fact, key): self.folder_of(path) for path, fact in rows if key}
            return tuple(
                fact
                for path, fact in rows
                if not key or last[getattr(fact, key)] == self.folder_of(path)
            )

        return self._keep(("facts", room, name, kind, key), make)

    def _facts(self, room: str, name: str, kind: type[T], shared: bool) -> list[tuple[Path, T]]:
        paths = self.files(room, name, ".csv", shared)
        return [(path, fact) for path in paths for fact, _ in read_facts(path, kind)]

    def words(self, room: str, name: str, shared: bool = False) -> frozenset[str]:
        """The entries of a room's plain lists."""
        return self._keep(
            ("words", room, name),
            lambda: frozenset(
                word
                for path in self.files(room, name, ".txt", shared)
                for word, _ in read_words(path)
            ),
        )

    def compiled(self, build: Callable[["Lexicon"], T]) -> T:
        """What `build` makes of this lexicon (an index, a compiled pattern), made once."""
        return self._keep(("compiled", build), lambda: build(self))

    def _keep(self, key: Any, make: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @property
    def digest(self) -> str:
        """`sha256:` of every rule and list file, names and contents, in a fixed order."""
        return self._keep("digest", self._digest)

    def _digest(self) -> str:
        total = sha256()
        for folder in self.folders:
            for room in ROOMS:
                for path in sorted((folder / room).rglob("*")):
                    if path.suffix in SUFFIXES and path.name != "cases.toml" and path.is_file():
                        total.update(path.relative_to(folder).as_posix().encode())
                        total.update(sha256(path.read_bytes()).digest())
        return f"sha256:{total.hexdigest()}"


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """The lexicon that the package brings, without a user's additions."""
    return Lexicon()
