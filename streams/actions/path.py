"""A pointer's path, thinned: Douglas-Peucker keeps the points that give it its shape."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[int, int, int]
"""Time, x, y."""


def thin(points: Sequence[Point], tolerance: float) -> list[Point]:
    """The points of a path that deviates from the given one by `tolerance` pixels at most; first and last stay."""
    places = np.array([(x, y) for _, x, y in points], dtype=np.float64)
    keep, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        distances = _distances(places[first : last + 1])
        farthest = int(distances.argmax())
        if distances[farthest] > tolerance:
            keep.add(first + farthest)
            spans += [(first, first + farthest), (first + farthest, last)]
    return [points[at] for at in sorted(keep)]


def _distances(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of every place to the segment from the first to the last, pixels."""
    chord, offsets = places[-1] - places[0], places - places[0]
    length = float(chord @ chord)
    along = np.clip(offsets @ chord / length, 0.0, 1.0) if length else np.zeros(len(places))
    distances: NDArray[np.float64] = np.hypot(*(offsets - along[:, None] * chord).T)
    return distances
