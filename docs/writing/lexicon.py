"""The keys of the lexicon's files: rules (TOML), lists (CSV) and plain words (text)."""

from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from onrecord.lexicon import shipped
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


KINDS = (
    Kind("what", "rules", what_rules.Rule),
    Kind("what", "classes", what_rules.WordClass),
    Kind("what", "content", what_rules.ContentRule),
    Kind("what", "status", what_rules.TypingRule),
    Kind("what", "genres", Genre),
    Kind("what", "harm", figures.HarmFact),
    Kind("what", "numbers", figures.NumberFact),
    Kind("what", "hedges", figures.HedgeFact),
    Kind("what", "types", ontology.TypeFact, shared=True),
    Kind("what", "modes", ontology.ModeFact, shared=True),
    Kind("what", "contexts", ontology.ContextFact, shared=True),
    Kind("what", "cameo", ontology.CameoFact, shared=True),
    Kind("what", "about", what_rules.AboutFact, shared=True),
    Kind("said", "cues", said_cues.CueRule),
    Kind("said", "grammar", said_cues.FunctionWord),
    Kind("said", "media", Medium),
    Kind("said", "confidence", Measured, shared=True),
    Kind("said", "wordings", Term),
    Kind("when", "rules", grammar.Rule),
    Kind("when", "phrases", grammar.Phrase),
    Kind("when", "blockers", grammar.Blocker),
    Kind("when", "cues", grammar.Cue),
    Kind("when", "words", vocabulary.WordRow),
    Kind("when", "holidays", vocabulary.HolidayRow),
    Kind("where", "rules", where_rules.NameRule),
    Kind("where", "weights", where_rules.Weight, shared=True),
    Kind("where", "abbreviations", where_rules.Abbreviation),
    Kind("where", "aliases", where_rules.Alias),
    Kind("where", "demonyms", where_rules.Demonym),
    Kind("where", "regions", where_rules.Region),
    Kind("where", "readings", where_rules.Reading),
    Kind("where", "datelines", where_rules.Reading),
    Kind("where", "institutions", where_rules.Institution),
    Kind("where", "contested", where_rules.Contested, shared=True),
    Kind("who", "names", who_words.NameFact),
    Kind("who", "leaders", who_words.LeaderFact),
    Kind("who", "peoples", who_words.PeopleFact),
    Kind("who", "roles", who_words.RoleFact),
    Kind("who", "bodies", who_words.BodyFact),
    Kind("who", "modifiers", who_words.ModifierFact),
    Kind("who", "pronouns", who_words.PronounFact),
    Kind("parse", "licenses", License),
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
