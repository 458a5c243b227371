"""`topics apply` against real servers: it repairs what differs and then has nothing left to do."""

import json

import pytest
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    ResourcePatternType,
    ResourceType,
)
from confluent_kafka.schema_registry import Schema, SchemaRegistryClient

from deploy import subjects
from deploy.local.stack import Stack
from deploy.topics import apply
from schemas import codec, topics
from schemas.errors import HandrailError


@pytest.fixture
def admin(stack: Stack) -> AdminClient:
    return AdminClient(stack.settings("admin").kafka.client())


def allow(name: str, pattern: ResourcePatternType) -> AclBinding:
    return AclBinding(ResourceType.TOPIC, name, pattern, "User:guest", "*", AclOperation.READ, AclPermissionType.ALLOW)


def add(admin: AdminClient, acl: AclBinding) -> None:
    for future in admin.create_acls([acl]).values():
        future.result(20)


def test_a_second_apply_changes_nothing(stack: Stack) -> None:
    assert apply(stack.settings("admin")) == []


def test_an_undeclared_permission_on_a_topic_is_taken_away(stack: Stack, admin: AdminClient) -> None:
    add(admin, allow("interactions", ResourcePatternType.LITERAL))
    (change,) = apply(stack.settings("admin"))
    assert (change.what, change.name, change.how) == ("permission", "guest may READ topic interactions", "taken away")
    assert apply(stack.settings("admin")) == []


@pytest.mark.parametrize(("name", "pattern"), [("*", ResourcePatternType.LITERAL), ("inter", ResourcePatternType.PREFIXED)])
def test_a_permission_that_covers_more_is_shown_and_left(
    stack: Stack, admin: AdminClient, name: str, pattern: ResourcePatternType
) -> None:
    wide = allow(name, pattern)
    add(admin, wide)
    try:
        assert [change.left for change in apply(stack.settings("admin"))] == [True]
    finally:
        exactly = AclBindingFilter(wide.restype, name, pattern, wide.principal, "*", wide.operation, wide.permission_type)
        for future in admin.delete_acls([exactly]).values():
            future.result(20)


@pytest.mark.parametrize(
    ("setting", "value", "how"),
    [("retention.ms", "1000000000", f"set to {72 * topics.HOUR}"), ("segment.bytes", "123456789", "back to the default")],
)
def test_a_setting_that_differs_is_set_back(stack: Stack, admin: AdminClient, setting: str, value: str, how: str) -> None:
    entry = ConfigEntry(setting, value, incremental_operation=AlterConfigOpType.SET)
    changed = ConfigResource(ResourceType.TOPIC, "interactions", incremental_configs=[entry])
    for future in admin.incremental_alter_configs([changed]).values():
        future.result(20)
    assert [(change.name, change.how) for change in apply(stack.settings("admin"))] == [(f"interactions {setting}", how)]
    assert apply(stack.settings("admin")) == []


def test_another_partition_count_is_refused_before_anything_is_done(stack: Stack) -> None:
    settings = stack.settings("admin").model_copy(update={"partitions": 5})
    with pytest.raises(HandrailError, match="has 4 partitions, the settings say 5"):
        apply(settings)


def test_an_incompatible_schema_is_refused(stack: Stack) -> None:
    schema = json.loads(codec.text("Tick"))
    schema["fields"].append({"name": "added", "type": "string"})
    with (
        SchemaRegistryClient({"url": stack.settings("admin").registry.url}) as registry,
        pytest.raises(HandrailError, match=r"interactions-handrail\.Tick may not follow"),
    ):
        list(subjects.register(registry, "interactions-handrail.Tick", Schema(json.dumps(schema), "AVRO")))


def test_every_record_of_every_topic_has_a_subject(stack: Stack) -> None:
    with SchemaRegistryClient({"url": stack.settings("worker").registry.url}) as registry:
        assert set(registry.get_subjects()) == set(subjects.subjects())


def test_servers_that_do_not_answer_are_one_sentence(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = stack.settings("admin")
    monkeypatch.setattr("deploy.topics._LIMIT", 1.0)
    nowhere = settings.model_copy(update={"kafka": settings.kafka.model_copy(update={"bootstrap": "127.0.0.1:1"})})
    with pytest.raises(HandrailError, match=r"^Kafka at 127\.0\.0\.1:1 "):
        apply(nowhere)
    for part in ("registry", "store"):
        field = {"registry": "url", "store": "endpoint"}[part]
        changed = getattr(settings, part).model_copy(update={field: "http://127.0.0.1:1"})
        with pytest.raises(HandrailError, match=r"at http://127\.0\.0\.1:1"):
            apply(settings.model_copy(update={part: changed}))
