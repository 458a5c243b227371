"""Every metric is declared once, with a sentence, and none is labelled with a device or a person."""

from prometheus_client import CollectorRegistry, generate_latest

from schemas import metrics

DECLARED = [value for value in vars(metrics).values() if isinstance(value, metrics.Metric)]


def test_every_metric_has_a_name_of_its_own_and_a_sentence():
    assert len(DECLARED) > 20
    assert len({metric.name for metric in DECLARED}) == len(DECLARED)
    assert all(metric.name.startswith("handrail_") for metric in DECLARED)
    assert all(metric.sentence.endswith(".") for metric in DECLARED)


def test_no_metric_is_labelled_with_a_device_or_a_person():
    assert {label for metric in DECLARED for label in metric.labels} <= {
        "reason",
        "partition",
        "kind",
        "entity_type",
        "table",
        "outcome",
    }


def test_all_of_them_fit_on_one_registry():
    registry = CollectorRegistry()
    for metric in DECLARED:
        metric.on(registry)
    shown = generate_latest(registry).decode()
    assert all(metric.sentence in shown for metric in DECLARED)
