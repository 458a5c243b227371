"""The bucket of the data set."""

from collections.abc import Iterator

from botocore.exceptions import BotoCoreError
from s3fs import S3FileSystem

from deploy.change import Change
from schemas.errors import HandrailError
from schemas.settings import Store


def apply(store: Store) -> Iterator[Change]:
    """Create the bucket where it is missing.

    Raises:
        HandrailError: the store does not answer or refuses.
    """
    files = S3FileSystem(
        key=store.access_key,
        secret=store.secret_key.get_secret_value(),
        endpoint_url=store.endpoint,
        client_kwargs={"region_name": store.region},
        config_kwargs={"connect_timeout": 5, "retries": {"total_max_attempts": 2}},
        skip_instance_cache=True,
    )
    try:
        if not _is_there(files, store.bucket):
            files.call_s3("create_bucket", Bucket=store.bucket, **_where(store.region))
            yield Change("bucket", store.bucket, "created")
    except (OSError, BotoCoreError) as fault:
        raise HandrailError(
            f"The store at {store.endpoint} refused the bucket {store.bucket} ({type(fault).__name__})."
        ) from None


def _where(region: str) -> dict[str, dict[str, str]]:
    """The constraint that S3 wants for every region but its first, for which it refuses one."""
    return {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}


def _is_there(files: S3FileSystem, bucket: str) -> bool:
    """Ask for the bucket itself: s3fs's `exists` and `mkdir` believe an answer that S3Proxy gives for any name."""
    try:
        files.call_s3("head_bucket", Bucket=bucket)
    except FileNotFoundError:
        return False
    return True
