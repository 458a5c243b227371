"""Pins what the local stack runs: `python -m deploy.local.lock` resolves the versions below anew and prints `jars.lock`.

A start reads the lock alone, so no version is chosen on a user's machine and every byte that runs has a known SHA-256.
"""

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jgo.maven import Artifact, MavenContext

KAFKA = "org.apache.kafka:kafka_2.13:4.1.2"
LOG_BINDING = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.3"
REGISTRY = "io.apicurio:apicurio-registry-app:3.3.3:all:tar.gz"
STORE = "org.gaul:s3proxy:4.1.0:jar-with-dependencies:jar"


def class_path(maven: MavenContext) -> Iterator[Artifact]:
    """Kafka's jars, Kafka itself first.

    The log binding is resolved apart and without its dependencies: resolved together, its managed versions
    replace Kafka's own (kafka-clients 3.8 under a 4.1 broker).
    """
    kafka = maven.create_dependency(KAFKA)
    _, needed = maven.resolver.resolve([kafka])
    yield kafka.artifact
    yield from (dependency.artifact for dependency in needed)
    yield maven.create_dependency(LOG_BINDING).artifact


def archive(maven: MavenContext, coordinate: str) -> Artifact:
    """One artifact that is taken as it is."""
    group, name, version, classifier, packaging = coordinate.split(":")
    return maven.project(group, name).at_version(version).artifact(classifier, packaging)


def line(use: str, artifact: Artifact) -> str:
    """One line of the lock: use, coordinate, size in bytes, SHA-256."""
    content = artifact.resolve().read_bytes()
    coordinate = ":".join(
        (artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier or "-", artifact.packaging)
    )
    return f"{use} {coordinate} {len(content)} {hashlib.sha256(content).hexdigest()}"


def main() -> None:
    """Print the lock."""
    with tempfile.TemporaryDirectory() as scratch:
        maven = MavenContext(repo_cache=Path(scratch))
        for artifact in class_path(maven):
            sys.stdout.write(line("kafka", artifact) + "\n")
        sys.stdout.write(line("registry", archive(maven, REGISTRY)) + "\n")
        sys.stdout.write(line("store", archive(maven, STORE)) + "\n")


if __name__ == "__main__":
    main()
