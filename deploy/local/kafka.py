"""Apache Kafka: one process that is broker and controller, SCRAM for clients, deny by default."""

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from deploy.local.choices import HOST, ROLES, Choices
from deploy.local.home import Home, write_private
from deploy.local.jars import Jars
from deploy.local.server import QUICK, Server, java, properties
from schemas.settings import Kafka

_LOGGING = """\
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %p %c %m%n
rootLogger.level=WARN
rootLogger.appenderRef.out.ref=out
"""


def kafka(home: Home, jars: Jars, choices: Choices) -> Server:
    """Write the broker's configuration and say how to run it."""
    ports, config, logging = choices.ports, home.config("kafka.properties"), home.config("kafka-log4j2.properties")
    write_private(config, properties(_settings(home, choices)))
    write_private(logging, _LOGGING)
    run = java(QUICK, f"-Dlog4j2.configurationFile={logging}", "-cp", jars.kafka(), heap_mib=512)
    format_arguments = home.config("kafka-format.args")
    write_private(format_arguments, _format(home, choices))
    return Server(
        name="kafka",
        title="Apache Kafka",
        ports={"clients": ports.kafka, "controller": ports.controller},
        address=f"{HOST}:{ports.kafka}",
        command=[*run, "kafka.Kafka", str(config)],
        answers=lambda: _answers(choices),
        first=[*run, "kafka.tools.StorageTool", f"@{format_arguments}"],
        first_done=home.data("kafka-formatted"),
    )


def access(choices: Choices, role: str) -> dict[str, str]:
    """How a role reaches the broker: the `[kafka]` table of its settings."""
    return {
        "bootstrap": f"{HOST}:{choices.ports.kafka}",
        "username": role,
        "password": choices.passwords[role],
        "security_protocol": "SASL_PLAINTEXT",
    }


def _settings(home: Home, choices: Choices) -> dict[str, str | int]:
    ports = choices.ports
    return _listeners(choices) | {
        "node.id": 1,
        "process.roles": "broker,controller",
        "controller.quorum.voters": f"1@{HOST}:{ports.controller}",
        "log.dirs": str(home.data("kafka")),
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:admin;User:controller",
        "allow.everyone.if.no.acl.found": "false",
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 8,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "transaction.state.log.num.partitions": 8,
        "group.initial.rebalance.delay.ms": 0,
        "broker.session.timeout.ms": 3_000,  # after a kill the broker waits for its old session to end
        "broker.heartbeat.interval.ms": 500,
        "num.network.threads": 2,
        "num.io.threads": 4,
        "log.cleaner.dedupe.buffer.size": 16 << 20,  # the default takes 128 MiB of heap
    }


def _listeners(choices: Choices) -> dict[str, str | int]:
    ports, passwords = choices.ports, choices.passwords
    scram = "org.apache.kafka.common.security.scram.ScramLoginModule"
    plain = "org.apache.kafka.common.security.plain.PlainLoginModule"
    controller = passwords["controller"]
    return {
        "listeners": f"CLIENTS://{HOST}:{ports.kafka},CONTROLLER://{HOST}:{ports.controller}",
        "advertised.listeners": f"CLIENTS://{HOST}:{ports.kafka}",
        "listener.security.protocol.map": "CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT",
        "inter.broker.listener.name": "CLIENTS",
        "controller.listener.names": "CONTROLLER",
        "sasl.enabled.mechanisms": "SCRAM-SHA-256",
        "sasl.mechanism.inter.broker.protocol": "SCRAM-SHA-256",
        "sasl.mechanism.controller.protocol": "PLAIN",
        "listener.name.clients.scram-sha-256.sasl.jaas.config": (
            f'{scram} required username="admin" password="{passwords["admin"]}";'
        ),
        "listener.name.controller.sasl.enabled.mechanisms": "PLAIN",
        "listener.name.controller.plain.sasl.jaas.config": (
            f'{plain} required username="controller" password="{controller}" user_controller="{controller}";'
        ),
    }


def _format(home: Home, choices: Choices) -> str:
    """The arguments that make the users, one a line: in a file, because a command line can be read by everyone."""
    users = (f"SCRAM-SHA-256=[name={role},password={choices.passwords[role]}]" for role in ROLES)
    config = str(home.config("kafka.properties"))
    words = ["format", "--ignore-formatted", "--cluster-id", choices.cluster, "--config", config]
    return "\n".join(words + [word for user in users for word in ("--add-scram", user)])


def _answers(choices: Choices) -> bool:
    admin = AdminClient(Kafka.model_validate(access(choices, "admin")).client() | {"log_level": 0})
    try:
        return bool(admin.list_topics(timeout=2).brokers)
    except KafkaException:
        return False
