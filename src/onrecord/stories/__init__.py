"""Which reports are one text, which tell one event, and how many sources are independent."""

from onrecord.stories.clusters import Member, cluster
from onrecord.stories.duplicates import Signatures, find_groups
from onrecord.stories.independent import Source, independent
from onrecord.stories.links import Carried, Duplicate, link
from onrecord.stories.outlets import Credit, Outlet, Outlets, credited
from onrecord.stories.same import compare_copies
from onrecord.stories.signature import METHOD, Signature, sign
from onrecord.stories.story import Story, StoryEvent, write_story
from onrecord.stories.told import Actor, Copy, Place, Told

__all__ = [
    "METHOD",
    "Actor",
    "Carried",
    "Copy",
    "Credit",
    "Duplicate",
    "Member",
    "Outlet",
    "Outlets",
    "Place",
    "Signature",
    "Signatures",
    "Source",
    "Story",
    "StoryEvent",
    "Told",
    "cluster",
    "compare_copies",
    "credited",
    "find_groups",
    "independent",
    "link",
    "sign",
    "write_story",
]
