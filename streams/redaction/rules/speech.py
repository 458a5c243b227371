"""What stands beside a label and is no value: remarks about it, types and references in code, values that are masked already."""

import re

_MARKS = ".,:;!?()[]{}*•·…\"'`"
_DRAWN = re.compile(r"[\d!@#$%^&*_+=]|\?\w|[a-z][A-Z]")
_REMARKS = """
    required optional incorrect invalid wrong changed expired reset hidden protected manager policy must should cannot been
    none null nil true false undefined enter forgot show hide confirm weak strong see sent set unset empty missing unknown
    default n/a na tbd todo yes no string str text int integer bool boolean bytes any varchar char field input type number
    object file prompt correct same new old case-sensitive mandatory saved stored encrypted hashed removed deleted disabled
    enabled updated accepted rejected denied valid failed successful here below above attached redacted masked please not only
    also already needed compromised leaked safe secure short long available active inactive pending private public shared
    given known provided generated random visible blank erforderlich optional falsch ungueltig ungültig geändert abgelaufen
    zurückgesetzt vergessen anzeigen eingeben siehe leer unbekannt pflichtfeld notwendig gespeichert geheim sicher unsicher
    stark schwach richtig korrekt muss darf nicht wird wurde bitte keine kein requis requise obligatoire facultatif
    facultative incorrect expiré oublié afficher masquer saisir voir vide inconnu aucun aucune faible fort doit ne requerido
    requerida obligatorio obligatoria opcional incorrecta incorrecto inválida caducada olvidada mostrar ocultar introduzca ver
    vacío ninguna ninguno desconocido débil fuerte debe no richiesto richiesta obbligatorio obbligatoria facoltativo
    facoltativa errata sbagliata scaduta dimenticata mostra nascondi inserisci vedi vuoto nessuna nessuno debole forte deve
    non vereist verplicht optioneel onjuist verlopen vergeten tonen verbergen invoeren zie leeg onbekend geen zwak sterk moet
    niet obrigatório obrigatória opcional incorreta inválida expirada esquecida mostrar ocultar insira ver vazio nenhuma
    nenhum desconhecido fraca forte não
"""
_SPEECH = frozenset(_REMARKS.split())
_OPENERS_WORDS = """
    must should cannot required optional not none enter see use click please is was has may will can at contact ask forgot
    reset changed same only needs expired incorrect invalid wrong muss darf bitte siehe nicht eingeben erforderlich wird wurde
    doit voir saisir ne pas requis obligatoire debe ver no introduzca requerido deve vedi inserisci non moet zie voer niet
    vereist insira não str string int integer bool boolean bytes any none null undefined
"""
_OPENERS = frozenset(_OPENERS_WORDS.split())
_REFERENCE = re.compile(
    r"\$\{{1,2}[\w .:-]*\}?\}?|\$[A-Z_]{3,}|%[A-Z_]{3,}%|\{\{?[\w .-]*\}?\}|<[A-Za-z_ -]{2,40}>|%[sd](?!\w)\S*|%\(\S*|:\w+|\?"
    r"|(?:os|process|self|this|config|settings|request|req|args|env|secrets|vars|var|local|data|params|options|opts|props)\.[\w.\[\]\"'()-]*"
    r"|[A-Za-z_][\w.]{0,60}(?:\(|\[[\"'\w]).*",
    re.DOTALL,
)
_SERVICE_WORDS = """
    admin administrator root sa app user users guest test tester system service public postgres mysql oracle git www-data
    nobody daemon anonymous default me you all everyone null none true false string str varchar text int integer failed
    success successful error denied ok name password id login logout username runner ubuntu ec2-user jenkins deploy ci bot api
    demo example sys dba readonly backend frontend web docker vagrant pi required optional invalid unknown not already sign in
    page form session
"""
_SERVICE = frozenset(_SERVICE_WORDS.split())


def not_speech(value: str) -> bool:
    """Whether a value beside a label is more than a remark about it, as in `Password: required`, and than a name in code."""
    bare = value.strip(_MARKS).lower()
    return bare not in _SPEECH and any(map(str.isalnum, value)) and not _REFERENCE.fullmatch(value.strip("\"',;"))


def not_a_word(value: str) -> bool:
    """Whether a value in running text is no word of the language, unlike in `the password is wrong`."""
    return not_speech(value) and bool(_DRAWN.search(value.rstrip(_MARKS)))


def no_remark(value: str) -> bool:
    """Whether the words beside a label are more than a remark about it, as in `Password: must be set`."""
    first = value.split(maxsplit=1)[0].strip(_MARKS).lower()
    return first not in _OPENERS and not_speech(value) and not any(char in value for char in "=;&")


def key_like(value: str) -> bool:
    """Whether what is assigned to a key is more than a setting, as in `token: enabled`."""
    return not_a_word(value) or (len(value) >= 12 and not_speech(value))


def mixed(value: str) -> bool:
    """Whether a value beside the name of a key holds letters and digits."""
    return len(value) >= 8 and any(map(str.isdigit, value)) and any(map(str.isalpha, value))


def a_user(value: str) -> bool:
    """Whether a user name is a person's, not that of a service."""
    return value.lower() not in _SERVICE and not_speech(value)
