"""One round: load, faults, healing, the reference's reading of the same log, and the verdict."""

import time
from dataclasses import dataclass, field
from random import Random

from deploy.local.stack import Stack
from tests.system.chaos import log
from tests.system.chaos.author import Author
from tests.system.chaos.fire import harass, heal
from tests.system.chaos.load import load
from tests.system.chaos.plan import plan
from tests.system.chaos.proxy import FaultProxy
from tests.system.chaos.team import Team, team
from tests.system.chaos.verifier import Verdict, verify

REFERENCE = "handrail-reference"


@dataclass(slots=True)
class Arena:
    """Where rounds take place: the servers, the application under fire, the proxy before its store."""

    stack: Stack
    chaos: Team
    proxy: FaultProxy
    seed: int
    author: Author = field(init=False)

    def __post_init__(self) -> None:
        self.author = Author(self.stack)

    def round(self, number: int) -> Verdict:
        """Run a round and say what is wrong with the data of all rounds so far."""
        began, faults = time.monotonic(), plan(self.seed, number)
        print(f"\nround {number} (CHAOS_SEED={self.seed}), {len(faults)} faults", *faults, sep="\n  ", flush=True)
        with load(self.stack, Random(f"{self.seed} load {number}").randrange(1 << 31)):
            harass(self.chaos, self.proxy, self.author, faults)
        heal(self.chaos, self.proxy)
        verdict = self._judge()
        print(_summary(verdict, self.proxy, self.chaos, time.monotonic() - began), flush=True)
        return verdict

    def _judge(self) -> Verdict:
        self.author.flush()
        entries = log.entries(self.stack.settings("admin"))
        with team(self.stack, REFERENCE) as reference:
            reference.start()
            self.chaos.wait_complete(entries)
            reference.wait_complete(entries)
        return verify(entries, self.chaos.made(), reference.made())


def _summary(verdict: Verdict, proxy: FaultProxy, chaos: Team, seconds: float) -> str:
    counts = f"{verdict.batches} batches, {verdict.duplicates} duplicates, {verdict.dead} dead letters"
    requests = ", ".join(f"{count} {mode.value}" for mode, count in proxy.hit.items())
    made = f"{verdict.trajectories} trajectories, {len(verdict.excused)} of them withheld for time or a crash"
    ended = f"; ended by themselves: {', '.join(chaos.ended)}" if chaos.ended else ""
    return f"  so far {counts} → {made}; S3 requests: {requests}{ended}\n  {len(verdict.faults)} faults found, {seconds:.0f} s"
