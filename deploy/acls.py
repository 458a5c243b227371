"""Permissions: who may read and write which topic, commit in which group, and own which transactional id."""

from collections.abc import Iterator, Sequence
from typing import Any

from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ResourcePatternType,
    ResourceType,
)

from deploy.change import Change
from schemas.settings import Role
from schemas.topics import Topic

_LIMIT = 30.0  # seconds for one request
_PREFIX = "handrail"  # of every group and transactional id
_GROUPS: dict[Role, str] = {"worker": _PREFIX, "sink": _PREFIX, "auditor": f"{_PREFIX}-audit"}
_OURS = (ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)


def apply(admin: AdminClient, topics: Sequence[Topic]) -> Iterator[Change]:
    """Add the permissions that are declared and missing, take away those on our resources that nobody declared."""
    names = {topic.name for topic in topics}
    wanted, found = set(declared(topics)), _found(admin)
    missing = sorted(wanted - found, key=_describe)
    for future in (admin.create_acls(missing) if missing else {}).values():
        future.result(_LIMIT)
    yield from (Change("permission", _describe(acl), "added") for acl in missing)
    undeclared = sorted((acl for acl in found - wanted if _is_ours(acl, names)), key=_describe)
    for future in (admin.delete_acls([_exactly(acl) for acl in undeclared]) if undeclared else {}).values():
        future.result(_LIMIT)
    yield from (Change("permission", _describe(acl), "taken away") for acl in undeclared)
    for acl in sorted((acl for acl in found - wanted if not _is_ours(acl, names) and _reaches_us(acl, names)), key=_describe):
        yield Change("permission", _describe(acl), "reaches Handrail's data and covers more: look at it", left=True)


def declared(topics: Sequence[Topic]) -> Iterator[AclBinding]:
    """Every permission that is declared."""
    for topic in topics:
        for role, operations in topic.may.items():
            for operation in operations:
                yield _allow(ResourceType.TOPIC, topic.name, ResourcePatternType.LITERAL, role, operation)
    for role, prefix in _GROUPS.items():
        yield _allow(ResourceType.GROUP, prefix, ResourcePatternType.PREFIXED, role, "READ")
    for operation in ("WRITE", "DESCRIBE"):
        yield _allow(ResourceType.TRANSACTIONAL_ID, _PREFIX, ResourcePatternType.PREFIXED, "worker", operation)


def _allow(kind: ResourceType, name: str, pattern: ResourcePatternType, role: Role, operation: str) -> AclBinding:
    return AclBinding(kind, name, pattern, f"User:{role}", "*", AclOperation[operation], AclPermissionType.ALLOW)


def _found(admin: AdminClient) -> set[AclBinding]:
    anyone: Any = None  # confluent_kafka's types do not say that None means "any"
    everything = AclBindingFilter(
        ResourceType.ANY, anyone, ResourcePatternType.ANY, anyone, anyone, AclOperation.ANY, AclPermissionType.ANY
    )
    return set(admin.describe_acls(everything).result(_LIMIT))


def _exactly(acl: AclBinding) -> AclBindingFilter:
    return AclBindingFilter(
        acl.restype, acl.name, acl.resource_pattern_type, acl.principal, acl.host, acl.operation, acl.permission_type
    )


def _is_ours(acl: AclBinding, names: set[str]) -> bool:
    """Whether it is about one of our topics by name, or about names that all begin with our prefix."""
    if acl.restype == ResourceType.TOPIC:
        return acl.resource_pattern_type == ResourcePatternType.LITERAL and acl.name in names
    return acl.restype in _OURS and acl.name.startswith(_PREFIX)


def _reaches_us(acl: AclBinding, names: set[str]) -> bool:
    """Whether it allows something on one of our topics by a pattern, such as `*`."""
    if acl.restype != ResourceType.TOPIC or acl.permission_type != AclPermissionType.ALLOW:
        return False
    prefix = "" if acl.name == "*" else acl.name
    covers_many = acl.name == "*" or acl.resource_pattern_type == ResourcePatternType.PREFIXED
    return covers_many and any(name.startswith(prefix) for name in names)


def _describe(acl: Any) -> str:
    pattern = "*" if acl.resource_pattern_type == ResourcePatternType.PREFIXED else ""
    verb = "may" if acl.permission_type == AclPermissionType.ALLOW else "may not"
    kind = acl.restype.name.lower().replace("_", " ")
    return f"{acl.principal.removeprefix('User:')} {verb} {acl.operation.name} {kind} {acl.name}{pattern}"
