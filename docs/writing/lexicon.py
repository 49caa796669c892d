"""The keys of the lexicon's files: rules (TOML), lists (CSV) and plain words (text)."""

from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from onrecord.lexicon import shipped
from onrecord.parse.columns import Abbreviation
from onrecord.parse.layout import License
from onrecord.said import cues as said_cues
from onrecord.said.details import Measured, Medium
from onrecord.said.wordings import Term
from onrecord.what import figures, ontology
from onrecord.what import rules as what_rules
from onrecord.what.genre import Genre
from onrecord.when import grammar, vocabulary
from onrecord.where import rules as where_rules
from onrecord.who import words as who_words
from writing.meanings import meaning, rows, told

HERE = Path(__file__).resolve().parent.parent


class Kind(NamedTuple):
    """A file of the lexicon, or a folder of such files, and what its entries are."""

    room: str
    name: str
    entry: type
    shared: bool = False
    """Whether it is the same for every language."""

    @property
    def suffix(self) -> str:
        """`.toml` for rules, which have an id and stand in TOML, else `.csv`."""
        folder = self.name in ("rules", "cues")
        rule = folder or shipped().files(self.room, self.name, ".toml", self.shared)
        return ".toml" if rule else ".csv"

    @property
    def path(self) -> str:
        """Where it stands in a folder of the user's own."""
        files = shipped().files(self.room, self.name, self.suffix, self.shared)
        folder = self.room if self.shared else f"{self.room}/en"
        many = files and files[0].parent.name == self.name
        return f"{folder}/{self.name}" + ("/*" if many else "") + self.suffix


_ENTRIES: dict[str, dict[str, type]] = {
    "what": {
        "rules": what_rules.Rule, "classes": what_rules.WordClass,
        "content": what_rules.ContentRule, "status": what_rules.TypingRule, "genres": Genre,
        "harm": figures.HarmFact, "numbers": figures.NumberFact, "hedges": figures.HedgeFact,
        "types": ontology.TypeFact, "modes": ontology.ModeFact, "contexts": ontology.ContextFact,
        "cameo": ontology.CameoFact, "about": what_rules.AboutFact,
    },
    "said": {
        "cues": said_cues.CueRule, "grammar": said_cues.FunctionWord, "media": Medium,
        "confidence": Measured, "wordings": Term,
    },
    "when": {
        "rules": grammar.Rule, "phrases": grammar.Phrase, "blockers": grammar.Blocker,
        "cues": grammar.Cue, "words": vocabulary.WordRow, "holidays": vocabulary.HolidayRow,
    },
    "where": {
        "rules": where_rules.NameRule, "weights": where_rules.Weight,
        "abbreviations": where_rules.Abbreviation, "aliases": where_rules.Alias,
        "demonyms": where_rules.Demonym, "regions": where_rules.Region,
        "readings": where_rules.Reading, "datelines": where_rules.Reading,
        "institutions": where_rules.Institution, "contested": where_rules.Contested,
    },
    "who": {
        "names": who_words.NameFact, "leaders": who_words.LeaderFact,
        "peoples": who_words.PeopleFact, "roles": who_words.RoleFact, "bodies": who_words.BodyFact,
        "modifiers": who_words.ModifierFact, "pronouns": who_words.PronounFact,
    },
    "parse": {"abbreviations": Abbreviation, "licenses": License},
}  # fmt: skip
_SHARED = {
    "what": ("types", "modes", "contexts", "cameo", "about"), "said": ("confidence",),
    "where": ("weights", "contested"),
}  # fmt: skip
"""Files that are the same for every language."""
KINDS = tuple(
    Kind(room, name, entry, shared=name in _SHARED.get(room, ()))
    for room, entries in _ENTRIES.items()
    for name, entry in entries.items()
)
"""Every file of rules and facts; a test holds this to what the rooms read."""
ROOMS = {"what": "events", "said": "attributions and wordings", "when": "times", "where": "places",
         "who": "actors", "parse": "grammar"}  # fmt: skip


def lexicon() -> str:
    """Every key of every rule and list."""
    lines = [(HERE / "lexicon.head.md").read_text("utf-8").strip(), ""]
    for room, about in ROOMS.items():
        lines += [f"## {room}: {about}", ""]
        for kind in KINDS:
            lines += _entries(kind) if kind.room == room else []
        lines += _lists(room)
    return "\n".join(lines)


def _entries(kind: Kind) -> list[str]:
    section = f"{kind.room}-{kind.name}"
    said = {**told()["lexicon"]["common"], **told()["lexicon"].get(section, {})}
    body = (
        (f"`{f.encode_name}`", _needed(f), meaning(kind.entry, f.encode_name, said, section))
        for f in msgspec.structs.fields(kind.entry)
    )
    about = " ".join((kind.entry.__doc__ or "").split("\n\n")[0].split())
    table = rows(("key" if kind.suffix == ".toml" else "column", "if left out", "meaning"), *body)
    return [f"### `{kind.path}`", "", about, "", *table]


def _needed(field: Any) -> str:
    if field.required:
        return "required"
    default = field.default
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, tuple) and default:
        return ", ".join(f"`{value}`" for value in default)
    return "empty" if default in (msgspec.NODEFAULT, (), "", None) else f"`{default}`"


def _lists(room: str) -> list[str]:
    """The plain lists of a room: one entry a line."""
    files = sorted(path for f in shipped().folders for path in (f / room / "en").glob("*.txt"))
    if not files:
        return []
    body = ((f"`{room}/en/{path.name}`", list_meaning(path)) for path in files)
    return ["### Plain lists", "", "One entry a line.", "", *rows(("file", "what it lists"), *body)]


def list_meaning(path: Path) -> str:
    """The sentence that a plain list opens with."""
    lines = path.read_text("utf-8").splitlines()
    head = " ".join(line.lstrip("# ") for line in takewhile(lambda one: one.startswith("#"), lines))
    sentence = head.split(" Source: ")[0].strip()
    return sentence.replace("|", "\\|")
