"""Is it English? Only what surely isn't is left out; the short and the doubtful is coded."""

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from onrecord.ingest.reading import Item
from onrecord.model import Document, Problem

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SURE = 0.99
"""The normalised probability from which the identifier is believed."""
ENOUGH = 200
"""The number of letters from which the identifier is believed: it takes one in seven English
sentences for another language."""
SAMPLE = 10_000
"""Characters that are looked at: more change nothing."""


class Verdict(NamedTuple):
    """What the test says of a text."""

    language: str | None
    """Its language where the test is sure, else None."""
    foreign: str | None
    """Why it is surely not English, in words; None where it may be."""
    warning: str | None


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _is_latin(letter: str) -> bool:
    return letter < "ɐ" or "Ḁ" <= letter <= "ỿ"


def judge(text: str) -> Verdict:
    """Whether the text is English, surely not, or not to be told."""
    letters = [c for c in text[:SAMPLE] if c.isalpha()]
    latin = sum(map(_is_latin, letters))
    if 2 * latin < len(letters):
        return Verdict(None, "its script isn't Latin", None)
    if len(letters) < ENOUGH:
        return Verdict(None, None, f"too short to tell its language ({len(letters)} letters)")
    language, probability = _identifier().classify(text[:SAMPLE])
    if language == "en":
        return Verdict("en", None, None)
    if probability >= SURE:
        return Verdict(language, f"its language is {language} ({probability:.1%} sure)", None)
    return Verdict(None, None, f"may be {language} and not English ({probability:.0%})")


def english(item: Item, told: str | None) -> Item:
    """The document with its language and warnings, or, if it is surely not English, left.

    Args:
        item: a problem passes through.
        told: the language, if the user says it; then nothing is tested.
    """
    if isinstance(item, Problem):
        return item
    if told is not None:
        return msgspec.structs.replace(item, language=told)
    verdict = judge(item.text)
    if verdict.foreign:
        return _left(item, verdict.foreign)
    warnings = (*item.warnings, verdict.warning) if verdict.warning else item.warnings
    return msgspec.structs.replace(item, language=verdict.language, warnings=warnings)


def _left(document: Document, why: str) -> Problem:
    return Problem(
        source=document.source or document.id or "",
        what=f"not English: {why}",
        advice="Say --language en to have it coded all the same",
        kind="left",
    )
