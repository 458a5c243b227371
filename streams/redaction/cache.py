"""A memory of what was found in a text, for texts that come again and again: titles and labels. It holds no text.

A text is known by a keyed digest, and what is kept of it are places and types: a hit gives the very spans of the miss before it.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from streams.redaction.detector import Detector, Span

ENTRIES = 20_000
KEY_SIZE = 32  # bytes
_DIGEST_SIZE = 16  # bytes: two texts of one process are told apart
_MOST_SPANS = 8  # of a text that is kept: those with more are long, and do not come again


class Cached:
    """A detector that asks another one only about texts it has not seen lately.

    The other one must answer about a text by itself, whatever texts it is asked about at once.
    """

    def __init__(self, inner: Detector, key: bytes, entries: int = ENTRIES) -> None:
        """Keeps the answers about the last `entries` texts; `key` is random, KEY_SIZE bytes, and kept nowhere else."""
        self.name = inner.name
        self.version = inner.version
        self.second_look = inner.second_look
        self._inner = inner
        self._key = key
        self._entries = entries
        self._known: OrderedDict[bytes, tuple[Span, ...]] = OrderedDict()

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """See `Detector.find`."""
        digests = [self._digest(text) for text in texts]
        missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in self._known}
        found = dict(zip(missing, map(tuple, self._inner.find(list(missing.values()))), strict=True))
        answers = [list(found[digest] if digest in found else self._known[digest]) for digest in digests]
        self._keep(digests, found)
        return answers

    def _keep(self, digests: Iterable[bytes], found: Mapping[bytes, tuple[Span, ...]]) -> None:
        for digest in digests:
            if digest in self._known:
                self._known.move_to_end(digest)
            elif digest in found and _is_to_be_kept(found[digest]):
                self._known[digest] = found[digest]
                if len(self._known) > self._entries:
                    self._known.popitem(last=False)

    def _digest(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=_DIGEST_SIZE).digest()


def _is_to_be_kept(spans: Sequence[Span]) -> bool:
    return len(spans) <= _MOST_SPANS and not any(span.whole for span in spans)
