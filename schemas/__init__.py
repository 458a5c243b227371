"""Every contract of Handrail: records, codec, sealing, signing, topics, settings, metrics. No I/O, no imports of ours."""
