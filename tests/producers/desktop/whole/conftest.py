from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from confluent_kafka.schema_registry import SchemaRegistryClient

from deploy.local.stack import Stack
from producers.desktop.home import Home
from tests.producers.desktop.desktops import Desktop
from tests.producers.desktop.test_run import POLICY, Enrolled
from tests.producers.desktop.whole.agents import Agent
from tests.producers.desktop.whole.brokers import Way, way_to
from tests.schemas.registered import Registered


@pytest.fixture
def agent(desktop: Desktop, tmp_path: Path) -> Agent:
    """An agent whose brokers are away for good: its spool holds everything."""
    enrolled = Enrolled(desktop, tmp_path)
    return Agent(desktop, enrolled.home, enrolled._private, Registered())


@pytest.fixture
def way(stack: Stack) -> Iterator[Way]:
    with way_to(stack.settings("producer").kafka.bootstrap) as way:
        yield way


@pytest.fixture
def connected(desktop: Desktop, stack: Stack, way: Way, tmp_path: Path) -> Iterator[Agent]:
    """An agent that sends, on a way that can be cut; it closes a batch each half a second."""
    with SchemaRegistryClient(stack.settings("worker").registry.client()) as registry:
        private = stack.settings("worker").keys.private
        assert private is not None
        quick = {"DRIVEN_BATCH": "500", "DRIVEN_JITTER": "1", "HANDRAIL_KAFKA__BOOTSTRAP": f"127.0.0.1:{way.port}"}
        agent = Agent(desktop, Home(tmp_path / "home"), private, registry, **quick)
        policy = tmp_path / "policy.toml"
        policy.write_text(POLICY, "utf-8")
        chosen = ["--device", uuid4().hex, "--policy", str(policy), "--yes", "--dir", str(stack.home.path)]
        assert agent.says("enroll", "Ada", *chosen)[0] == 0
        yield agent
