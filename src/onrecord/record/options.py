"""What a user may choose about coding; every choice is written into the record."""

from pathlib import Path
from typing import Literal

import msgspec

from onrecord.parse import DEFAULT_MODEL

Attributions = Literal["speech", "speech+cognition", "all"]
Dialect = Literal["plover", "cameo"]


class CodingError(Exception):
    """One sentence that says why a document can't be coded, and what to do."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Options of a coder.

    Attributes:
        model: name of an installed spaCy model.
        attributions: how widely an attribution is understood.
        dialect: whether events follow the PLOVER manual, or CAMEO's roots where they differ.
        lexicon_dirs: folders of the user's own rules, later ones override.
        outlets: a file of `kb learn-outlets`, used as a hint for place names.
        actors: files of `kb import --to`, read beside the shipped base and the user's own.
    """

    model: str = DEFAULT_MODEL
    attributions: Attributions = "speech+cognition"
    dialect: Dialect = "plover"
    lexicon_dirs: tuple[Path, ...] = ()
    outlets: Path | None = None
    actors: tuple[Path, ...] = ()

    def as_recorded(self) -> dict[str, str | int | bool | None]:
        """The options as `coder.options` of a record holds them (paths are in the digest)."""
        return {
            "attributions": self.attributions,
            "dialect": self.dialect,
            "own_lexicon": bool(self.lexicon_dirs),
        }
