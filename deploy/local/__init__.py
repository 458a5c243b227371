"""The local stack: Apache Kafka, a schema registry and an S3-compatible store as children of one supervisor, loopback only."""
