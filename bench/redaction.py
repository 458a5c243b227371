"""What redaction costs, beside stock Presidio: texts per CPU-second by class, and the memory of a process over 100,000 texts.

`python -m bench.redaction`. Both look at the same texts in turn, in one process, on one core; Presidio, which is slow, at
a tenth of them. No text comes twice, and nothing is cached.
"""

import multiprocessing
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import psutil
import tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider
from rich.console import Console

from bench.redaction_mix import SHARES, mix
from streams.redaction.build import build
from streams.redaction.examine import examine
from streams.redaction.models import ordinary
from streams.redaction.models.names import MODEL
from streams.redaction.redactor import Redactor

SEED = 5
TEXTS = 10_000
BATCH = 64  # texts of a trajectory, which are looked at together
SAMPLE = 10  # of so many texts Presidio sees one
CURVE = (1_000, *range(10_000, 100_001, 10_000))
BOUND = 350  # MiB
_UNGATED, _ALL = "no model needs to see", "all"
_console = Console(stderr=True)
_redactor: Redactor | None = None


@dataclass(slots=True)
class Spent:
    """Texts looked at, and CPU seconds."""

    texts: int = 0
    seconds: float = 0.0

    def add(self, texts: int, seconds: float) -> None:
        """Count more of both."""
        self.texts += texts
        self.seconds += seconds

    @property
    def rate(self) -> float:
        """Texts per CPU-second."""
        return self.texts / self.seconds if self.seconds else 0.0


def main() -> None:
    """Measure both and print tables."""
    ours, stock = compare(mix(SEED, TEXTS))
    print("| class | share % | texts per CPU s | Presidio | ratio |\n|---|---|---|---|---|")
    for kind in (*SHARES, _UNGATED, _ALL):
        share = SHARES.get(kind, 100 * ours[kind].texts / ours[_ALL].texts)
        ratio = ours[kind].rate / stock[kind].rate
        print(f"| {kind} | {share:.0f} | {ours[kind].rate:,.0f} | {stock[kind].rate:,.0f} | {ratio:.1f} |")
    print("\n| texts | resident MiB |\n|---|---|")
    for texts, resident in curve():
        print(f"| {texts:,} | {resident:,.0f} |")


def compare(texts: dict[str, list[str]]) -> tuple[dict[str, Spent], dict[str, Spent]]:
    """What both spend, by class; the texts that no model needs to see are looked at apart, and count in their class, too."""
    redactor, analyzer, plain = build(entries=0), presidio(), ordinary.load()
    ours, stock = defaultdict[str, Spent](Spent), defaultdict[str, Spent](Spent)
    warm_up = texts["prose"][:BATCH]
    examine(redactor._looks, warm_up)  # noqa: SLF001
    analyzer.analyze(warm_up[0], "en")
    for kind, gated, batch in _batches(texts, plain.covers):
        kinds = (kind, _ALL, _UNGATED) if gated else (kind, _ALL)
        _count(ours, kinds, batch, lambda these: examine(redactor._looks, these))  # noqa: SLF001
        _count(stock, kinds, batch[::SAMPLE], lambda these: [analyzer.analyze(text, "en") for text in these])
    return ours, stock


def _batches(texts: dict[str, list[str]], gate: Callable[[str], bool]) -> Iterator[tuple[str, bool, Sequence[str]]]:
    """Batches of one class, gated or not, the classes in turn."""
    rows = [
        (at, kind, gated, batch)
        for kind, every in texts.items()
        for gated in (False, True)
        for at, batch in enumerate(_pieces([text for text in every if gate(text) is gated], BATCH))
    ]
    return ((kind, gated, batch) for _, kind, gated, batch in sorted(rows))


def _count(spent: dict[str, Spent], kinds: Sequence[str], texts: Sequence[str], look: Callable[[Sequence[str]], object]) -> None:
    before = time.process_time()
    look(texts)
    seconds = time.process_time() - before
    for kind in kinds:
        spent[kind].add(len(texts), seconds)


def presidio() -> AnalyzerEngine:
    """Presidio as it comes, with the same small model; only kept off the network."""
    vars(tldextract)["extract"] = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    model = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    return AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=model).create_engine())


def curve() -> Iterator[tuple[int, float]]:
    """MiB resident of a process that has looked at so many texts, each seen once."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        done = 0
        for seed in range(CURVE[-1] // TEXTS):
            texts = [text for every in mix(seed, TEXTS).values() for text in every]
            for batch in _pieces(texts, CURVE[0]):
                resident = pool.submit(_look, batch).result()
                done += len(batch)
                if done in CURVE:
                    _console.print(f"{done:,} texts: {resident:,.0f} MiB")
                    yield done, resident
                if resident > BOUND:
                    sys.exit(f"a process has {resident:,.0f} MiB after {done:,} texts, more than {BOUND}")


def _pieces(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (texts[at : at + size] for at in range(0, len(texts), size))


def _look(texts: Sequence[str]) -> float:
    global _redactor  # noqa: PLW0603 (a process of the pool keeps what it has built)
    _redactor = _redactor or build()
    for batch in _pieces(texts, BATCH):
        examine(_redactor._looks, batch)  # noqa: SLF001
    return float(psutil.Process().memory_info().rss) / 2**20


if __name__ == "__main__":
    main()
