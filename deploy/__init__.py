"""Running Handrail: the local stack of real servers, and what a cluster is told (topics, permissions, schemas, bucket)."""
