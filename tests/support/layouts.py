"""The published layouts, as lists beside the tests; each names where it was read."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "export" / "layouts"


def published(name: str) -> list[str]:
    """The lines of a list, without its comments."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
