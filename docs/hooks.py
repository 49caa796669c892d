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
_NAMED = re.compile(r"\[([\w-]+\.md)\]\(")


def on_files(files: Any, config: Any) -> Any:
    """Add the root's files as pages."""
    from mkdocs.structure.files import File

    for page, file in ADDED.items():
        files.append(File.generated(config, page, content=(ROOT / file).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Turn links between the root and this folder into links between pages, named by titles."""
    return _NAMED.sub(lambda link: f"[{title(link[1])}](", relinked(markdown))


def title(file: str) -> str:
    """What a page is called: its heading, up to a colon; the file's name where it has none."""
    path = ROOT / "docs" / file
    head = path.read_text("utf-8").partition("\n")[0] if path.is_file() else ""
    return head.removeprefix("# ").partition(":")[0] if head.startswith("# ") else file


def relinked(markdown: str) -> str:
    """Links as they are on the site.

    >>> relinked("[a](../CONTRIBUTING.md) [b](docs/r.md)")
    '[a](contributing.md) [b](r.md)'
    """
    return _LINK.sub(lambda link: f"]({_target(link[1])}", markdown)


def _target(link: str) -> str:
    return _PAGES.get(link, link.removeprefix("docs/"))
