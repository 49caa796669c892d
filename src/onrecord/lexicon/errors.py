"""What is wrong with a lexicon file, and where."""

from pathlib import Path


class LexiconError(Exception):
    """One sentence with file, line and what was expected. Nothing is half-loaded."""

    def __init__(self, path: Path, line: int | None, problem: str):
        self.path, self.line, self.problem = path, line, problem
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {problem}")


class EntryError(ValueError):
    """What is wrong with an entry only together with others: a class or an alias in a circle.

    Whoever read the entry knows its file and line.
    """

    def __init__(self, entry: object, problem: str):
        self.entry, self.problem = entry, problem
        super().__init__(problem)
