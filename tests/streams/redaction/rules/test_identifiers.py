"""Numbers of cards, accounts, persons and devices, in any grouping, by check digits or beside their label, in seven languages."""

# ruff: noqa: RUF001 (characters that look alike are what is tested)

import pytest

from tests.streams.redaction.tables import missed, rows

TABLE = r"""
CREDIT_CARD Kreditkarte: [[4111 1111 1111 1112]]
CREDIT_CARD card [[4111111111111112]]
CREDIT_CARD carte bancaire : [[4111 1111 1111 1112]]
CREDIT_CARD tarjeta [[4111-1111-1111-1112]]
CREDIT_CARD carta di credito n. [[4111 1111 1111 1112]]
CREDIT_CARD creditcardnummer [[4111.1111.1111.1112]]
CREDIT_CARD cartão de crédito: [[4111 1111 1111 1112]]
CREDIT_CARD カード[[4111 1111 1111 1111]]です
CREDIT_CARD карта[[4111111111111111]]
CREDIT_CARD [[4111{zero-width}1111{zero-width}1111{zero-width}1111]]
CREDIT_CARD [[4111–1111–1111–1111]]
CREDIT_CARD [[٤١١١ ١١١١ ١١١١ ١١١١]]
IBAN_CODE [[de89 3704 0044 0532 0130 00]]
IBAN_CODE [[DE89.3704.0044.0532.0130.00]]
IBAN_CODE [[DE89-3704-0044-0532-0130-00]]
IBAN_CODE [[DE89{zero-width}3704{zero-width}0044{zero-width}0532{zero-width}0130{zero-width}00]]
IBAN_CODE [[DE 89 3704 0044 0532 0130 00]]
IBAN_CODE IBAN: [[DE89 3704 0044 0532 0130 01]]
IBAN_CODE 账号[[DE89370400440532013000]]请
IBAN_CODE [[FR76 3000 6000 0112 3456 7890 189]]
IBAN_CODE [[ES91 2100 0418 4502 0005 1332]]
IBAN_CODE [[IT60 X054 2811 1010 0000 0123 456]]
IBAN_CODE [[NL91 ABNA 0417 1643 00]]
IBAN_CODE [[PT50 0002 0123 1234 5678 9015 4]]
US_SSN SSN [[536 90 4399]]
US_SSN SSN: [[536.90.4399]]
US_SSN ssn [[536904399]]
US_SSN SSN ５３６－９０－４３９９
US_SSN social security number of the patient is [[536-90-4399]]
US_SSN [[536904399]] is my SSN
US_SSN can you check [[810926978]] against the list
US_SSN bitte prüf [[536904399]] noch mal
US_SSN vérifie [[536904399]] stp
US_SSN [[536-90-4399]]
US_SSN [[536–90–4399]]
US_SSN 社保[[536-90-4399]]号
US_SSN Sozialversicherungsnummer: [[12 190367 K 006]]
US_SSN n° de sécurité sociale : [[2 69 05 49 588 157 80]]
FR_NIR [[269054958815780]]
US_SSN BSN [[123456782]]
US_SSN burgerservicenummer: [[123456782]]
US_SSN NIF: [[123456789]]
US_SSN número de contribuinte [[123 456 789]]
ES_NIF [[12345678Z]]
ES_NIF DNI [[12.345.678-Z]]
ES_NIE [[X1234567L]]
IT_FISCAL_CODE [[RSSMRA85T10A562S]]
IT_FISCAL_CODE codice fiscale: [[rssmra85t10a562s]]
US_ITIN Steuer-ID: [[86 095 742 719]]
US_ITIN Steuer-ID [[86095742719]]
DE_TAX_ID [[86 095 742 719]]
UK_NINO [[AB 12 34 56 C]]
US_SSN NHS number: [[943 476 5919]]
BR_CPF [[529.982.247-25]]
US_PASSPORT passport no. [[C01X00T47]]
US_PASSPORT Reisepass: [[C01X00T47]]
US_PASSPORT passeport n° [[12AB34567]]
US_PASSPORT pasaporte [[AAA123456]]
US_DRIVER_LICENSE Führerschein: [[B072RRE2I55]]
MEDICAL_RECORD MRN [[00123456]]
MEDICAL_RECORD Patientennummer: [[P-123456]]
US_BANK_NUMBER Kontonummer: [[532013000]]
US_BANK_NUMBER BIC: [[COBADEFFXXX]]
US_BANK_NUMBER sort code [[12-34-56]]
DEVICE_ID IMEI: [[49-015420-323751-8]]
MAC_ADDRESS MAC [[00:1A:2B:3C:4D:5E]]
CREDIT_CARD [[4423{newline}2798 2143 6822]]
IBAN_CODE IBAN: [[DE89 3704 0044{newline}0532 0130 00]]
CREDIT_CARD 4111 1111 1111 1111 4111 1111 1111 1111 5555 5555 5555 4444 5555 5555 5555 4444 [[5555 5555 5555 4444]]
IBAN_CODE DE89370400440532013000 and then [[ES91 2100 0418 4502 0005 1332]]
"""


@pytest.mark.parametrize(("kind", "text"), rows(TABLE))
def test_a_number_is_covered(kind, text):
    assert not missed(kind, text)
