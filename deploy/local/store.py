"""S3Proxy: an S3-compatible store over a folder, with signed requests only and exclusive creation."""

from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from deploy.local.choices import HOST, Choices
from deploy.local.home import Home, write_private
from deploy.local.jars import Jars
from deploy.local.server import Server, java, properties

BUCKET = "handrail"


def store(home: Home, jars: Jars, choices: Choices) -> Server:
    """Write the store's configuration and say how to run it."""
    config = home.config("store.properties")
    home.data("store").mkdir(mode=0o700, exist_ok=True)
    write_private(config, properties(_settings(home, choices)))
    return Server(
        name="store",
        title="S3 store",
        ports={"HTTP": choices.ports.store},
        address=endpoint(choices),
        command=java("-jar", str(jars.store()), "--properties", str(config), heap_mib=256),
        answers=lambda: _answers(choices),
    )


def endpoint(choices: Choices) -> str:
    """Where clients reach the store."""
    return f"http://{HOST}:{choices.ports.store}"


def access(choices: Choices) -> dict[str, str]:
    """How a role reaches the store, which knows one identity: the `[store]` table of its settings."""
    return {
        "endpoint": endpoint(choices),
        "bucket": BUCKET,
        "access_key": choices.store_key,
        "secret_key": choices.store_secret,
    }


def _settings(home: Home, choices: Choices) -> dict[str, str | int]:
    return {
        "s3proxy.endpoint": endpoint(choices),
        "s3proxy.authorization": "aws-v4",
        "s3proxy.identity": choices.store_key,
        "s3proxy.credential": choices.store_secret,
        "jclouds.provider": "filesystem-nio2",
        "jclouds.filesystem.basedir": str(home.data("store")),
    }


def _answers(choices: Choices) -> bool:
    """It is up when it refuses a request that nobody signed."""
    try:
        urlopen(endpoint(choices), timeout=2).close()  # noqa: S310  a constant scheme
    except HTTPError as refusal:
        refusal.close()
        return refusal.code == 403
    except (URLError, OSError):
        return False
    return False
