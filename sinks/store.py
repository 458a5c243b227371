"""The S3 store: its two clients (files through s3fs, the log through delta-rs), exclusive writes, and its faults in words."""

import asyncio
from typing import Any

import s3fs
from botocore.exceptions import BotoCoreError, ClientError
from deltalake.exceptions import DeltaError
from fsspec.asyn import sync

from schemas.errors import HandrailError
from schemas.settings import Store
from sinks.retry import Server

FAULTS = (OSError, BotoCoreError, ClientError, DeltaError)
"""What the two clients raise when the store fails. All of it may pass: what cannot is found by the probe at start-up."""

_CONNECT = 2  # seconds
_ANSWER = 5  # seconds: a frozen store must not keep the process from ending within ten
_SLOWEST = 2 << 20  # bytes a second of an upload that is worth waiting for


def filesystem(store: Store) -> Any:
    """The s3fs client, which tries once and keeps no listing."""
    client = s3fs.S3FileSystem(
        key=store.access_key,
        secret=store.secret_key.get_secret_value(),
        endpoint_url=store.endpoint,
        client_kwargs={"region_name": store.region},
        config_kwargs={"connect_timeout": _CONNECT, "read_timeout": _ANSWER, "retries": {"max_attempts": 0}},
        skip_instance_cache=True,
        use_listings_cache=False,
    )
    client.retries = 1
    return client


def options(store: Store) -> dict[str, str]:
    """The options of delta-rs for the sink, which waits and tries again by itself."""
    return reader_options(store) | {
        "connect_timeout": f"{_CONNECT}s",
        "timeout": f"{_ANSWER}s",
        "max_retries": "0",
        "retry_timeout": f"{_ANSWER}s",
    }


def reader_options(store: Store) -> dict[str, str]:
    """The options by which delta-rs, and whatever reads through it, reaches the store."""
    return {
        "aws_endpoint": store.endpoint,
        "aws_region": store.region,
        "aws_access_key_id": store.access_key,
        "aws_secret_access_key": store.secret_key.get_secret_value(),
        "aws_allow_http": str(store.endpoint.startswith("http://")).lower(),
        "aws_virtual_hosted_style_request": "false",
        "aws_conditional_put": "etag",
    }


def server(store: Store) -> Server:
    """The store, as something to wait for."""
    return Server("store", FAULTS, lambda error: fault(error, store))


def create(files: Any, path: str, content: bytes) -> None:
    """Write a file that must not exist yet.

    s3fs's own time-outs do not end a PUT to a store that accepts the connection and then says nothing, hence one of ours.

    Raises:
        OSError: it exists (FileExistsError or EINVAL, as stores differ), or the store failed.
    """
    sync(files.loop, _within, _ANSWER + len(content) / _SLOWEST, files, path, content)


async def _within(seconds: float, files: Any, path: str, content: bytes) -> None:
    await asyncio.wait_for(files._pipe_file(path, content, mode="create"), seconds)  # noqa: SLF001  the public name is not async


def fault(error: BaseException, store: Store) -> str:
    """What the store did, as the end of a sentence that begins with nothing. Never quotes the answer: it may hold a signature."""
    text, where = str(error), f"the S3 store at {store.endpoint}"
    if isinstance(error, PermissionError) or "403 Forbidden" in text or "privileges" in text:
        return f"{where} refuses the access key in [store] for the bucket {store.bucket}"
    if isinstance(error, FileNotFoundError) or "NoSuchBucket" in text:
        return f"{where} has no bucket {store.bucket}"
    return f"{where} does not answer as it should ({_kind(error)})"


def _kind(error: BaseException) -> str:
    text = str(error).lower()
    if isinstance(error, TimeoutError) or "timed out" in text or "timeout" in text:
        return "time-out"
    if "connect" in text:
        return "no connection"
    return type(error).__name__


def refusal(error: BaseException, store: Store) -> HandrailError | None:
    """The error that no waiting cures, as what is shown to the user; None when it may pass."""
    if isinstance(error, PermissionError | FileNotFoundError):
        sentence = fault(error, store)
        return HandrailError(f"{sentence[0].upper()}{sentence[1:]}.")
    return None
