"""The independent verifier: from the log and the tables alone, by rules of its own, what is wrong with an application's data.

A fault is a sentence that names ids, places and numbers, never content. No fault means: every batch of the log is in exactly one
trajectory, each trajectory has its report in its device's chain, and all of it equals what an undisturbed application made.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise

from schemas.codec import encode, parsed
from tests.system.chaos.log import Entry, Letter
from tests.system.chaos.tables import Row, Tables, Version

BOOTS = 8  # of a device that are remembered
_OPENED = {"unsealable", "bad_body", "unreducible"}  # reasons found when a trajectory is finished: the batch had its place in it
_EXCUSES = {"timeout", "crash"}  # why a text may be withheld in one run and not in another
_CHAINED = {"report_digest", "previous_digest"}
_TEXTUAL = {"steps", "window_title", "texts_examined", "texts_withheld", "outcome", "findings"}


@dataclass(slots=True)
class Made:
    """What one application made of the log."""

    tables: Tables
    letters: list[Letter]


@dataclass(slots=True)
class Verdict:
    """What verification found, and what it counted on the way."""

    faults: list[str] = field(default_factory=list)
    batches: int = 0
    duplicates: int = 0
    trajectories: int = 0
    dead: int = 0
    excused: list[str] = field(default_factory=list)  # trajectories in which a text was withheld for time or a crash


def verify(log: Sequence[Entry], made: Made, reference: Made | None = None) -> Verdict:
    """Compare what an application made with the log, and with what the reference made of it."""
    verdict = Verdict(trajectories=len(made.tables.rows), dead=len(made.letters))
    accepted = _accepted(log, made.letters, verdict)
    verdict.faults += _letters(log, made.letters)
    verdict.faults += _complete(log, made.tables)
    verdict.faults += _repeated("trajectory", (row["trajectory_id"] for row in made.tables.rows))
    verdict.faults += _repeated("report of trajectory", (row["trajectory_id"] for row in made.tables.reports))
    verdict.faults += _covered(accepted, made)
    verdict.faults += _chained(made.tables)
    verdict.faults += _truthful(accepted, made.tables)
    if reference:
        verdict.excused = sorted(_excused(made.tables.rows) | _excused(reference.tables.rows))
        verdict.faults += _equal(made, reference, set(verdict.excused))
    return verdict


def _accepted(log: Sequence[Entry], letters: Sequence[Letter], verdict: Verdict) -> dict[str, list[Entry]]:
    """Every device's batches that are no duplicates, in the order of the log."""
    refused = {letter.place for letter in letters if letter.reason not in _OPENED}
    boots: dict[str, dict[str, int]] = defaultdict(dict)  # device → boot → next sequence
    accepted: dict[str, list[Entry]] = defaultdict(list)
    for entry in log:
        header = entry.header
        if header is None or entry.place in refused:
            continue
        known = boots[header["device_id"]]
        if header["sequence"] < known.get(header["boot_id"], 0):
            verdict.duplicates += 1
            continue
        known.pop(header["boot_id"], None)
        known[header["boot_id"]] = header["sequence"] + 1
        boots[header["device_id"]] = dict(list(known.items())[-BOOTS:])
        accepted[header["device_id"]].append(entry)
        verdict.batches += 1
    return accepted


def _letters(log: Sequence[Entry], letters: Sequence[Letter]) -> Iterator[str]:
    """What is no batch is a dead letter, once; a dead letter is of something that is there."""
    places, known = Counter(letter.place for letter in letters), {entry.place for entry in log}
    yield from (f"record {place} is no batch and no dead letter" for place in _garbage(log) - places.keys())
    yield from (f"record {place} is {count} dead letters" for place, count in places.items() if count > 1)
    yield from (f"a dead letter names {place}, where nothing is" for place in places.keys() - known)


def _garbage(log: Sequence[Entry]) -> set[tuple[int, int]]:
    return {entry.place for entry in log if entry.header is None}


def _complete(log: Sequence[Entry], tables: Tables) -> Iterator[str]:
    """Both tables say that they hold everything there is in the log."""
    for name, marks in tables.marks.items():
        for entry in {entry.partition: entry for entry in log}.values():
            if (marks[entry.partition] or 0) <= entry.append_time:
                yield f"{name} is not valid through the end of partition {entry.partition}"


def _truthful(accepted: dict[str, list[Entry]], tables: Tables) -> Iterator[str]:
    """At every version, what was said to be complete was; and it was never taken back."""
    firsts = {_id("trajectory", entry): entry for batches in accepted.values() for entry in batches}
    begun = [(key, firsts[key]) for key in _ids(tables.rows) & firsts.keys()]
    for number, version in enumerate(tables.versions):
        absent = [key for key, first in begun if key not in version.ids and first.append_time < _mark(version, first.partition)]
        if absent:
            yield f"version {number} said to be valid beyond trajectory {min(absent)}, which came later ({len(absent)} such)"
    for number, (before, after) in enumerate(pairwise(tables.versions), start=1):
        if any(_mark(after, partition) < _mark(before, partition) for partition in range(len(before.marks))):
            yield f"version {number} took a watermark back"


def _mark(version: Version, partition: int) -> int:
    return version.marks[partition] or 0


def _repeated(what: str, ids: Iterable[str]) -> Iterator[str]:
    return (f"{what} {key} is there {count} times" for key, count in Counter(ids).items() if count > 1)


def _covered(accepted: dict[str, list[Entry]], made: Made) -> Iterator[str]:
    """The trajectories of a device, in order, take up its batches, in order, each exactly once."""
    lost = {letter.place for letter in made.letters if letter.reason in _OPENED}
    rows = _by_device(made.tables.rows)
    for device in sorted(accepted.keys() | rows.keys()):
        yield from _covered_device(device, rows[device], list(accepted[device]), lost)


def _covered_device(device: str, rows: list[Row], left: list[Entry], lost: set[tuple[int, int]]) -> Iterator[str]:
    session = ""
    for row in rows:
        while left and left[0].place in lost and _id("trajectory", left[0]) != row["trajectory_id"]:
            left.pop(0)  # a trajectory of which nothing could be opened: all of it is dead letters
        taken, left = left[: row["batch_count"]], left[row["batch_count"] :]
        if not taken:
            yield f"trajectory {row['trajectory_id']} of device {device} holds batches that the log does not"
            return
        session = _id("session", taken[0]) if row["trajectory_index"] == 0 else session
        expected = _summary(taken, session)
        wrong = [name for name, value in expected.items() if row[name] != value]
        if wrong:
            yield f"trajectory {row['trajectory_id']} of device {device} differs from its batches in {', '.join(wrong)}"
            return  # whatever follows would be out of step
    missing = [entry.place for entry in left if entry.place not in lost]
    if missing:
        yield f"{len(missing)} batches of device {device} are in no trajectory, the first at {missing[0]}"


def _summary(batches: Sequence[Entry], session: str) -> Row:
    """What the row of a trajectory says that is made of these batches."""
    headers = [entry.header for entry in batches if entry.header]
    return {
        "trajectory_id": _id("trajectory", batches[0]),
        "session_id": session,
        "subject": headers[0]["subject"],
        "start_time": headers[0]["first_time"],
        "end_time": max(headers[0]["first_time"], *(header["last_time"] for header in headers)),  # clocks may go back
        "batch_count": len(headers),
        "event_count": sum(header["event_count"] for header in headers),
    }


def _id(kind: str, entry: Entry) -> str:
    assert entry.header
    first = f"{entry.header['device_id']}\0{entry.header['boot_id']}\0{entry.header['sequence']}"
    return blake2b(first.encode(), digest_size=16, person=kind.encode()).hexdigest()


def _by_device(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows of each device, in the order of its trajectories, times as epoch milliseconds."""
    devices: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["session_index"], row["trajectory_index"])):
        devices[row["device_id"]].append(_plain(row))
    return devices


def _plain(row: Row) -> Row:
    times: Row = {name: round(row[name].timestamp() * 1000) for name in ("start_time", "end_time") if name in row}
    return {**row, **times, "date": row["date"].isoformat()}


def _chained(tables: Tables) -> Iterator[str]:
    """Every trajectory names its report, and every report the one of the trajectory before."""
    reports = {report["trajectory_id"]: _plain(report) for report in tables.reports}
    yield from (f"report of {key}, which is no trajectory" for key in reports.keys() - _ids(tables.rows))
    yield from (f"trajectory {key} has no report" for key in _ids(tables.rows) - reports.keys())
    for rows in _by_device(tables.rows).values():
        previous = ""
        for row in (row for row in rows if row["trajectory_id"] in reports):
            report = reports[row["trajectory_id"]]
            if report["previous_digest"] != previous:
                yield f"the report of {row['trajectory_id']} does not follow the one before"
            previous = blake2b(encode(parsed("RedactionReport"), report), digest_size=32).hexdigest()
            if row["report_digest"] != previous:
                yield f"trajectory {row['trajectory_id']} names another report than it has"


def _equal(made: Made, reference: Made, excused: set[str]) -> Iterator[str]:
    """Rows, reports and dead letters are those of the reference, column by column."""
    devices = {row["device_id"] for row in reference.tables.rows if row["trajectory_id"] in excused}

    def allowed(row: Row) -> set[str]:
        chained = _CHAINED if row["device_id"] in devices else set()
        return chained | (_TEXTUAL if row["trajectory_id"] in excused else set())

    yield from _same("trajectory", made.tables.rows, reference.tables.rows, allowed)
    yield from _same("report of", made.tables.reports, reference.tables.reports, allowed)
    theirs = Counter(reference.letters)
    for letter in (Counter(made.letters) - theirs) + (theirs - Counter(made.letters)):
        yield f"record {letter.place} is a dead letter ({letter.reason}) of one application alone"


def _same(what: str, ours: list[Row], theirs: list[Row], allowed: Callable[[Row], set[str]]) -> Iterator[str]:
    mine, other = ({row["trajectory_id"]: row for row in rows} for rows in (ours, theirs))
    yield from (f"{what} {key} is not in the reference" for key in mine.keys() - other.keys())
    yield from (f"{what} {key} is in the reference alone" for key in other.keys() - mine.keys())
    for key in mine.keys() & other.keys():
        differing = {name for name in mine[key] if mine[key][name] != other[key][name]} - allowed(mine[key])
        if differing:
            yield f"{what} {key} differs from the reference in {', '.join(sorted(differing))}"


def _excused(rows: Iterable[Row]) -> set[str]:
    return {row["trajectory_id"] for row in rows if any(step["withheld"] in _EXCUSES for step in row["steps"])}


def _ids(rows: Iterable[Row]) -> set[str]:
    return {row["trajectory_id"] for row in rows}
