"""Lexicon files: what is read, and what is refused with file and line."""

from pathlib import Path

import msgspec
import pytest

from onrecord.lexicon import Lexicon, LexiconError
from onrecord.lexicon.read import read_facts, read_tables, read_words


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    verbs: tuple[str, ...] = ()


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    year: int
    also: tuple[str, ...] = ()


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_tables_keep_their_lines(tmp_path):
    path = write(tmp_path / "r.toml", '# a note\n[[rule]]\nid = "a"\n\n[[rule]]\nid = "b"\n')
    assert [(rule.id, line) for rule, line in read_tables(path, Rule)] == [("a", 2), ("b", 5)]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[rule]]\nid = "a"\ncolour = "red"\n', 3, "colour"),
        ('[[rule]]\nid = "a"\nverbs = "x"\n', 3, "array"),
        ("[[rule]]\nverbs = []\n", 1, "missing required field `id`"),
        ("[[rules]]\n", 1, "unknown table `rules`"),
        ('[[rule]]\nid = "a\n', 2, "not TOML"),
    ],
)
def test_bad_tables_are_named_with_their_line(tmp_path, text, line, words):
    path = write(tmp_path / "r.toml", text)
    with pytest.raises(LexiconError) as caught:
        read_tables(path, Rule)
    assert caught.value.line == line
    assert words in str(caught.value)


def test_facts_read_lists_and_comments(tmp_path):
    path = write(
        tmp_path / "f.csv", "name,year,also\n# a note\nSela,1999,Port Sela|S\nKalen,2001,\n"
    )
    assert [fact for fact, _ in read_facts(path, Fact)] == [
        Fact("Sela", 1999, ("Port Sela", "S")),
        Fact("Kalen", 2001),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name,colour\nSela,red\n", 1, "unknown column `colour`"),
        ("name,year\nSela\n", 2, "1 cells where 2"),
        ("name,year\nSela,soon\n", 2, "int"),
    ],
)
def test_bad_facts_are_named_with_their_line(tmp_path, text, line, words):
    path = write(tmp_path / "f.csv", text)
    with pytest.raises(LexiconError) as caught:
        read_facts(path, Fact)
    assert caught.value.line == line
    assert words in str(caught.value)


def test_words_drop_comments(tmp_path):
    path = write(tmp_path / "w.txt", "# a list\nsay\n\ntell # too\n")
    assert read_words(path) == [("say", 2), ("tell", 4)]


def test_one_id_twice_in_a_folder_is_refused(tmp_path):
    write(tmp_path / "what/en/rules/a.toml", '[[rule]]\nid = "x"\n')
    write(tmp_path / "what/en/rules/b.toml", '[[rule]]\nid = "x"\n')
    with pytest.raises(LexiconError, match=r"b.toml:1: id `x` stands already in a.toml:1"):
        Lexicon((tmp_path,)).rules("what", "rules", Rule)


def test_a_users_rule_replaces_the_shipped_one(tmp_path):
    write(tmp_path / "ours/what/en/rules.toml", '[[rule]]\nid = "x"\n[[rule]]\nid = "y"\n')
    write(tmp_path / "users/what/en/rules.toml", '[[rule]]\nid = "x"\nverbs = ["go"]\n')
    lexicon = Lexicon((tmp_path / "ours", tmp_path / "users"))
    assert [(r.id, r.verbs) for r in lexicon.rules("what", "rules", Rule)] == [
        ("x", ("go",)),
        ("y", ()),
    ]


def test_the_digest_follows_contents(tmp_path):
    path = write(tmp_path / "what/en/words.txt", "say\n")
    before = Lexicon((tmp_path,)).digest
    assert Lexicon((tmp_path,)).digest == before
    path.write_text("tell\n", encoding="utf-8")
    assert Lexicon((tmp_path,)).digest != before


def test_rows_of_one_key_replace_those_of_earlier_folders_only(tmp_path):
    write(tmp_path / "ours/who/en/names/a.csv", "name,year\nSela,1999\nKalen,2001\nSela,2000\n")
    write(tmp_path / "users/who/en/names/b.csv", "name,year\nSela,2024\nSela,2025\n")
    lexicon = Lexicon((tmp_path / "ours", tmp_path / "users"))
    sela = [Fact("Sela", 2024), Fact("Sela", 2025)]
    assert lexicon.facts("who", "names", Fact, key="name") == (Fact("Kalen", 2001), *sela)
    assert len(lexicon.facts("who", "names", Fact)) == 5
