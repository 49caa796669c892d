"""The tutorial: the notebook's cells, with what they print when they are run."""

import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
NOTEBOOK = HERE / "tutorial.ipynb"
WIDTH = 100


def cells() -> list[str]:
    """The notebook's cells as Markdown, without output."""
    import nbformat

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return [_source(cell) for cell in notebook.cells]


def tutorial() -> str:
    """The notebook, run. Takes some seconds."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    first = nbformat.v4.new_code_cell(_NARROW)
    notebook.cells.insert(0, first)
    NotebookClient(notebook, timeout=240, kernel_name="python3").execute()
    del notebook.cells[0]
    parts: list[str] = []
    for cell in notebook.cells:
        parts += [_source(cell), *(_output(out) for out in cell.get("outputs", []))]
    here = "[as a notebook](tutorial.ipynb)"
    title, _, rest = "\n\n".join(part for part in parts if part).partition("\n")
    return f"{title}\n\nThe same {here}. What stands below each step is what it printed.\n{rest}\n"


_NARROW = f"""
import pandas, polars
pandas.set_option("display.width", {WIDTH}, "display.max_columns", 12)
polars.Config.set_tbl_width_chars({WIDTH})
"""


_CHANGES = ((r" in [\d.]+ s;", ";"), (r"lexicon sha256:[0-9a-f]+…", "lexicon sha256:…"))
"""What would be another in every run, or after every change of a list."""


def _source(cell: Any) -> str:
    source = cell.source.strip()
    if cell.cell_type == "markdown":
        return re.sub(r"`docs/(\w+\.md)`", r"[\1](\1)", source)
    return f"```python\n{source}\n```"


def _output(output: Any) -> str:
    text = output.get("text") or output.get("data", {}).get("text/plain", "")
    clean = re.sub(r"\x1b\[[0-9;]*m", "", text).rstrip()
    for pattern, instead in _CHANGES:
        clean = re.sub(pattern, instead, clean)
    return f"```text\n{clean}\n```" if clean else ""
