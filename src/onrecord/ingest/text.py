"""Plain text: one file, one report."""

from collections.abc import Iterator

from onrecord.ingest.content import content_of
from onrecord.ingest.decode import Size, UnreadableError, decode
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.model import Document, Problem


def read_text(source: Source, reading: Reading) -> Iterator[Item]:
    """The report that a text file holds. Raises UnreadableError where it holds none."""
    text = decode(content_of(source, reading), reading.encoding)
    if len(text) > reading.max_chars:
        raise Size(reading.max_chars, "characters").exceeded(len(text))
    yield Document(text=text, source=source.name)


def of_problem(name: str, problem: UnreadableError) -> Problem:
    """A reader's complaint as the problem of a source, with its line where it has one."""
    place = name if problem.line is None else f"{name}:{problem.line}"
    return Problem(source=place, what=_writable(problem.what), advice=_writable(problem.advice))


def _writable(words: str) -> str:
    """The words without lone surrogates, which a quoted piece of the input may have."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def unexpected(error: Exception) -> UnreadableError:
    """The complaint about something that no reader foresaw: it mustn't end the run."""
    return UnreadableError(
        f"{type(error).__name__} while reading it: {error}",
        "What else there is is not touched by it; please report it",
    )


def unreachable(name: str, error: OSError) -> Problem:
    """The problem of a file that the system doesn't hand out."""
    reason = error.strerror or str(error)
    return Problem(
        source=name, what=f"can't be read ({reason})", advice="Check that you may read it"
    )
