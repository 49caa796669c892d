"""The sieve takes time in proportion to the mentions."""

from time import process_time

from onrecord.base.actors import open_actors
from onrecord.lexicon import Lexicon
from onrecord.who.group import group_mentions
from onrecord.who.mention import Mention
from onrecord.who.names import person_name
from onrecord.who.view import View
from onrecord.who.words import compile_words

SYLLABLES = ("bar", "den", "fol", "gim", "hus", "kyc", "lom", "nev", "pit", "wuz")


def surname(number: int) -> str:
    """A made-up surname for each number."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:04d}").capitalize()


def mentions(view: View, count: int) -> list[Mention]:
    """Full names and lone surnames in turn, five mentions a person."""
    found: list[Mention] = []
    for number in range(count):
        person = surname(number // 5)
        written = f"Ivo {person}" if number % 5 == 0 else person
        name = person_name(written, view.words)
        found.append(
            Mention(
                number, number, number, "person", "name", written, (number, number + 1),
                name=name, key=" ".join(name.words), sentence=number // 3,
            )
        )  # fmt: skip
    return found


def seconds(view: View, count: int) -> float:
    """CPU time of grouping so many mentions, the best of three."""
    times: list[float] = []
    for _ in range(3):
        every = mentions(view, count)
        start = process_time()
        groups = group_mentions(view, every)
        times.append(process_time() - start)
        assert sum(bool(group.mentions) for group in groups.all) == count // 5
    return min(times)


def test_time_is_linear_in_mentions(lexicon: Lexicon, parse: object) -> None:
    from onrecord.model import Document
    from onrecord.parse import parse as parse_document

    parsed = parse_document(Document(text="Ivo Marn spoke."), lexicon)
    view = View(parsed, lexicon.compiled(compile_words), open_actors())
    assert seconds(view, 8_000) < 10 * max(seconds(view, 2_000), 0.01)
