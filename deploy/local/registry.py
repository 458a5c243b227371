"""Apicurio Registry behind its Confluent-compatible interface, on an embedded database."""

from urllib.error import URLError
from urllib.request import urlopen

from deploy.local.choices import HOST, Choices
from deploy.local.home import Home
from deploy.local.jars import Jars
from deploy.local.server import QUICK, Server, java


def registry(home: Home, jars: Jars, choices: Choices) -> Server:
    """Say how to run the registry."""
    ports = choices.ports
    # WRITE_DELAY=0: what was registered survives a kill.
    database = f"jdbc:h2:file:{home.data('registry')}/registry;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"
    settings = {
        "quarkus.http.host": HOST,
        "quarkus.http.port": ports.registry,
        "quarkus.management.host": HOST,  # without it the health port listens on every address
        "quarkus.management.port": ports.registry_health,
        "quarkus.log.level": "WARN",
        "quarkus.http.access-log.enabled": "false",
        'quarkus.log.category."io.apicurio".level': "WARN",
        "apicurio.storage.kind": "sql",
        "apicurio.storage.sql.kind": "h2",
        "apicurio.datasource.url": database,
    }
    flags = (f"-D{name}={value}" for name, value in settings.items())
    return Server(
        name="registry",
        title="Schema registry",
        ports={"HTTP": ports.registry, "health": ports.registry_health},
        address=url(choices),
        command=java(QUICK, *flags, "-jar", str(jars.registry()), heap_mib=384),
        answers=lambda: _answers(choices),
    )


def url(choices: Choices) -> str:
    """Where clients reach the registry."""
    return f"http://{HOST}:{choices.ports.registry}/apis/ccompat/v7"


def _answers(choices: Choices) -> bool:
    try:
        with urlopen(f"{url(choices)}/subjects", timeout=2) as answer:  # noqa: S310  a constant scheme
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
