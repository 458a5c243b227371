"""How long a page takes to load, in browsers that take turns."""

from collections.abc import Sequence
from statistics import median

from bench.browser.chrome import Chrome

_TOOK = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def loads(chromes: Sequence[Chrome], url: str, times: int) -> list[float]:
    """The median time from navigation to the end of loading, milliseconds, in each browser."""
    took: list[list[float]] = [[] for _ in chromes]
    for _ in range(times):
        for chrome, found in zip(chromes, took, strict=True):
            with chrome.page(url) as page:
                found.append(page.run(f"new Promise(done => setTimeout(() => done({_TOOK})))"))
    return [median(found) for found in took]
