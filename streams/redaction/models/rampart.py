"""Names, addresses and phone numbers: the model Rampart, in int8, on one core.

It reads Latin script in English, Spanish, French, German, Italian, Portuguese and Dutch, and does not tell capitals from small
letters. It finds nothing in other scripts.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from streams.redaction.detector import Span
from streams.redaction.models import ordinary, tags, weights
from streams.redaction.models.ordinary import Ordinary
from streams.redaction.models.parts import parts
from streams.redaction.models.tags import Word

_REVISION = 2  # of what this file and `tags` make of the model's answers
_WINDOW = 510  # tokens, the model's 512 without the marks around them
_OVERLAP = 64
_TITLE = 64  # tokens, up to which the parts between dashes are also read by themselves
_DASH = re.compile(r"(?<=\s)[-\u2013\u2014|\u00b7](?=\s)")
_FATAL = 4  # onnxruntime's severity; its milder messages may name what it was fed
_IGNORED = {"URL"}  # `urls` takes from a URL only what is personal

# From which chance on a word of a part is a name. Read without what is around it, other words look like names, too.
_ALONE = 0.8
_ONE_ALONE = 0.97  # the same of a part of a single word
_BESIDE = 0.6  # what the other words of such a part get
_OF_PART = 0.85  # the share of their chance that counts: less than a rule's

_Window = tuple[int, int]


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """What the model makes of a text.

    Attributes:
        spans: what it finds.
        words: every word, also those that count for nothing.
    """

    spans: list[Span]
    words: list[Word]

    def chance(self, start: int, end: int) -> float:
        """How likely any word of a stretch is personal, 0 to 1."""
        return max((word.score for word in self.words if word.start < end and start < word.end), default=0.0)


class Rampart:
    """The model's spans. It keeps nothing of a text.

    It reads one text at a time: in a batch, the int8 form would answer by what else is in the batch.
    """

    name = tags.RULE
    second_look = False

    def __init__(
        self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, labels: Sequence[str], words: Ordinary
    ) -> None:
        self.version = f"{weights.DIGESTS[weights.MODEL][:16]}.{_REVISION} {words.version}"
        self._session = session
        self._tokenizer = tokenizer
        self._begin, self._end = tokenizer.encode("").ids
        self._ordinary = words
        self._tags = sorted({label.partition("-")[2] for label in labels} - {"", *_IGNORED})
        self._of_person = np.array([tag in tags.PERSON for tag in self._tags])
        self._beside = np.array([_BESIDE * (tag == "SURNAME") for tag in self._tags], np.float32)
        self._of_tag = np.array([[label.endswith(f"-{tag}") for tag in self._tags] for label in labels], np.float32)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`. A text of any length is read to its end."""
        return [self.read(text).spans for text in texts]

    def read(self, text: str) -> Reading:
        """What it makes of a text."""
        encoding = self._tokenizer.encode(text.replace("_", " "), add_special_tokens=False)
        chances = self._chances(encoding.ids, _windows(text, encoding.offsets, self._ordinary))
        self._read_parts(text, encoding, chances)
        words = list(self._words(encoding, chances))
        return Reading(tags.spans(text, words), words)

    def _chances(self, tokens: Sequence[int], windows: Iterable[_Window]) -> NDArray[np.float32]:
        """The chance of every tag for every token, tokens by tags.

        Where windows overlap, the surer one answers: a value that one of them cuts is whole in another.
        """
        chances = np.zeros((len(tokens), len(self._tags)), np.float32)
        for start, end in windows:
            answer, known = self._run(tokens[start:end]), chances[start:end]
            surer = answer.sum(axis=-1) > known.sum(axis=-1)
            known[surer] = answer[surer]
        return chances

    def _read_parts(self, text: str, encoding: Encoding, chances: NDArray[np.float32]) -> None:
        """Adds the names that the model sees only in parts of a text, read without the signs between their words."""
        for words in parts(text, self._ordinary):
            places = _places(words, encoding.offsets)
            if not places or places == list(range(len(encoding.offsets))):
                continue
            answer = self._run([encoding.ids[at] for at in places]) * self._of_person
            if answer.sum(axis=-1).max() >= (_ALONE if len(words) > 1 else _ONE_ALONE):
                answer[answer.sum(axis=-1) < _BESIDE] = self._beside
                answer *= _OF_PART
                surer = answer.sum(axis=-1) > chances[places].sum(axis=-1)
                chances[np.array(places)[surer]] = answer[surer]

    def _run(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        marked = np.array([[self._begin, *tokens, self._end]], np.int64)
        fed = {"input_ids": marked, "attention_mask": np.ones_like(marked), "token_type_ids": np.zeros_like(marked)}
        logits: NDArray[np.float32] = self._session.run(None, fed)[0][0, 1:-1]
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        of_tags: NDArray[np.float32] = powers / powers.sum(axis=-1, keepdims=True) @ self._of_tag
        return of_tags

    def _words(self, encoding: Encoding, chances: NDArray[np.float32]) -> Iterator[Word]:
        """The words of a text; each has the tag of its token that is likeliest personal."""
        likeliest, scores = chances.argmax(axis=-1).tolist(), chances.sum(axis=-1).clip(max=1.0).tolist()
        offsets, words = encoding.offsets, encoding.word_ids
        for _, group in groupby(range(len(words)), words.__getitem__):
            places = list(group)
            best = max(places, key=scores.__getitem__)
            start, end = offsets[places[0]][0], offsets[places[-1]][1]
            if start < end:
                yield Word(start, end, self._tags[likeliest[best]], scores[best])


def _places(words: Iterable[tuple[int, int]], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The tokens of words, in the order of these."""
    return [at for start, end in words for at, (begin, stop) in enumerate(offsets) if start <= begin < stop <= end]


def _windows(text: str, offsets: Sequence[tuple[int, int]], ordinary: Ordinary) -> Iterator[_Window]:
    """The stretches of tokens to read: overlapping ones that the model can take, and the parts of a title that say something."""
    count = len(offsets)
    for start in range(0, max(count - _OVERLAP, min(count, 1)), _WINDOW - _OVERLAP):
        yield start, min(start + _WINDOW, count)
    dashes = {match.start() for match in _DASH.finditer(text)} if count <= _TITLE else set()
    borders = [place for place, (start, _) in enumerate(offsets) if start in dashes]
    for begin, end in pairwise([-1, *borders, count]) if borders else ():
        if begin + 1 < end and not ordinary.covers(text[offsets[begin + 1][0] : offsets[end - 1][1]]):
            yield begin + 1, end


def load(folder: Path = weights.FOLDER) -> Rampart:
    """Loads the model, about a quarter of a second.

    Raises:
        HandrailError: when it is not installed, or is not the pinned one.
    """
    files = weights.read(folder)
    onnxruntime.set_default_logger_severity(_FATAL)
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _FATAL
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(files[weights.MODEL], options, providers=["CPUExecutionProvider"])
    labels = json.loads(files[weights.CONFIG])["id2label"]
    return Rampart(
        session,
        Tokenizer.from_str(files[weights.TOKENIZER].decode()),
        [labels[key] for key in sorted(labels, key=int)],
        ordinary.load(),
    )
