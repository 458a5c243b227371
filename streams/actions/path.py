"""A pointer's path, thinned: 20 points a second at most, of which Douglas-Peucker keeps those that give it its shape."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from schemas.records import PathPoint
from streams.actions.thresholds import Thresholds

Samples = NDArray[np.float64]
"""Rows of time, x and y: milliseconds and pixels. Floats hold them exactly, and no difference of two overflows."""

_LONGEST = 2**31 - 1  # milliseconds that a path point's time can say
_STRETCH = 1_000  # samples thinned together: the worst of shapes takes time by the square of them


def path(samples: Samples, thresholds: Thresholds) -> list[PathPoint]:
    """The path through samples, the first and the last of which stay; times count from the first."""
    shape = thin(_slow(samples, thresholds.path_interval_ms), thresholds.path_tolerance_px)
    times = np.clip(shape[:, 0] - shape[0, 0], 0, _LONGEST)
    points = np.column_stack((times, shape[:, 1:])).astype(np.int64).tolist()
    return [PathPoint(time=time, x=x, y=y) for time, x, y in points]


def thin(samples: Samples, tolerance: float) -> Samples:
    """The samples of a path that deviates from the given one by `tolerance` pixels at most; first and last stay."""
    ends = [*range(0, len(samples) - 1, _STRETCH), len(samples) - 1]
    keep, spans = set(ends), list(pairwise(ends))
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        distances = _distances(samples[first : last + 1, 1:])
        farthest = int(distances.argmax())
        if distances[farthest] > tolerance:
            keep.add(first + farthest)
            spans += [(first, first + farthest), (first + farthest, last)]
    return samples.take(sorted(keep), axis=0)


def _slow(samples: Samples, interval: int) -> Samples:
    """The first sample of each interval, and the last of all."""
    intervals = (samples[:-1, 0] - samples[0, 0]) // interval
    first = np.unique(intervals, return_index=True)[1]
    return samples.take([*np.sort(first), len(samples) - 1], axis=0)


def _distances(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of every place to the segment from the first to the last, pixels."""
    chord, offsets = places[-1] - places[0], places - places[0]
    length = float(chord @ chord)
    along = np.clip(offsets @ chord / length, 0.0, 1.0) if length else np.zeros(len(places))
    distances: NDArray[np.float64] = np.hypot(*(offsets - along[:, None] * chord).T)
    return distances
