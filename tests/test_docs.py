"""The docs say what the program does: they are written from it, and held to it here."""

import ast
import importlib.util
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest
from typer.main import get_command

from onrecord.cli.main import app
from onrecord.lexicon.lexicon import ROOMS, SHIPPED, SUFFIXES
from onrecord.store.layout import ALL_TABLES, create

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
WRITTEN = (
    "commands.md",
    "tables.md",
    "fields.md",
    "lexicon.md",
    "codebook.md",
    "python.md",
    "layouts.md",
    "modules.md",
)
PARTS = ".head.md"
"""How the names of files end that are parts of pages."""


def loaded(name: str) -> ModuleType:
    """A module of the folder docs, which is no package."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def reference() -> ModuleType:
    return loaded("reference")


def part(name: str) -> Any:
    """A module of those that write the reference."""
    reference()
    return sys.modules[f"writing.{name}"]


def site_pages() -> list[Path]:
    return sorted(page for page in DOCS.glob("*.md") if not page.name.endswith(PARTS))


def told_pages() -> list[Path]:
    """All pages that people read, and what else they are made of."""
    return [*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


each_page = pytest.mark.parametrize("page", told_pages(), ids=lambda page: page.name)


# --- the reference is the program's ------------------------------------------------------------


def test_all_written_pages_are_tested() -> None:
    assert set(reference().PAGES) == set(WRITTEN)


@pytest.mark.parametrize("name", WRITTEN)
def test_reference_pages_are_up_to_date(name: str) -> None:
    """An option, column, field or key that nothing explains is an `UndocumentedError` here."""
    written = (DOCS / name).read_text("utf-8")
    pages: dict[str, Callable[[], str]] = reference().PAGES
    assert written.strip() == pages[name]().strip(), "run python docs/reference.py"


def test_every_option_explains_itself() -> None:
    for name, command in verbs():
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name}"


def test_every_table_and_column_stands_on_the_page() -> None:
    sections = by_heading((DOCS / "tables.md").read_text("utf-8"), "## ")
    assert set(sections) == set(ALL_TABLES)
    for table, columns in ALL_TABLES.items():
        rows = re.findall(r"^\| (\w+) \|.*\| ([^|]+) \|$", sections[table], re.MULTILINE)
        explained = {name for name, words in rows if words.strip()} - {"column"}
        assert explained == {c.name for c in columns}, table


def by_heading(text: str, mark: str) -> dict[str, str]:
    """What stands below each heading of a level, by its words."""
    found = [section.partition("\n") for section in f"\n{text}".split(f"\n{mark}")[1:]]
    return {head.strip(): body for head, _, body in found}


def test_every_folder_of_the_code_is_in_a_layer() -> None:
    parts = {path.name.removesuffix(".py") for path in SHIPPED.iterdir() if path.suffix == ".py"}
    parts |= {path.parent.name for path in SHIPPED.glob("*/__init__.py")}
    assert set(part("modules").layers()) == parts - {"__init__", "__main__"}


def test_what_meanings_say_is_there() -> None:
    """No words on a column, field or key that there isn't any more."""
    told = part("meanings").told()
    records, lexicon = part("records"), part("lexicon")
    for table, columns in told["tables"].items():
        assert set(columns) <= {c.name for c in ALL_TABLES[table]}, table
    structs = {struct.__name__: struct.__struct_fields__ for struct in records.structs()}
    for struct, fields in told["record"].items():
        assert set(fields) <= set(structs[struct]), struct
    kinds = {f"{kind.room}-{kind.name}": kind.entry for kind in lexicon.KINDS}
    for section, keys in told["lexicon"].items():
        if section != "common":
            assert set(keys) <= set(kinds[section].__struct_encode_fields__), section


def test_what_meanings_say_of_layouts_is_used() -> None:
    layouts = part("layouts")
    for layout, columns in layouts.LAYOUTS.items():
        told = part("meanings").told()[layout]
        used = {layouts.column_meaning(layout, column) for column in columns}
        assert {part("meanings").cell(words) for words in told.values()} == used, layout
    with pytest.raises(part("meanings").UndocumentedError, match="Tone"):
        layouts.column_meaning("gdelt", "Tone")


def test_a_field_without_words_is_no_page() -> None:
    meanings = part("meanings")

    class Bare:
        field: int

    Bare.__module__ = __name__
    with pytest.raises(meanings.UndocumentedError, match=r"docs/meanings\.toml"):
        meanings.meaning(Bare, "field", {}, "record.Bare")


# --- the lexicon's files -----------------------------------------------------------------------


def read_by_the_rooms() -> set[tuple[str, str]]:
    """Room and name of each rule and list that the code reads, `lexicon.rules("what", "rules")`."""
    found: set[tuple[str, str]] = set()
    for path in SHIPPED.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                if node.func.attr in ("rules", "facts") and len(texts) >= 2 and texts[0] in ROOMS:
                    found.add((texts[0], texts[1]))
    return found


def test_every_rule_and_list_that_is_read_stands_on_the_page() -> None:
    kinds = {(kind.room, kind.name) for kind in part("lexicon").KINDS}
    assert read_by_the_rooms() == kinds, "mend KINDS in docs/writing/lexicon.py"


def test_every_file_of_the_lexicon_stands_on_the_page() -> None:
    page = (DOCS / "lexicon.md").read_text("utf-8")
    for room in ROOMS:
        for path in (SHIPPED / room).rglob("*"):
            if path.suffix in SUFFIXES and path.name != "cases.toml":
                name = path.relative_to(SHIPPED)
                many = f"{name.parent.as_posix()}/*{path.suffix}"
                assert f"`{name.as_posix()}`" in page or f"`{many}`" in page, name


def test_every_plain_list_says_what_it_lists() -> None:
    lists = [path for room in ROOMS for path in (SHIPPED / room / "en").glob("*.txt")]
    assert len(lists) > 40
    for path in lists:
        assert len(part("lexicon").list_meaning(path)) > 15, path


def test_every_sector_of_the_lists_has_a_meaning() -> None:
    words = part("lexicon").shipped().facts("who", "roles", part("lexicon").who_words.RoleFact)
    used = {sector for fact in words for sector in fact.sector}
    names = part("lexicon").shipped().facts("who", "names", part("lexicon").who_words.NameFact)
    used |= {sector for fact in names for sector in fact.sectors}
    assert used <= set(part("meanings").told()["sectors"])


# --- the tutorial ------------------------------------------------------------------------------


def test_the_tutorial_has_every_cell_of_the_notebook() -> None:
    """Whether the notebook runs is tested in tests/export; what it prints, `--demo` writes."""
    page = (DOCS / "tutorial.md").read_text("utf-8")
    at = 0
    for cell in part("tutorial").cells():
        for block in cell.partition("\n"):
            at = page.find(block, at)
            assert at >= 0, f"run python docs/reference.py --demo; it lacks: {cell[:60]}"


# --- figures -----------------------------------------------------------------------------------


def figures(text: str) -> set[str]:
    """Shares with three digits, however they are written: .837, 83.7."""
    shares = set(re.findall(r"(?<![\d.])\.\d{3}(?!\d)", text))
    percents = re.findall(r"(?<![\d.])(\d{1,2})\.(\d)(?![\d.])", text)
    return shares | {f".{whole:0>2}{tenth}" for whole, tenth in percents}


def test_figures_of_the_summary_stand_where_they_were_measured() -> None:
    measured: set[str] = set()
    for name in ("events", "attributions", "times", "places", "actors"):
        measured |= figures((DOCS / f"{name}.md").read_text("utf-8"))
    measured |= figures((SHIPPED / "who" / "README.md").read_text("utf-8"))
    told = figures((DOCS / "accuracy.md").read_text("utf-8"))
    assert len(told) > 50
    assert not told - measured, "docs/accuracy.md has other figures than the rooms' pages"


# --- links and the site's contents ---------------------------------------------------------------


def headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub and the site make them."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    words = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", word).strip().lower() for word in words)
    return {re.sub(r"[\s]", "-", re.sub(r"\s+", " ", word)) for word in plain}


def links(page: Path) -> Iterator[str]:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    yield from re.findall(r"\]\(([^)\s]+)\)", text)


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        if not re.match(r"https?://|mailto:", link):
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), f"{page.name}: {link}"
            assert not anchor or anchor in headings(target), f"{page.name}: {link}"


def test_every_page_stands_in_the_contents_of_the_site() -> None:
    nav = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[2]
    listed = re.findall(r"^ +- .*: (\S+\.md)$", nav, re.MULTILINE)
    added = set(loaded("hooks").ADDED)
    pages = {page.name for page in site_pages()} | added
    assert sorted(listed) == sorted(pages), "list each page once under nav in mkdocs.yml"


def test_the_site_fetches_nothing() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[0]
    assert "\n  font: false\n" in settings
    assert "\nplugins: [search]\n" in settings
    assert "http" not in settings
    assert not re.search(r"(?:url\(|@import|//)\s*[\"']?http", (DOCS / "site.css").read_text())
    assert not [page for page in site_pages() if "```mermaid" in page.read_text("utf-8")]


def test_links_between_the_root_and_the_site() -> None:
    hooks = loaded("hooks")
    assert hooks.relinked("[a](../CONTRIBUTING.md) [b](docs/r.md#x)") == (
        "[a](contributing.md) [b](r.md#x)"
    )
    assert hooks.title("fields.md") == "Fields of a record"
    assert hooks.title("none.md") == "none.md"
    assert all((ROOT / file).is_file() for file in hooks.ADDED.values())


# --- commands that pages show --------------------------------------------------------------------


def verbs() -> Iterator[tuple[str, Any]]:
    """Each verb's words ("lexicon check") with its command."""
    yield from ((name.removeprefix("onrecord "), command) for name, command in all_verbs())


def all_verbs() -> Iterator[tuple[str, Any]]:
    yield from reference()._verbs(get_command(app), "onrecord")


@cache
def known_verbs() -> dict[str, Any]:
    return dict(verbs())


def shown_commands(text: str) -> Iterator[str]:
    """Every `onrecord …` of a page: a line of a block, an indented line, or words in a sentence."""
    for block in re.findall(r"^```(?:sh|console|ini|)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        for line in block.replace("\\\n", " ").splitlines():
            if found := re.match(r"\s*(?:\$ |ExecStart=\S*/)?(onrecord .*)", line):
                yield found[1]
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    yield from re.findall(r"^ {4,}(onrecord .*)$", prose, re.MULTILINE)
    yield from (" ".join(words.split()) for words in re.findall(r"`(onrecord [^`]*)`", prose))


def words_of(command: str) -> list[str]:
    """The words of a command, up to what belongs to the shell or is a comment."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words = list(lexer)
    ends = [n for n, word in enumerate(words) if word[0] in "|>;&#<"]
    return words[1 : min(ends, default=len(words))]


def choices(option: Any) -> set[str]:
    """The values that an option may have, where they are listed."""
    kind = option.type_descriptor.annotation
    listed = isinstance(kind, type) and issubclass(kind, Enum)
    return {str(one.value) for one in kind} if listed else set()


def wrong_with(command: str) -> str | None:
    """What isn't right about a command: no such verb, option, or value of an option."""
    words = words_of(command)
    if not words or words[0] in ("…", "VERB"):
        return None
    if words[0] in ("--help", "--version", "…"):
        return None
    there = known_verbs()
    verb = next((v for n in (2, 1) if (v := " ".join(words[:n])) in there), None)
    if verb is None:
        group = any(name.startswith(f"{words[0]} ") for name in there)
        return None if group and len(words) == 1 else f"no verb {words[0]!r}"
    options = {
        name: parameter
        for parameter in there[verb].params
        for name in (*parameter.opts, *parameter.secondary_opts)
    }
    arguments = words[len(verb.split()) :]
    for number, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name.startswith("--") and name != "--help":
            if name not in options:
                return f"{verb} has no option {name}"
            following = value if equals else "".join(arguments[number + 1 : number + 2])
            known = choices(options[name])
            if known and following.islower() and not set(following.split("|")) <= known:
                return f"{verb} {name} has no {following!r}"
    return None


@each_page
def test_every_command_that_a_page_shows_is_one(page: Path) -> None:
    for command in shown_commands(page.read_text("utf-8")):
        assert wrong_with(command) is None, f"{page.name}: {command}: {wrong_with(command)}"


def test_wrong_commands_are_seen() -> None:
    assert wrong_with("onrecord cod articles/") == "no verb 'cod'"
    assert wrong_with("onrecord lexicon chek") == "no verb 'lexicon'"
    assert wrong_with("onrecord code a --tu x") == "code has no option --tu"
    assert wrong_with("onrecord code a --quote sentences") == "code --quote has no 'sentences'"
    assert wrong_with("onrecord code a --quote none|full  # words") is None
    page = "```sh\nonrecord serv x\n```\n    onrecord cod\nIt says `onrecord sho`.\n"
    assert [wrong_with(command) is None for command in shown_commands(page)] == [False] * 3


def test_pages_show_many_commands() -> None:
    shown = [c for page in told_pages() for c in shown_commands(page.read_text("utf-8"))]
    named = {
        verb for verb in known_verbs() for c in shown if f"{c} ".startswith(f"onrecord {verb} ")
    }
    assert len(shown) > 200
    assert named == set(known_verbs())


@each_page
def test_every_option_that_a_sentence_names_is_one(page: Path) -> None:
    known = {o for _, c in all_verbs() for p in c.params for o in (*p.opts, *p.secondary_opts)}
    known |= {"--help", "--version", "--show-completion", "--install-completion"}
    prose = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    named = re.findall(r"`(--[a-z][a-z-]*)", prose)
    others = {"--wide", "--errors", "--propose", "--demo", "--memory-limit", "--genres"}
    assert set(named) - others <= known


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *(p.name for p in site_pages())])
def test_every_make_target_that_a_page_names_exists(page: str) -> None:
    path = ROOT / page if (ROOT / page).exists() else DOCS / page
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE))
    assert named <= targets


def test_every_query_runs_on_a_store() -> None:
    with duckdb.connect() as store:
        for table, columns in ALL_TABLES.items():
            store.execute(create(table, columns))
        shown = 0
        for page in told_pages():
            for query in re.findall(r"^```sql\n(.*?)^```", page.read_text("utf-8"), re.S | re.M):
                if ".parquet'" not in query:
                    store.execute(query)
                    shown += 1
    assert shown >= 5


@pytest.mark.parametrize("page", ["extend.md", "explain.md", "events.md"])
def test_rules_that_pages_show_can_be_read(page: str) -> None:
    import msgspec

    from onrecord.what.rules import Rule

    blocks = re.findall(r"^```toml\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.S | re.M)
    assert blocks
    for block in blocks:
        for rule in msgspec.toml.decode(block)["rule"]:
            assert msgspec.convert(rule, Rule).id
