"""Builds a layer of actors out of a Wikidata JSON dump, in bounded memory.

The dump is streamed once into a temporary SQLite file with what its entities say of offices,
forces, parties and organisations; the actors are then derived from there, as an office's country
is known only once its own entity has passed.
"""

from onrecord.base.wikidata.build import Tally, build_wikidata

__all__ = ["Tally", "build_wikidata"]
