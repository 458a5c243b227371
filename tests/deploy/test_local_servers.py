"""The running stack, seen from outside: what answers, to whom, and what it gives away."""

import stat
from typing import get_args
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest
from confluent_kafka import KafkaException, TopicCollection
from confluent_kafka.admin import AclOperation, AdminClient
from s3fs import S3FileSystem

from deploy.local.choices import load_or_choose
from deploy.local.stack import Stack
from schemas import topics
from schemas.settings import Kafka, Role

SERVERS = ("kafka", "registry", "store")
CLIENTS = ("producer", "worker", "sink", "auditor")


def admin(kafka: Kafka, **more: str | int) -> AdminClient:
    return AdminClient(kafka.client(**more) | {"log_level": 0})


def files(stack: Stack) -> S3FileSystem:
    store = stack.settings("sink").store
    assert store is not None
    return S3FileSystem(
        key=store.access_key, secret=store.secret_key.get_secret_value(), endpoint_url=store.endpoint, skip_instance_cache=True
    )


@pytest.mark.parametrize("role", get_args(Role))
def test_every_role_is_known_to_the_broker(stack: Stack, role: Role) -> None:
    assert admin(stack.settings(role).kafka).list_topics(timeout=20).brokers


def test_a_wrong_password_is_refused(stack: Stack) -> None:
    kafka = Kafka.model_validate(stack.settings("worker").kafka.model_dump() | {"password": "wrong"})
    with pytest.raises(KafkaException):
        admin(kafka).list_topics(timeout=3)


def test_a_client_without_a_name_is_refused(stack: Stack) -> None:
    nobody = AdminClient({"bootstrap.servers": stack.settings("worker").kafka.bootstrap, "log_level": 0})
    with pytest.raises(KafkaException):
        nobody.list_topics(timeout=3)


@pytest.mark.parametrize("role", CLIENTS)
def test_a_role_may_do_what_is_declared_and_nothing_else(stack: Stack, role: Role) -> None:
    names = [topic.name for topic in topics.ALL]
    client = admin(stack.settings(role).kafka)
    futures = client.describe_topics(TopicCollection(names), include_authorized_operations=True, request_timeout=20)
    for topic in topics.ALL:
        declared = {AclOperation[operation] for operation in topic.may.get(role, ())}
        if declared:
            assert set(futures[topic.name].result().authorized_operations) == declared | {AclOperation.DESCRIBE}
        else:
            with pytest.raises(KafkaException, match="TOPIC_AUTHORIZATION_FAILED"):
                futures[topic.name].result()


def test_the_registry_compares_with_every_version(stack: Stack) -> None:
    with urlopen(f"{stack.settings('worker').registry.url}/config") as answer:
        assert b"FULL_TRANSITIVE" in answer.read()


def test_the_store_refuses_what_nobody_signed(stack: Stack) -> None:
    store = stack.settings("sink").store
    assert store is not None
    with pytest.raises(HTTPError) as refusal:
        urlopen(f"{store.endpoint}/{store.bucket}")
    refusal.value.close()
    assert refusal.value.code == 403


def test_the_store_lets_one_of_two_create_a_file(stack: Stack) -> None:
    bucket, path = files(stack), "handrail/tests/exclusive"
    bucket.pipe_file(path, b"first", mode="create")
    try:
        with pytest.raises(OSError, match=r"."):
            bucket.pipe_file(path, b"second", mode="create")
        assert bucket.cat_file(path) == b"first"
    finally:
        bucket.rm_file(path)


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_listens_on_loopback_alone(stack: Stack, server: str) -> None:
    sockets = [socket for socket in stack.server(server).net_connections() if socket.status == psutil.CONN_LISTEN]
    assert sockets
    assert {socket.laddr.ip.removeprefix("::ffff:") for socket in sockets} == {"127.0.0.1"}


def test_the_supervisor_and_its_guards_listen_nowhere(stack: Stack) -> None:
    supervisor = psutil.Process(stack.run().pid)
    for process in (supervisor, *supervisor.children()):
        assert not [socket for socket in process.net_connections() if socket.status == psutil.CONN_LISTEN]


def test_no_secret_is_on_a_command_line_or_in_an_environment_or_a_log(stack: Stack) -> None:
    choices = load_or_choose(stack.home)
    secrets = [*choices.passwords.values(), choices.store_secret]
    supervisor = psutil.Process(stack.run().pid)
    for process in (supervisor, *supervisor.children(recursive=True)):
        seen = " ".join([*process.cmdline(), *process.environ().values()])
        assert not any(secret in seen for secret in secrets)
    for log in stack.home.log("any").parent.iterdir():
        text = log.read_text(errors="replace")
        assert not any(secret in text for secret in secrets)


def test_only_the_owner_may_look_into_the_folder(stack: Stack) -> None:
    for path in (stack.home.path, *stack.home.path.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_role_gets_no_secret_it_does_not_need(stack: Stack) -> None:
    with_store = {role for role in get_args(Role) if stack.settings(role).store}
    with_private_keys = {role for role in get_args(Role) if stack.settings(role).keys.private}
    assert with_store == {"admin", "sink", "auditor"}
    assert with_private_keys == {"admin", "worker"}


def test_settings_show_no_secret(stack: Stack) -> None:
    choices = load_or_choose(stack.home)
    shown = repr(choices) + "".join(repr(stack.settings(role)) for role in get_args(Role))
    assert not any(secret in shown for secret in (*choices.passwords.values(), choices.store_secret))
