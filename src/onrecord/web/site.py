"""What all pages of a server share: the store, the templates, the token."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request

from onrecord import __version__
from onrecord.store import StoreReader
from onrecord.web import words

if TYPE_CHECKING:
    from onrecord.web.registry import Entry


class Site:
    """One store, served."""

    def __init__(self, path: Path, token: str, navigation: "tuple[Entry, ...]"):
        self.path = path
        self.reader = StoreReader(path)
        self.token = token
        self.navigation = navigation
        self.version = __version__
        self._templates = _environment()
        names: dict[str, Any] = self._templates.globals
        names["site"] = self

    def render(self, template: str, names: Mapping[str, Any]) -> str:
        """A template filled in."""
        return self._templates.get_template(template).render(names)


def site_of(request: Request) -> Site:
    """The site that a request belongs to."""
    return request.app.state.site


def _environment() -> Environment:
    """Templates: every value is escaped, and a name that isn't there is an error."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(words.FILTERS)
    made.globals.update(words.GLOBALS)
    return made
