"""The model Rampart itself: tokens in, the chance of every tag for each of them out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

IDS, LOGITS = "input_ids", "logits"  # what the model takes and gives
LONGEST = 510  # tokens of a stretch, the model's 512 without the marks around them
_IGNORED = {"URL"}  # `urls` takes from a URL only what is personal
_TOGETHER = 512  # tokens that are read at once, more or less

Tokens = tuple[int, ...]
Chances = NDArray[np.float32]
Answers = Mapping[Tokens, Chances]


class Tagger:
    """The model's answers.

    Stretches of one length are read together, which is faster. Each is answered as if it were read alone, bit by bit: the model
    quantises every token by itself, and equal lengths need no padding.

    Attributes:
        tags: those that it knows, without the marks of where a value begins.
    """

    def __init__(self, session: onnxruntime.InferenceSession, marks: tuple[int, int], labels: Sequence[str]) -> None:
        """Takes the tokens that stand before and after a stretch, and the model's labels in the order of its answers."""
        self.tags = sorted({label.partition("-")[2] for label in labels} - {"", *_IGNORED})
        self._session = session
        self._begin, self._end = marks
        self._of_tag = np.array([[label.endswith(f"-{tag}") for tag in self.tags] for label in labels], np.float32)

    def chances(self, stretches: Iterable[Tokens]) -> Answers:
        """The chances of every distinct stretch, tokens by tags; each of 1 to LONGEST tokens."""
        return {stretch: answer for group in _groups(stretches) for stretch, answer in zip(group, self._read(group), strict=True)}

    def _read(self, group: Sequence[Tokens]) -> Chances:
        marked = np.array([(self._begin, *stretch, self._end) for stretch in group], np.int64)
        logits = self._session.run([LOGITS], {IDS: marked})[0][:, 1:-1]
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        chances: Chances = powers / powers.sum(axis=-1, keepdims=True) @ self._of_tag
        return chances


def _groups(stretches: Iterable[Tokens]) -> Iterator[Sequence[Tokens]]:
    """The distinct stretches, those of one length together."""
    by_length = defaultdict[int, list[Tokens]](list)
    for stretch in dict.fromkeys(stretches):
        by_length[len(stretch)].append(stretch)
    for length, group in by_length.items():
        size = max(1, _TOGETHER // length)
        yield from (group[at : at + size] for at in range(0, len(group), size))
