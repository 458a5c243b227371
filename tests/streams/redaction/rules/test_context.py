"""Labels of fields: what is typed into a password field is a password, whatever it looks like."""

import pytest

from schemas.events import Element
from streams.actions.draft import DraftStep
from streams.redaction.rules.context import entity_type


@pytest.mark.parametrize(
    ("name", "identifier", "expected"),
    [
        ("Password", "", "PASSWORD"),
        ("", "txtPassword", "PASSWORD"),
        ("Enter your PIN", "", "PASSWORD"),
        ("", "one-time-code", "PASSWORD"),
        ("Card number", "", "CREDIT_CARD"),
        ("CVV", "", "PASSWORD"),
        ("Social Security Number", "", "US_SSN"),
        ("E-mail address", "", "EMAIL_ADDRESS"),
        ("", "billing_phone", "PHONE_NUMBER"),
        ("First name", "", "PERSON"),
        ("", "lastName", "PERSON"),
        ("Date of birth", "", "DATE_TIME"),
        ("User name", "", "USERNAME"),
        ("Street address", "", "LOCATION"),
        ("API key", "", "SECRET"),
        ("File name:", "", None),
        ("Message body", "", None),
        ("Email subject", "", None),
        ("Address and search bar", "", None),
        ("Search", "", None),
        ("Description", "", None),
        ("Kennwort", "", "PASSWORD"),
        ("Mot de passe *", "", "PASSWORD"),
        ("Contraseña (obligatorio)", "", "PASSWORD"),
        ("Wachtwoord", "", "PASSWORD"),
        ("Senha", "", "PASSWORD"),
        ("PASSWORD_FIELD", "", "PASSWORD"),
        ("Bestätigungscode", "", "PASSWORD"),
        ("Kreditkartennummer", "", "CREDIT_CARD"),
        ("Numéro de carte", "", "CREDIT_CARD"),
        ("Número de tarjeta", "", "CREDIT_CARD"),
        ("N° de sécurité sociale", "", "US_SSN"),
        ("Codice fiscale", "", "US_SSN"),
        ("BSN", "", "US_SSN"),
        ("Steuer-ID", "", "US_ITIN"),
        ("Vorname", "", "PERSON"),
        ("Prénom", "", "PERSON"),
        ("PRÉNOM", "", "PERSON"),
        ("Apellidos", "", "PERSON"),
        ("Cognome", "", "PERSON"),
        ("Achternaam", "", "PERSON"),
        ("Sobrenome", "", "PERSON"),
        ("Geburtsdatum", "", "DATE_TIME"),
        ("Date de naissance", "", "DATE_TIME"),
        ("Fecha de nacimiento", "", "DATE_TIME"),
        ("Straße", "", "LOCATION"),
        ("Code postal", "", "LOCATION"),
        ("Telefonnummer", "", "PHONE_NUMBER"),
        ("Téléphone portable", "", "PHONE_NUMBER"),
        ("Teléfono 2", "", "PHONE_NUMBER"),
        ("Courriel", "", "EMAIL_ADDRESS"),
        ("E-mailadres", "", "EMAIL_ADDRESS"),
        ("Benutzername", "", "USERNAME"),
        ("Nom d'utilisateur", "", "USERNAME"),
        ("Personalnummer", "", "USERNAME"),
        ("IMEI", "", "DEVICE_ID"),
        ("Diagnose", "", "MEDICAL_CONDITION"),
        ("Kartentyp", "", None),
        ("Credit card type", "", None),
        ("Business card", "", None),
        ("IP-Adresse", "", None),
        ("Palabras clave", "", None),
        ("Suche nach Vorname", "", None),
        ("Name", "", None),
        ("Visa", "", None),
        ("Via", "", None),
        ("Sin asunto", "", None),
        ("Race condition", "", None),
    ],
)
def test_a_label_says_what_a_field_holds(name, identifier, expected):
    assert entity_type(Element("textbox", name, identifier)) == expected


def test_no_element_says_nothing():
    assert entity_type(None) is None


@pytest.mark.parametrize("label", ["Password", "PIN", "Card number", "SSN", "E-mail", "Phone", "Last name"])
def test_a_labelled_field_is_replaced_whole(redact_text, label):
    shown = redact_text("purple elephants", label=label)
    assert shown.startswith("<")
    assert shown.endswith("_1>")
    assert "elephant" not in shown


def test_an_option_of_a_labelled_field_is_replaced_whole(redactor, draft):
    step = DraftStep("select_option", 0, element=Element("combobox", "Birth year"), option="1984")
    assert redactor.redact(draft("Form", step)).steps[0]["option"] == "<DATE_TIME_1>"
