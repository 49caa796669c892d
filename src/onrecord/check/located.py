"""Where a rule stands: its file, its line, and what is written there."""

from pathlib import Path
from typing import Any, NamedTuple

from onrecord.lexicon import Lexicon
from onrecord.lexicon.lexicon import SHIPPED
from onrecord.lexicon.read import read_tables

FILES: dict[str, tuple[str, ...]] = {
    "what": ("rules", "status"),
    "said": ("cues",),
    "when": ("rules",),
    "where": ("rules",),
}
"""Room -> the names of its rule files whose ids stand in records."""


class Located(NamedTuple):
    """A rule as its file has it."""

    path: Path
    line: int
    entry: dict[str, Any]

    @property
    def place(self) -> str:
        """File and line; a shipped file from the package's folder on."""
        shipped = self.path.is_relative_to(SHIPPED)
        path = self.path.relative_to(SHIPPED.parent) if shipped else self.path
        return f"{path}:{self.line}"

    @property
    def example(self) -> str:
        """The rule's example sentence."""
        example = self.entry.get("example", "")
        return str(example["text"] if isinstance(example, dict) else example)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words under a key, or none."""
        return tuple(map(str, self.entry.get(key, ())))


class RuleFiles:
    """The rule files of a lexicon, each read once: `lexicon.compiled(RuleFiles)`."""

    def __init__(self, lexicon: Lexicon):
        self._lexicon = lexicon
        self._texts: dict[Path, str] = {}
        self._rules: dict[Path, dict[str, Located]] = {}

    def find(self, room: str, rule: str) -> Located | None:
        """The last rule of an id, which overrides the ones before it."""
        found: Located | None = None
        for name in FILES[room]:
            for path in self._lexicon.files(room, name, ".toml"):
                if f'"{rule}"' in self._text(path):
                    found = self._rules_of(path).get(rule, found)
        return found

    def _text(self, path: Path) -> str:
        if path not in self._texts:
            self._texts[path] = path.read_text(encoding="utf-8")
        return self._texts[path]

    def _rules_of(self, path: Path) -> dict[str, Located]:
        if path not in self._rules:
            tables = read_tables(path, dict[str, Any])
            self._rules[path] = {str(e.get("id")): Located(path, line, e) for e, line in tables}
        return self._rules[path]


def locate(lexicon: Lexicon, room: str, rule: str) -> Located | None:
    """The rule of an id; where a user's folder overrides a shipped rule, the user's.

    None for an id that stands in no rule file: one that the program itself gives.
    """
    return lexicon.compiled(RuleFiles).find(room, rule)
