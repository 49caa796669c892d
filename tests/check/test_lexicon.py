"""`lexicon check` says everything that is wrong at once, with file and line."""

from pathlib import Path

import pytest

from onrecord.check.lexicon import check_lexicon, unreadable

GOOD = """[[rule]]
id = "test.burgle"
type = "COERCE"
cameo = "171"
trigger = { verb = ["burgle"] }
example = { text = "The gunmen burgled the embassy.", source = "The gunmen" }
counterexample = "The burglar slept."
"""
RULES = "what/en/rules/mine.toml"


def folder(base: Path, **files: str) -> Path:
    for name, content in files.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return base


def problems(base: Path) -> list[str]:
    return [problem.removeprefix(f"{base}/") for problem in check_lexicon(base).problems]


def test_a_good_rule_passes_and_is_counted(tmp_path: Path) -> None:
    report = check_lexicon(folder(tmp_path, **{RULES: GOOD}))
    assert report == (1, 1, 0, ())


def test_rows_of_a_user_s_lists_are_counted(tmp_path: Path) -> None:
    names = "name,sectors,source,year\nNorland Dockers,LAB,notes.md,2026\n"
    report = check_lexicon(folder(tmp_path, **{"who/en/names/mine.csv": names}))
    assert (report.rows, report.problems) == (1, ())


def test_all_that_cannot_be_read_is_said_at_once(tmp_path: Path) -> None:
    entries = [
        GOOD.replace("cameo =", "colour = 3\ncameo ="),
        GOOD.replace("COERCE", "NUDGE"),
        GOOD,
        GOOD,
        "\n".join(line for line in GOOD.splitlines() if not line.startswith("example")) + "\n",
    ]
    said = "id,words\n"
    base = folder(
        tmp_path,
        **{
            RULES: "".join(entries),
            "what/en/rules/broken.toml": "[[rule]\n",
            "said/en/media.csv": said,
        },
    )
    found = problems(base)
    expected = {
        f"{RULES}:4: object contains unknown field `colour`": "an unknown key, at its line",
        f"{RULES}:11: `type`: unknown to the ontology: `NUDGE`": "a code that doesn't exist",
        f"{RULES}:23: id `test.burgle` stands already in mine.toml:16": "an id twice",
        f"{RULES}:30: object missing required field `example`": "a rule without example",
        "what/en/rules/broken.toml:1: not TOML": "a broken file",
        "said/en/media.csv:1: unknown column `id`": "a column that doesn't exist",
    }
    for start, what in expected.items():
        assert any(problem.startswith(start) for problem in found), f"{what}: {found}"
    assert len(found) == len(expected)


def test_examples_are_run(tmp_path: Path) -> None:
    silent = GOOD.replace("test.burgle", "test.silent").replace("burgled", "admired")
    loud = GOOD.replace("test.burgle", "test.loud").replace('"burgle"', '"despoil"')
    loud = loud.replace("burgled", "despoiled").replace("burglar slept", "army despoiled Estria")
    found = problems(folder(tmp_path, **{RULES: GOOD + silent + loud}))
    assert len(found) == 2
    assert "`test.loud` fires on its counterexample" in found[1]
    assert found[0].startswith(f"{RULES}:8: `test.silent` doesn't fire on its example")


def test_a_file_that_no_room_reads_is_named(tmp_path: Path) -> None:
    (found,) = problems(folder(tmp_path, **{"what/en/rulez.toml": GOOD}))
    assert found == "what/en/rulez.toml: no room reads this file; check its folder and name"


@pytest.mark.parametrize("pattern", ["(", "a{2000}"])
def test_a_pattern_that_does_not_compile_is_said(tmp_path: Path, pattern: str) -> None:
    rule = f'''[[rule]]
id = "test.never"
kind = "date"
pattern = "{pattern}"
trigger = "never"
example = "It was never."
words = "never"
gives = "PAST_REF"
counterexample = "It was."
why = "a test"
since = "2026-11"
'''
    (found,) = problems(folder(tmp_path, **{"when/en/rules/mine.toml": rule}))
    assert "when/en/rules/mine.toml:2: " in found


NAMES = "name,kind,country,sectors,source,year\n"
PLACES = "names,kind,lat,lon,source,year\n"
WRONG = [
    (RULES, GOOD.replace('"171"', '"999"'), 4, "no code of CAMEO: `999`"),
    (RULES, GOOD.replace('"burgle"', '"@nosuch"'), 5, "words, not classes"),
    (RULES, GOOD + 'object = ["@nosuch"]\n', 1, "`test.burgle`: unknown word class `@nosuch`"),
    (RULES, GOOD + 'dialects = { camio = "ACCUSE" }\n', 8, "no dialect is called `camio`"),
    (RULES, "rule = 3\n", 1, "expected each entry under its own line [[rule]]"),
    ("what/en/classes.toml", '[[rule]]\nid = "a"\nwords = "@a b"\n', 1, "holds itself"),
    (
        "what/en/status.toml",
        '[[rule]]\nid = "x"\nsignals = ["future"]\nstatus = "maybe"\n',
        4,
        "'maybe'; expected attempted, denied, happened",
    ),
    (
        "where/en/aliases.csv",
        "name,means,source,year\nSela,Kalen,made,2026\nKalen,Sela,made,2026\n",
        2,
        "`Kalen` is an alias itself",
    ),
    ("where/en/regions.csv", PLACES + "Green Coast,thing,1,1,made,2026\n", 2, "'thing'"),
    ("where/en/regions.csv", PLACES + "Green Coast,region,99,1,made,2026\n", 2, "<= 90"),
    ("who/en/names/mine.csv", NAMES + "Front,gang,FRA,REB,made,2026\n", 2, "'gang'; expected"),
    ("who/en/names/mine.csv", NAMES + "Front,group,Estria,REB,made,2026\n", 2, "`country`"),
    ("who/en/names/mine.csv", NAMES + "Front,group,FRA,BAD,made,2026\n", 2, "'BAD'; expected"),
    ("who/en/names/mine.csv", NAMES + '"Front,group\nGuard,group\n', 2, "not closed"),
    (
        "what/en/status.toml",
        '[[rule]]\nid = "x"\nsignals = ["doubted"]\n',
        3,
        "'doubted'; expected asked, attempted",
    ),
    (RULES, GOOD + 'source = ["subjekt"]\n', 1, "no slot is called `subjekt`; expected subject"),
    (RULES, GOOD + 'target = ["content.host"]\n', 1, "no slot is called `content.host`"),
    ("said/en/grammar.csv", "word,role\nyon,pointer\n", 2, "'pointer'; expected addition, agent"),
    (
        "where/en/demonyms.csv",
        "form,means,source,year\nNorlander,QQ,made,2026\n",
        2,
        "no country, part of one or region is called `QQ`",
    ),
    (
        "where/en/institutions.csv",
        "form,country,source,year\nthing,QQ,made,2026\n",
        2,
        "no country, part of one or region is called `QQ`",
    ),
    (
        "who/en/names/mine.csv",
        NAMES + "Front,group,FRA,REB,made,2026\nFront,group,DEU,REB,made,2026\n",
        3,
        "`Front` stands already in mine.csv:2",
    ),
    ("what/en/harm.csv", "verb,figure\nflog,hurt\n", 2, "'hurt'; expected arrested, dead"),
]


@pytest.mark.parametrize(("name", "content", "line", "words"), WRONG)
def test_what_no_record_could_hold_is_refused_with_its_line(
    tmp_path: Path, name: str, content: str, line: int, words: str
) -> None:
    found = unreadable(folder(tmp_path, **{name: content}))
    assert any(p.startswith(f"{tmp_path}/{name}:{line}: ") and words in p for p in found), found
