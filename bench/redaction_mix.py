"""A fixed mix of texts as desktops show them and people type them; no text comes twice."""

import random
import re
from collections.abc import Callable, Iterator
from itertools import count

from bench.detection import clean, corpus, secrets
from bench.detection.samples import Sample

SHARES = {
    "window titles": 20,
    "labels": 25,
    "URLs and paths": 10,
    "prose": 15,
    "chat": 8,
    "bare fields": 8,
    "secrets": 3,
    "log lines": 6,
    "code": 5,
}
"""Percent of each class."""

_PERSONAL = 0.35  # share of titles and prose in which a person appears
_TEMPLATES = 2_000  # texts drawn at once from the generators of the detection corpus
_DONE = """
Open Close Copy Move Show Hide Rename Export Print Remove: all items, the table, this column, the last version, new comments
Öffnen Schließen Kopieren Anzeigen Ausblenden Umbenennen Drucken: alle Elemente, Tabelle, diese Spalte, letzte Version, Ordner
Ouvrir Fermer Copier Déplacer Afficher Masquer Imprimer: tous les éléments, le tableau, cette colonne, la version, le dossier
Abrir Cerrar Copiar Mover Mostrar Ocultar Imprimir: todos los elementos, la tabla, esta columna, los comentarios, la carpeta
Apri Chiudi Copia Sposta Mostra Nascondi Stampa: tutti gli elementi, la tabella, questa colonna, i commenti, la cartella
Openen Sluiten Kopiëren Verplaatsen Tonen Verbergen: alle items, de tabel, deze kolom, de laatste versie, nieuwe opmerkingen
Abrir Fechar Copiar Mover Exibir Ocultar Imprimir: todos os itens, a tabela, esta coluna, a versão, os comentários, a pasta
""".strip().splitlines()
_WHERE = ("", "...", " ({N})", " (Ctrl+{L})", " ({N} of {M})", " - {N} %")
_URLS = """
https://app.example.com/projects/{N}/issues?sort=updated&page={M}
https://docs.example.org/{W}/{W}-{W}.html#section-{M}
https://mail.example.com/mail/u/0/#inbox/{W}/{N}
http://localhost:{N}/{W}/{W}?tab={W}
https://www.example.de/{W}/artikel/{N}-{W}
C:\\Program Files\\{W}\\{W}-{N}.exe
/usr/share/{W}/{W}/{N}.conf
\\\\fileserver\\{W}\\{W} {M}.xlsx
""".strip().splitlines()
_LOGS = """
2026-{P}-{P}T{P}:{M}:{P}Z INFO worker[{M}]: processed {N} records in {M}.{M} s
[{P}:{M}:{P}] WARN {W}: retry {M} of 5 after {N} ms
ERROR {W}.{W}: connection refused (errno {N})
{N} {W} {W}/{W} 200 {N} "GET /{W}/{W}"
npm warn deprecated {W}@{M}.{M}.{M}: use {W} instead
""".strip().splitlines()
_WITH_SECRETS = """
{}
token: {}
export API_KEY={}
{W}_secret = "{}"
curl -H 'Authorization: Bearer {}' {W}
""".strip().splitlines()
_CODE = """
for {W} in range({N}): total += {W}
const {W} = await fetch('/api/{W}/{N}');
SELECT {W}, count(*) FROM {W} WHERE id > {N} GROUP BY 1
def {W}_{W}(value: int = {N}) -> None:
docker run --rm -p {N}:80 {W}/{W}:{M}.{M}
git commit -m "{W}: fix {W} ({N})"
=SUMIFS({W}!A1:A{N}; B1:B{M}; ">{N}")
""".strip().splitlines()
_WORDS = """
    account archive batch billing branch buffer cache chart client column config deploy detail draft editor event export filter
    folder format gateway history import index invoice items layout metric module network order output panel parser policy
    project query queue record region report request router schema search server session setting shipping status stream summary
    system table target theme thread ticket token update usage vendor version widget window worker
"""
_SLOT = re.compile(r"\{([A-Z])\}")


def mix(seed: int, number: int) -> dict[str, list[str]]:
    """Texts by class, `number` in all, each once; the same seed gives the same texts."""
    chance = random.Random(f"{seed} mix")
    seen: set[str] = set()
    return {kind: _distinct(_CLASSES[kind](chance), number * share // 100, seen) for kind, share in SHARES.items()}


def _distinct(texts: Iterator[str], number: int, seen: set[str]) -> list[str]:
    chosen: list[str] = []
    while len(chosen) < number:
        text = next(texts)
        if text not in seen:
            seen.add(text)
            chosen.append(text)
    return chosen


def _shaped(generate: Callable[[int, int], list[Sample]], chance: random.Random, *shapes: str) -> Iterator[str]:
    for _ in count():
        samples = generate(chance.getrandbits(32), _TEMPLATES)
        yield from (sample.text for sample in samples if sample.shape in shapes)


def _some_personal(chance: random.Random, clean_shape: str, *shapes: str) -> Iterator[str]:
    plain, personal = _shaped(clean.controls, chance, clean_shape), _shaped(corpus.corpus, chance, *shapes)
    while True:
        yield next(personal if chance.random() < _PERSONAL else plain)


def _labels(chance: random.Random) -> Iterator[str]:
    plain = _shaped(clean.controls, chance, "ui")
    while True:
        verbs, _, things = chance.choice(_DONE).partition(": ")
        made = f"{chance.choice(verbs.split())} {chance.choice(things.split(', '))}{chance.choice(_WHERE)}"
        yield _fill(made, chance) if chance.random() < 0.8 else next(plain)


def _secrets(chance: random.Random) -> Iterator[str]:
    while True:
        template = chance.choice(_WITH_SECRETS)
        yield _fill(template.replace("{}", secrets.secret(chance)), chance)


def _of(templates: list[str]) -> Callable[[random.Random], Iterator[str]]:
    def texts(chance: random.Random) -> Iterator[str]:
        while True:
            yield _fill(chance.choice(templates), chance)

    return texts


def _fill(template: str, chance: random.Random) -> str:
    return _SLOT.sub(lambda slot: _FILLINGS[slot[1]](chance), template)


_FILLINGS: dict[str, Callable[[random.Random], str]] = {
    "N": lambda chance: str(
        chance.choice([chance.randrange(2, 1_000), chance.randrange(1_000, 9_999), chance.randrange(100_000)])
    ),
    "M": lambda chance: str(chance.randrange(10, 60)),
    "P": lambda chance: f"{chance.randrange(1, 13):02}",
    "L": lambda chance: chance.choice("ABCDEFGHJKLMNOPRSTUVXYZ"),
    "W": lambda chance: chance.choice(_WORDS.split()),
}
_CLASSES: dict[str, Callable[[random.Random], Iterator[str]]] = {
    "window titles": lambda chance: _some_personal(chance, "title", "title"),
    "labels": _labels,
    "URLs and paths": _of(_URLS),
    "prose": lambda chance: _some_personal(chance, "typed", "prose", "email"),
    "chat": lambda chance: _shaped(corpus.corpus, chance, "chat"),
    "bare fields": lambda chance: _shaped(corpus.corpus, chance, "field"),
    "secrets": _secrets,
    "log lines": _of(_LOGS),
    "code": _of(_CODE),
}
