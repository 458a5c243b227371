"""How good the reducer's steps are: texts against the documents that came of them, actions against what other reducers find.

`python -m bench.quality [FOLDER [DOCUMENTS]]`: FOLDER holds inputlog/, ducktrack/ and agentnet/; DOCUMENTS the final texts of the
Inputlog writers, `W1_text_clean_<writer>.txt` as their corpus names them (default: inputlog/documents/ in FOLDER).
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median

from rich.console import Console

from bench import quality_keys, quality_reduce
from bench.quality_page import replayed
from bench.quality_rates import Rates, Words, differing, rates
from bench.quality_unseen import CAUSES, unseen
from producers.policy import DEFAULT_POLICY, Policy, load
from producers.recordings import content, folders, formats
from schemas.errors import HandrailError
from streams.actions.draft import Draft

FEW = 3  # carets that a pointer set
KINDS = ("click", "right_click", "double_click", "triple_click", "drag", "scroll", "type", "key", "hotkey", "focus", "wait")
PUBLISHED: dict[str, dict[str, dict[str, int]]] = {
    "ducktrack": {
        "AgentNetTool": {"click": 15, "double_click": 1, "triple_click": 1, "drag": 2, "scroll": 10, "type": 2},
        "openadapt-capture": {"click": 17, "double_click": 1, "drag": 3, "scroll": 50, "type": 16},
    },
    "agentnet": {
        "AgentNetTool": {"click": 19, "right_click": 1, "drag": 1, "scroll": 3, "key": 2, "type": 1},
        "openadapt-capture": {"click": 20, "drag": 1, "scroll": 9, "hotkey": 1},
    },
}
"""What the published reducers make of the same recordings, as measured with their own code."""

_console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Essay:
    """What became of one Inputlog recording.

    Attributes:
        name: of its file.
        to_keys: of the steps' text against the text that the log's keys type.
        withheld: share of the typed characters that a worker's cuts withhold.
        causes: what the recording does not say, counted.
        to_document: of the steps' text against the final document; None where there is no document.
        words: of the same, by how they differ.
    """

    name: str
    to_keys: Rates
    withheld: float
    causes: Counter[str]
    to_document: Rates | None
    words: Words | None

    def row(self) -> str:
        """A row of a Markdown table."""
        errors = [f"{rate:.3f}" for rate in astuple(self.to_document)] if self.to_document else [""] * 3
        words = list(map(str, astuple(self.words))) if self.words else [""] * 4
        causes = [str(self.causes[cause]) for cause in CAUSES]
        return _row([self.name, f"{self.to_keys.characters:.3f}", f"{self.withheld:.0%}", *errors, *words, *causes])


def main(recordings: Path, documents: Path) -> None:
    """Measure everything and print tables."""
    policy = load(DEFAULT_POLICY)
    essays = [essay(file, documents, policy) for file in folders.expand([recordings / "inputlog"])]
    print("\n".join([*_essays(essays), "", *_summary(essays), "", *_actions(recordings, policy)]))


def essay(file: Path, documents: Path, policy: Policy) -> Essay:
    """Measure one Inputlog recording."""
    _console.print(f"{file.name}: reducing")
    events = formats.read(file).events
    drafts = quality_reduce.whole(events, policy)
    text = replayed(drafts)
    writer = file.name.split("_")[0]
    document = documents / f"W1_text_clean_{writer}.txt"
    final = document.read_text("utf-8") if document.is_file() else None
    return Essay(
        writer,
        rates(text, quality_keys.typed(content.load(file))),
        1 - _typed(quality_reduce.as_cut(events, policy)) / max(1, _typed(drafts)),
        unseen(step for draft in drafts for step in draft.steps),
        rates(text, final) if final else None,
        differing(text, final) if final else None,
    )


def _typed(drafts: Iterable[Draft]) -> int:
    return sum(len(step.text.final) for draft in drafts for step in draft.steps if step.text)


def _essays(essays: Sequence[Essay]) -> list[str]:
    heads = ["writer", "CER to keys", "withheld by cuts", "CER", "WER", "PER"]
    words = [str(sum(counts)) for counts in zip(*(astuple(one.words) for one in essays if one.words), strict=True)] or [""] * 4
    causes = [str(sum(one.causes[cause] for one in essays)) for cause in CAUSES]
    total = _row(["all", "", "", "", "", "", *words, *causes])
    return [*_head([*heads, "moved", "respelt", "surplus", "missing", *CAUSES]), *(one.row() for one in essays), total]


def _summary(essays: Sequence[Essay]) -> list[str]:
    known = [(one, one.to_document) for one in essays if one.to_document]
    few = [found.characters for one, found in known if one.causes["carets"] + one.causes["selections"] <= FEW]
    measures = {
        "CER to the log's keys": [one.to_keys.characters for one in essays],
        "CER to the document": [found.characters for _, found in known],
        f"CER to the document, {FEW} or fewer carets and selections by pointer": few,
        "WER to the document": [found.words for _, found in known],
        "PER to the document": [found.unordered for _, found in known],
        "withheld by cuts": [one.withheld for one in essays],
    }
    rows = [_row([name, f"{len(all_)}", f"{median(all_):.4f}", f"{max(all_):.3f}"]) for name, all_ in measures.items() if all_]
    return [*_head(["measure", "recordings", "median", "worst"]), *rows]


def _actions(recordings: Path, policy: Policy) -> list[str]:
    rows = []
    for name, published in PUBLISHED.items():
        [file] = folders.expand([recordings / name])
        steps = [step for draft in quality_reduce.whole(formats.read(file).events, policy) for step in draft.steps]
        counted = {"Handrail": Counter(step.kind for step in steps), **published}
        rows += [_counts(name, reducer, counts) for reducer, counts in counted.items()]
    return [*_head(["recording", "reducer", *KINDS, "all"]), *rows]


def _counts(name: str, reducer: str, counts: Counter[str] | dict[str, int]) -> str:
    return _row([name, reducer, *(str(counts.get(kind, 0)) for kind in KINDS), str(sum(counts.values()))])


def _head(cells: Sequence[str]) -> list[str]:
    return [_row(cells), "|" + "---|" * len(cells)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("HANDRAIL_RECORDINGS", "../shared/data"))
    try:
        main(folder, Path(sys.argv[2]) if len(sys.argv) > 2 else folder / "inputlog" / "documents")
    except HandrailError as error:
        sys.exit(str(error))
