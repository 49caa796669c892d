"""onrecord: news reports in, event data out that anyone can check.

`import onrecord` loads nothing heavy; the first use of a name below does.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from onrecord.api import Coder as Coder
    from onrecord.api import code as code
    from onrecord.api import open as open

_WHERE = {"Coder": "onrecord.api", "code": "onrecord.api", "open": "onrecord.api"}

__all__ = ["Coder", "__version__", "code", "open"]


def __getattr__(name: str) -> object:
    """Import a public name on its first use."""
    if name not in _WHERE:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
