"""Who acts, who is acted on, who speaks: actors with country and sector."""

from onrecord.who.resolve import Actors, resolve

__all__ = ["Actors", "resolve"]
