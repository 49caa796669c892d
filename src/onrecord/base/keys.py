"""The form in which place names are compared: one spelling for their many."""

from functools import lru_cache

from anyascii import anyascii

_SIGNS = str.maketrans(dict.fromkeys(".'’‘ʻʼ`´", "") | dict.fromkeys("-–—/\u00a0", " "))
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
"""Words that gazetteers and newspapers write either way."""


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """`name` without case, diacritics, dots, apostrophes, hyphens and a leading "the".

    >>> name_key("The Saint-Étienne")
    'st etienne'
    """
    plain = name.translate(_SIGNS)
    if not plain.isascii():
        plain = anyascii(plain).translate(_SIGNS)
    words = plain.casefold().split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join([_SHORT.get(word, word) for word in words])
