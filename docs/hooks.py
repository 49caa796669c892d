"""What the site adds to the pages in this folder: two files of the checkout's root.

Links to them (`../CONTRIBUTING.md`), and theirs into this folder, lead to pages of the site.
"""

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ADDED = {"contributing.md": "CONTRIBUTING.md", "changes.md": "CHANGELOG.md"}
"""Page of the site -> file of the root."""
_PAGES = {f"../{file}": page for page, file in ADDED.items()}
_LINK = re.compile(r"\]\(([^)#\s]+)")


def on_files(files: Any, config: Any) -> Any:
    """Add the root's files as pages."""
    from mkdocs.structure.files import File

    for page, file in ADDED.items():
        files.append(File.generated(config, page, content=(ROOT / file).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Turn links between the root and this folder into links between pages."""
    return relinked(markdown)


def relinked(markdown: str) -> str:
    """Links as they are on the site.

    >>> relinked("[a](../CONTRIBUTING.md) [b](docs/r.md)")
    '[a](contributing.md) [b](r.md)'
    """
    return _LINK.sub(lambda link: f"]({_target(link[1])}", markdown)


def _target(link: str) -> str:
    return _PAGES.get(link, link.removeprefix("docs/"))
