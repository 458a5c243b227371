"""A desktop by script for the agent's loop: a person acts, the focus follows, looks are answered, all on a clock of its own."""

import heapq
import math
from itertools import count

from producers.desktop.agent import Agent, Surroundings
from producers.desktop.backend import Happened, Looked, Moved
from producers.desktop.home import Home
from producers.desktop.journal import Journal
from producers.desktop.outlet import Outlet
from producers.desktop.pause import Moment, Pauses
from producers.desktop.rules import Rules
from producers.gate import Gate
from producers.policy import Policy, Rule
from producers.publisher import Publisher
from schemas.events import Button, Key, Kind, Pointer
from tests.producers.desktop.world import FIELDS, MS
from tests.producers.test_publisher import CONTRACTS, DAY, DEVICE, EPOCHS, Publishing

ALLOWED = Policy({name: Rule(name, frozenset(Kind), window_titles=True) for name in ("shop", "mail")})


class Clock:
    """Monotonic nanoseconds, and the wall's time."""

    def __init__(self):
        self.ns, self.set = 0, 0

    def __call__(self):
        return self.ns

    def wall(self):
        """Epoch milliseconds, of the day whose key the tests hold."""
        return DAY + self.ns // MS + self.set

    def moment(self):
        return Moment(self.wall() / 1_000, self.ns / 1e9, "boot")


class Desk:
    """The backend. Every act takes its time; the focus follows in 4 ms, the signal of it 4 ms later, a look takes 3 ms."""

    def __init__(self, clock, focus="name"):
        self.clock = clock
        self.focus = focus
        self.looks = 0
        self.running = False
        self._queue = []
        self._order = count()

    def start(self, receive, detail):
        self.running, self._receive, self._detail = True, receive, detail

    def look(self):
        self.looks += 1
        asked = self.clock.ns
        self._later(3, lambda: self._receive(Looked(asked, self.clock.ns, FIELDS.get(self.focus))))

    def stop(self):
        self.running = False

    def type(self, text):
        for character in text:
            self.wait(100)
            self._key(character, down=True)
            self._later(30, lambda character=character: self._key(character, down=False))

    def tab(self, to):
        self.wait(150)
        self._key("Tab", down=True)
        self.jump(to)
        self.wait(100)

    def jump(self, to):
        self._later(4, lambda: setattr(self, "focus", to))
        self._later(8, lambda: self._receive(Moved(self.clock.ns)))

    def move(self, *, times=1, every=50):
        for number in range(times):
            self.wait(every)
            if self._detail.keeps(self.clock.ns // MS):
                self._happens(Pointer(self.clock.wall(), number, 7))

    def click(self, target=None):
        for pressed in (True, False):
            self.wait(60)
            known = target if pressed and self._detail.looks_up() else None
            self._receive(Happened(self.clock.ns, Button(self.clock.wall(), 5, 6, 0, pressed), known))

    def wait(self, milliseconds):
        """Let time pass; what was planned happens meanwhile, and the agent wakes when it wants to."""
        until = self.clock.ns + milliseconds * MS
        again = 0
        while (moment := min(self._next(), until)) < until:
            again = again + 1 if moment == self.clock.ns else 0
            assert again < 5, "the agent spins"
            self.clock.ns = moment
            while self._queue and self._queue[0][0] <= moment:
                heapq.heappop(self._queue)[2]()
            self.turn()
        self.clock.ns = until
        self.turn()

    def _next(self):
        return min([at for at in (self.due(), self._queue[0][0] if self._queue else None) if at is not None], default=1 << 80)

    def turn(self):
        """What the agent does when it wakes."""

    def due(self):
        """When it wants to wake."""

    def _key(self, key, *, down):
        self._happens(Key(self.clock.wall(), key, f"Key{key}", down))

    def _happens(self, event):
        self._receive(Happened(self.clock.ns, event))

    def _later(self, milliseconds, call):
        heapq.heappush(self._queue, (self.clock.ns + milliseconds * MS, next(self._order), call))


class Session:
    """An agent at that desk, turned by hand, and everything that it sealed."""

    def __init__(self, folder, policy=ALLOWED, focus="name"):
        self.clock = Clock()
        self.desk = Desk(self.clock, focus)
        self.home = Home(folder / "handrail")
        self.sent, self.told, self.shown = [], [], []
        self.cost = [0.0, 50_000_000]
        gate = Gate(policy)
        publisher = Publisher(
            DEVICE, "boot", gate, EPOCHS, CONTRACTS, lambda _, value, __: self.sent.append(value), self.clock.wall
        )
        rules = Rules(folder / "policy.toml", lambda _: policy)
        rules.load()
        around = Surroundings(
            self.clock,
            cpu=lambda: self.cost[0],
            memory=lambda: self.cost[1],
            tell=self.told.append,
            show=self.shown.append,
        )
        outlet = Outlet(publisher, gate, Journal())
        self.agent = Agent(self.desk, outlet, rules, Pauses(self.home, self.clock.moment), around)
        self.agent._begin()
        self.desk.start(self.agent.inbox.put, self.agent.detail)
        self.desk.turn, self.desk.due = lambda: self.agent.turn(0.0), self._due
        self.desk.wait(200)

    def _due(self):
        patience = self.agent._patience()
        return None if patience is None else self.clock.ns + math.ceil(patience * 1e9)

    def end(self):
        self.desk.wait(1_000)
        self.agent.outlet.close()
        return self

    @property
    def published(self):
        publishing = Publishing()
        publishing.sent = self.sent
        return publishing

    @property
    def events(self):
        return self.published.events

    @property
    def keys(self):
        return [event for event in self.events if isinstance(event, Key)]

    @property
    def text(self):
        return "".join(event.key for event in self.keys if event.down and len(event.key) == 1)
