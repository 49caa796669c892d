"""Finds the pages: every module of `onrecord.web.pages`, in the order of the navigation."""

import pkgutil
from importlib import import_module
from typing import NamedTuple

from starlette.routing import BaseRoute

from onrecord.web import pages


class Entry(NamedTuple):
    """A line of the navigation."""

    name: str
    path: str
    order: int


class Pages(NamedTuple):
    """All pages."""

    routes: list[BaseRoute]
    navigation: tuple[Entry, ...]


def find() -> Pages:
    """The routes and navigation of all page modules.

    A page module has `ROUTES`, a list of routes (see `view.page`), and may have `NAVIGATION`,
    an Entry.
    """
    routes: list[BaseRoute] = []
    entries: list[Entry] = []
    for found in sorted(pkgutil.iter_modules(pages.__path__), key=lambda m: m.name):
        module = import_module(f"{pages.__name__}.{found.name}")
        routes += module.ROUTES
        entries += [module.NAVIGATION] if hasattr(module, "NAVIGATION") else []
    return Pages(routes, tuple(sorted(entries, key=lambda entry: entry.order)))
