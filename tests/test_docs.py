"""The docs say what the program does: they are written from it, and held to it here."""

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command

from onrecord.cli.main import app

ROOT = Path(__file__).parents[1]


def pages() -> dict[str, Callable[[], str]]:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PAGES


@pytest.mark.parametrize("name", ["commands.md", "tables.md"])
def test_reference_pages_are_up_to_date(name: str) -> None:
    written = (ROOT / "docs" / name).read_text("utf-8")
    assert written.strip() == pages()[name]().strip(), "run python docs/reference.py"


def test_every_option_explains_itself() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name}"


def calls(text: str) -> set[str]:
    """The verbs that a page calls in its code."""
    blocks = re.findall(r"```(?:sh|console)?\n(.*?)```", text, re.DOTALL)
    return set(re.findall(r"(?:^|\s)onrecord ([a-z]+)", "\n".join(blocks)))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_pages_call_only_verbs_that_there_are(page: str) -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert calls((ROOT / page).read_text("utf-8")) <= known


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_a_page_names_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(
        re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    )
    assert named <= targets
