"""What models leave of an address: the number of the house, the flat, the kind of street before the name they know."""

import re
from dataclasses import replace

from streams.redaction.detector import Span

RULE = "address"
_SURE = 0.4  # from which score on a place grows
_REACH = 48  # characters before a place that are looked at
_FLAT = (
    r"(?:apt|apto|apartment|apartamento|appartamento|appartement|wohnung|suite|ste|studio|unit|flat|floor|piso|piano|etage|"
    r"\u00e9tage|stock|bus|int|interno|scala|bloco|blok|bajo|escalera|puerta|andar|verdieping|box|po box|bp)"
)
_KIND = (
    r"(?:avenida|avenue|av|boulevard|calle|camino|carrer|carretera|chemin|corso|distrito|esplanada|estrada|glorieta|jardim|largo|"
    r"passeig|paseo|piazza|place|plaza|pra\u00e7a|ronda|rotonda|rua|r|rue|setor|strada|travessa|vale|via|viale|vicolo)"
)
_NAMED = r"(?:str|stra\u00dfe|strasse|straat|weg|gasse|allee|platz|ring|laan|dreef|baan|plein|gracht|kade|singel)"
_SMALL = r"(?:(?:da|das|de|del|della|der|des|di|do|dos|du|la|las|le|les|los)[ ])"
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:\d{{1,5}}[ ])?{_FLAT}\.?[ ](?:\d{{1,4}}[a-z]?,?[ ])?|s/|[^\W\d_]+{_NAMED}\.?,?[ ]"
    rf"|{_KIND}\.?[ ]{_SMALL}{{0,2}}(?:[^\W\d_]+,?[ ]){{0,2}})\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:,?[ ]\d{{1,5}}[a-z]?(?=,[ ]|\n|\Z|[ ]{_FLAT}\b))?(?:,?[ ]{_FLAT}\b\.?(?:[ ]\d{{1,4}}[a-z]?\b)?|,[ ]?s/n?\b)*",
    re.IGNORECASE,
)


def extended(span: Span, text: str) -> Span:
    """A place with the parts of its address around it; any other span as it is."""
    if span.entity_type != "LOCATION" or span.score < _SURE:
        return span
    after = _AFTER.match(text, span.end)
    before = _BEFORE.search(text[: span.start], max(0, span.start - _REACH))
    start, end = before.start() if before else span.start, after.end() if after else span.end
    return replace(span, start=start, end=end, rule=RULE) if end - start > span.end - span.start else span
