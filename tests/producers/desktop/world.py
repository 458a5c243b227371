"""A desktop of three fields for the hold: the focus moves with a lag, signals of it get lost or doubled, answers come late."""

import heapq
from itertools import count

from hypothesis import strategies as st

from producers.desktop.backend import Happened, Looked, Moved, Place
from producers.desktop.hold import Hold
from schemas.events import Button, Element, Key, Pointer

MS = 1_000_000
LAG = 70
FIELDS = {
    "name": Place("shop", "Orders", 7, 1, Element("entry", "Name")),
    "note": Place("shop", "Orders", 7, 1, Element("text", "Note")),
    "mail": Place("mail", "Inbox", 8, 2, Element("entry", "To")),
    "secret": Place("shop", "Orders", 7, 1, Element("password text", "Password"), secure=True),
}


def pressed(time, key="x", code="", *, down=True):
    return Happened(time * MS, Key(time, key, code or f"Key{time}", down))


def moved_pointer(time):
    return Happened(time * MS, Pointer(time, 5, 6))


def button(time, *, down=True, target=None):
    return Happened(time * MS, Button(time, 5, 6, 0, down), target)


LOOKS = st.tuples(
    st.sampled_from(["answers", "answers", "answers", "nothing", "lost", "doubled"]), st.integers(0, 60), st.floats(0, 1)
)
FIELD = st.sampled_from(sorted(FIELDS))
GAP = st.integers(0, 40) | st.integers(60, 400)
DELAY = st.integers(0, LAG)
ACTS = st.tuples(
    GAP, st.sampled_from(["type", "type", "type", "tab", "jump", "click", "point"]), FIELD, DELAY, DELAY, st.booleans()
)


class World:
    """Plays acts into a hold and answers its looks; remembers where the focus really was, in milliseconds."""

    def __init__(self, acts, looks, fields=tuple(FIELDS), hold=None, rest=1):
        self.hold = hold or Hold()
        self.left = []
        self.typed = []
        self.jumps = []
        self.focus = [(-1_000, "name")]
        self._fields = fields
        self._rest = rest  # input is read every so many milliseconds
        self._looks = iter(looks)
        self._queue = []
        self._order = count()
        self._asked = []
        time = 300
        for gap, *act in acts:
            time += gap
            self._plan(time, *act)
        self.end = time + 2_000
        self.focus.sort()

    def _plan(self, time, kind, field, delay, lag, flag):
        """`flag`: the signal of what a Tab did is lost, or else doubled."""
        if kind == "type":
            self._input(time, pressed(time))
            self._input(time + 30, pressed(time + 30, code=f"Key{time}", down=False))
            self.typed.append(time)
        elif kind == "point":
            self._input(time, moved_pointer(time))
        elif field in self._fields:
            if kind == "tab":
                self._input(time, pressed(time, "Tab", f"Tab{time}"))
                self.typed.append(time)
            elif kind == "click":
                self._input(time, button(time))
            else:
                self.jumps.append(time + delay)
            self.focus.append((time + delay, field))
            for _ in range(1 + flag if kind == "jump" else 2 * (not flag)):
                self._at(time + delay + lag, Moved((time + delay + lag) * MS)) if lag + delay <= LAG or kind == "jump" else None

    def _input(self, time, what):
        heapq.heappush(self._queue, (-(-time // self._rest) * self._rest * MS, time, next(self._order), what))

    def _at(self, time, what):
        heapq.heappush(self._queue, (time * MS, time, next(self._order), what))

    def where(self, time):
        """The field that has the focus at a time; a change at that very time counts as before and after."""
        return [field for at, field in self.focus if at <= time][-1]

    def run(self):
        self.hold.clear(0, "paused")
        self._wake(0)
        while self._queue:
            now, *_, what = heapq.heappop(self._queue)
            if now > self.end * MS:
                break
            if what is not None:
                self.hold.take(what)
            self.left += self.hold.settle(now)
            if self.hold.look_due is not None and self.hold.look_due <= now:
                self._look(now)
            self._wake(now)
        return self

    def _wake(self, now):
        due = self.hold.due
        if due is not None:
            heapq.heappush(self._queue, (max(due, now + 1), 0, next(self._order), None))

    def _look(self, now):
        self.hold.asked(now)
        kind, took, moment = next(self._looks, ("answers", 3, 0.5))
        at = now + took * MS
        place = None if kind == "nothing" else FIELDS[self.where((now + moment * took * MS) / MS)]
        for _ in range({"lost": 0, "doubled": 2}.get(kind, 1)):
            heapq.heappush(self._queue, (at, 0, next(self._order), Looked(now, at, place)))

    def keys(self, key=None):
        """The times of the keys that left."""
        return [event.time for event, _ in self.left if isinstance(event, Key) and event.down and key in (None, event.key)]
