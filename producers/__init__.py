"""Sources and the Publisher: policy, batches, sealing, Kafka."""
