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
from tokenizers import Encoding, Tokenizer

from streams.redaction.detector import Span
from streams.redaction.models import ordinary, tags, weights
from streams.redaction.models.ordinary import Ordinary
from streams.redaction.models.parts import parts
from streams.redaction.models.tagger import LONGEST, Answers, Chances, Tagger, Tokens
from streams.redaction.models.tags import Word

_REVISION = 4  # of what this file and `tags` make of the model's answers
_OVERLAP = 64
_TITLE = 64  # tokens, up to which the parts between dashes are each read by themselves
_DASH = re.compile(r"(?<=\s)[-\u2013\u2014|\u00b7](?=\s)")
_FATAL = 4  # onnxruntime's severity; its milder messages may name what it was fed

# From which chance on a word of a part is a name. Read without what is around it, other words look like names, too.
_ALONE = 0.8
_ONE_ALONE = 0.97  # the same of a part of a single word
_BESIDE = 0.6  # what the other words of such a part get
_OF_PART = 0.85  # the share of their chance that counts: less than a rule's


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


@dataclass(frozen=True, slots=True, repr=False)
class _Asked:
    """A text to be read.

    Attributes:
        windows: stretches of its tokens; those between dashes, if it is a title.
        parts: tokens of what may be a name by itself.
        chances: what is known so far, tokens by tags.
    """

    text: str
    encoding: Encoding
    windows: Sequence[range]
    parts: Sequence[list[int]]
    chances: Chances

    def tokens(self, places: Iterable[int]) -> Tokens:
        """The tokens at these places."""
        return tuple(self.encoding.ids[at] for at in places)

    def words(self, places: Iterable[int]) -> int:
        """How many words these tokens are of."""
        return len({self.encoding.word_ids[at] for at in places})

    def known(self, places: Sequence[int]) -> float:
        """The least chance of the tokens at these places to be personal."""
        return float(self.chances[list(places)].sum(axis=-1).min())


class Rampart:
    """The model's spans. It keeps nothing of a text, and answers about each as if it were alone."""

    name = tags.RULE
    second_look = False

    def __init__(self, tagger: Tagger, tokenizer: Tokenizer, words: Ordinary) -> None:
        self.version = f"{weights.DIGESTS[weights.MODEL][:16]}.{_REVISION} {words.version}"
        self._tagger = tagger
        self._tokenizer = tokenizer
        self._ordinary = words
        self._of_person = np.array([tag in tags.PERSON for tag in tagger.tags])
        self._beside = np.array([_BESIDE * (tag == "SURNAME") for tag in tagger.tags], np.float32)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`. A text of any length is read to its end."""
        return [reading.spans for reading in self.read(texts)]

    def read(self, texts: Iterable[str]) -> list[Reading]:
        """What it makes of each text."""
        asked = [self._asked(text) for text in texts]
        windows = [(one, window) for one in asked for window in one.windows]
        answers = self._answers(windows)
        _take_windows(windows, answers)
        parts = [(one, part) for one in asked for part in one.parts if one.known(part) < _OF_PART]
        unread = [(one, part) for one, part in parts if one.tokens(part) not in answers]  # a part of a title may be a window
        self._take_parts(parts, {**answers, **self._answers(unread)})
        return [self._reading(one) for one in asked]

    def _answers(self, stretches: Iterable[tuple[_Asked, Sequence[int]]]) -> Answers:
        return self._tagger.chances(one.tokens(places) for one, places in stretches)

    def _asked(self, text: str) -> _Asked:
        encoding = self._tokenizer.encode(text.replace("_", " "), add_special_tokens=False)
        offsets, count = encoding.offsets, len(encoding.offsets)
        placed = [_places(words, offsets) for words in parts(text, self._ordinary)]
        alone = [places for places in placed if places and places != list(range(count))]
        windows = list(_title(text, offsets, self._ordinary)) if count <= _TITLE else []
        chances = np.zeros((count, len(self._tagger.tags)), np.float32)
        return _Asked(text, encoding, windows or list(_windows(count)), alone, chances)

    def _take_parts(self, parts: Iterable[tuple[_Asked, list[int]]], answers: Answers) -> None:
        """Adds the names that the model sees only in parts of a text, read without the signs between their words."""
        for one, places in parts:
            answer = answers[one.tokens(places)] * self._of_person
            if answer.sum(axis=-1).max() >= (_ALONE if one.words(places) > 1 else _ONE_ALONE):
                answer[answer.sum(axis=-1) < _BESIDE] = self._beside
                known = one.chances[places]
                _take(known, answer * np.float32(_OF_PART))
                one.chances[places] = known

    def _reading(self, asked: _Asked) -> Reading:
        words = list(self._words(asked.encoding, asked.chances))
        return Reading(tags.spans(asked.text, words), words)

    def _words(self, encoding: Encoding, chances: Chances) -> Iterator[Word]:
        """The words of a text; each has the tag of its token that is likeliest personal."""
        likeliest, scores = chances.argmax(axis=-1).tolist(), chances.sum(axis=-1).clip(max=1.0).tolist()
        offsets, words = encoding.offsets, encoding.word_ids
        for _, group in groupby(range(len(words)), words.__getitem__):
            places = list(group)
            best = max(places, key=scores.__getitem__)
            start, end = offsets[places[0]][0], offsets[places[-1]][1]
            if start < end:
                yield Word(start, end, self._tagger.tags[likeliest[best]], scores[best])


def _take_windows(windows: Iterable[tuple[_Asked, range]], answers: Answers) -> None:
    for one, window in windows:
        _take(one.chances[window.start : window.stop], answers[one.tokens(window)])


def _take(known: Chances, answer: Chances) -> None:
    """Takes over what is surer: a value that one of two overlapping windows cuts is whole in the other."""
    surer = answer.sum(axis=-1) > known.sum(axis=-1)
    known[surer] = answer[surer]


def _places(words: Iterable[tuple[int, int]], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The tokens of words, in the order of these."""
    return [at for start, end in words for at, (begin, stop) in enumerate(offsets) if start <= begin < stop <= end]


def _windows(count: int) -> Iterator[range]:
    """The overlapping stretches of so many tokens that the model can take."""
    for start in range(0, max(count - _OVERLAP, min(count, 1)), LONGEST - _OVERLAP):
        yield range(start, min(start + LONGEST, count))


def _title(text: str, offsets: Sequence[tuple[int, int]], ordinary: Ordinary) -> Iterator[range]:
    """The parts of a title between its dashes that say something."""
    dashes = {match.start() for match in _DASH.finditer(text)}
    borders = [place for place, (start, _) in enumerate(offsets) if start in dashes]
    for begin, end in pairwise([-1, *borders, len(offsets)]) if borders else ():
        if begin + 1 < end and not ordinary.covers(text[offsets[begin + 1][0] : offsets[end - 1][1]]):
            yield range(begin + 1, end)


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
    options.enable_mem_pattern = False  # it would keep one for every shape that it is ever fed
    session = onnxruntime.InferenceSession(files[weights.MODEL], options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str(files[weights.TOKENIZER].decode())
    begin, end = tokenizer.encode("").ids
    labels = json.loads(files[weights.CONFIG])["id2label"]
    tagger = Tagger(session, (begin, end), [labels[key] for key in sorted(labels, key=int)])
    return Rampart(tagger, tokenizer, ordinary.load())
