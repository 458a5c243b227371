"""`python -m bench.detection`: measures detection, prints the tables, writes REPORT.md; fails where a floor does not hold."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console

from bench.detection import recordings
from bench.detection.clean import controls
from bench.detection.corpus import corpus
from bench.detection.engine import Handrail
from bench.detection.examples import examples
from bench.detection.floors import broken
from bench.detection.keystreams import measure
from bench.detection.report import Measured, page
from bench.detection.samples import Sample
from bench.detection.score import Lost, lost, score
from schemas.errors import HandrailError
from streams.redaction.build import build

_REPORT = Path(__file__).parent / "REPORT.md"
_RECORDINGS = os.environ.get("HANDRAIL_RECORDINGS", "../shared/data")
_QUICK = (600, 10)  # texts, values in each scenario
_TO_ONE_CLEAN = 6  # generated texts

_path = click.Path(path_type=Path)


@click.command()
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same texts.")
@click.option("--texts", default=6_000, show_default=True, help="Generated texts.")
@click.option("--values", default=200, show_default=True, help="Values typed in each scenario.")
@click.option("--quick", is_flag=True, help="A few hundred texts, no recordings and no report: to see whether it works.")
@click.option("--examples", "shown", default=0, help="Show as many invented examples of what was missed, class by class.")
@click.option("--recordings", "folder", type=_path, default=_RECORDINGS, show_default=True, help="Holds inputlog/ and others.")
@click.option("--report", type=_path, default=_REPORT, help="Where the report is written.")
@click.option("--date", default="", help="Of the report.")
def main(seed: int, texts: int, values: int, *, quick: bool, shown: int, folder: Path, report: Path, date: str) -> None:
    """Measure how much of what is personal is found, how much else is, and what key streams leak."""
    sizes = _QUICK if quick else (texts, values)
    try:
        measured, classes = _measure(seed, sizes, None if quick else folder, date, shown)
    except HandrailError as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(page(measured))
    click.echo("".join(classes), nl=False)
    if not quick:
        report.write_text(page(measured), "utf-8")
    for sentence in measured.broken:
        click.echo(f"floor: {sentence}", err=True)
    sys.exit(bool(measured.broken))


def _measure(seed: int, sizes: tuple[int, int], folder: Path | None, date: str, shown: int) -> tuple[Measured, list[str]]:
    console = Console(stderr=True)
    texts, values = sizes
    with console.status("loading the models") as status:
        redactor = build()
        engine = Handrail(redactor)
        status.update("texts")
        samples = corpus(seed, texts)
        found = score(samples, engine.find(samples))
        status.update("key streams")
        streams = list(measure(redactor, seed, values))
        status.update("clean texts")
        spared, parts = _spared(engine, _clean(seed, texts // _TO_ONE_CLEAN, folder))
    detectors = ", ".join(f"{one['name']} {one['version']}" for one in redactor.detectors)
    head = {"date": date, "seed": f"{seed}, {len(samples):,} texts", "policy": redactor.policy_digest, "layers": detectors}
    measured = Measured(head, found, streams, spared, parts, broken(found, streams, spared))
    return measured, examples(found, streams, shown)


def _spared(
    engine: Handrail, sources: Mapping[str, Sequence[Sample]]
) -> tuple[dict[str, Lost], dict[tuple[str, str, str], Lost]]:
    """What clean texts lose, by source, and by source, language and shape."""
    whole, parts = {}, {}
    for name, samples in sources.items():
        found = engine.find(samples)
        whole[name] = lost(samples, found)
        for language, shape in sorted({(one.language, one.shape) for one in samples}):
            of_part = [at for at, one in enumerate(samples) if (one.language, one.shape) == (language, shape)]
            parts[name, language, shape] = lost([samples[at] for at in of_part], [found[at] for at in of_part])
    return whole, parts


def _clean(seed: int, count: int, folder: Path | None) -> dict[str, list[Sample]]:
    """Clean texts by source: the controls, and recordings where there are some."""
    recorded = recordings.texts(folder) if folder else []
    return {"clean controls": controls(seed, count), **({"recordings": recorded} if recorded else {})}


if __name__ == "__main__":
    main()
