"""The words that ask for something personal, in English, German, French, Spanish, Italian, Dutch and Portuguese.

Without accents and in lower case, words apart as in `eMail`. `ANYWHERE` holds for a field wherever its label says it,
`AT_THE_END` only at the end of the label, `BESIDE_ITS_VALUE` for no field: such a word counts in a text, beside a value of the
right shape.
"""

from collections.abc import Mapping

ANYWHERE: Mapping[str, str] = {
    "PASSWORD": """
        password, passwords, passwd, pass wd, pwd, pass word, passcode, pass code, passphrase, pass phrase, userpassword,
        dbpassword, pgpassword, mysql pwd, dbpass, pw, psk, pre shared key, wifi key, wpa key, wpa 2 key, network key, network
        security key, passwort, kennwort, passwoerter, wlan passwort, wlan schluessel, wlan schlussel, netzwerkschluessel,
        netzwerkschlussel, zugangscode, mot de passe, mdp, code secret, code confidentiel, cle wifi, cle wi fi, contrasena,
        contrasenha, clave de acceso, clave wifi, password wifi, codice segreto, parola d accesso, parola d ordine,
        wachtwoord, wachtwoorden, toegangscode, senha, senhas, palavra passe, codigo de acesso, pin, pin code, pincode,
        geheimzahl, codice pin, codigo pin, code pin, otp, totp, one time password, one time code, one time passcode, onetime
        code, 2 fa, 2 fa code, mfa code, sms tan, m tan, einmalpasswort, einmalcode, verification code, verification codes,
        security code, security codes, authentication code, login code, sms code, sms codes, recovery code, recovery codes,
        backup code, backup codes, access code, door code, alarm code, unlock code, sicherheitscode, bestaetigungscode,
        bestatigungscode, verifizierungscode, wiederherstellungscode, wiederherstellungscodes, code de verification, code de
        securite, code de confirmation, code d acces, codigo de verificacion, codigo de seguridad, codigo de confirmacion,
        codice di verifica, codice di sicurezza, codice di conferma, verificatiecode, beveiligingscode, herstelcode,
        herstelcodes, codigo de verificacao, codigo de seguranca, codigo de confirmacao, cvv, cvv 2, cvc, cvc 2, csc, card
        verification, card verification code, kartenpruefnummer, prufziffer, cryptogramme visuel, security question, security
        answer, secret answer, secret question, maiden name, sicherheitsfrage, sicherheitsantwort, geburtsname der mutter, nom
        de jeune fille, reponse secrete, respuesta secreta
    """,
    "IBAN_CODE": "iban, iban nummer, iban number, numero iban",
    "US_SSN": """
        ssn, social security, social security number, social security no, soc sec, social insurance number, national id,
        national id number, national insurance, national insurance number, nino, nhs number, nhs no,
        sozialversicherungsnummer, sozialversicherungsnr, sv nummer, sv nr, rentenversicherungsnummer, ahv nummer, ahv nr,
        personalausweisnummer, ausweisnummer, personalausweis nr, personalausweis, numero de securite sociale, no de securite
        sociale, n de securite sociale, securite sociale, nir, num secu, numero de secu, carte d identite, numero de seguridad
        social, seguridad social, dni, nif, documento nacional de identidad, codice fiscale, cod fisc, carta d identita, bsn,
        burgerservicenummer, sofinummer, sofi nummer, rijksregisternummer, numero de contribuinte, contribuinte, niss, cpf,
        cartao de cidadao, numero de identificacao fiscal, bilhete de identidade, national identity number, identity card
        number, id card number, aadhaar
    """,
    "US_ITIN": """
        itin, tax id, taxpayer id, tax number, tax identification number, taxpayer identification number, steuer id, steuerid,
        steuer identifikationsnummer, steueridentifikationsnummer, steuernummer, steuer nr, steuer nummer, idnr, numero
        fiscal, numero fiscale, numero d identification fiscale, fiscaal nummer
    """,
}

AT_THE_END: Mapping[str, str] = {
    "PASSWORD": "user pass, auth pass, parola, geheimnummer, clave",
    "SECRET": """
        api key, apikey, access key, access key id, secret access key, secret, secrets, secret key, client secret, app secret,
        private key, signing key, encryption key, master key, account key, shared access key, primary key value, subscription
        key, access token, auth token, api token, bearer token, refresh token, session token, id token, authtoken, token, bot
        token, webhook secret, webhook url, credential, credentials, license key, licence key, product key, serial key,
        lizenzschluessel, produktschluessel, produktschlussel, lizenzschlussel, cle de licence, cle de produit, clave de
        licencia, clave de producto, codice licenza, product code key, licentiesleutel, productcode, chave de licenca, chave
        do produto, chave de api, chave da api, clave api, clave de api, clave de la api, chiave dell api, cle de l api, schlussel
        der api, schluessel der api, sleutel van de api, cle api, cle d api, api schluessel, api schlussel, chiave api, api
        sleutel, jeton d acces, recovery phrase, seed phrase, mnemonic, mnemonic phrase, secret phrase,
        wiederherstellungsphrase, totp secret, otp secret, shared secret, session id, sessionid, session key, phpsessid,
        jsessionid, csrf token, xsrf token, x api key, x auth token, authorization
    """,
    "CREDIT_CARD": """
        card number, card no, card num, cardnumber, card nr, credit card, credit card number, creditcard, debit card, debit
        card number, cc number, cc no, cc num, kreditkarte, kreditkartennummer, kreditkartennr, kartennummer, kartennr, karten
        nr, debitkarte, carte de credit, carte bancaire, numero de carte, no de carte, n de carte, carte bleue, tarjeta de
        credito, numero de tarjeta, tarjeta de debito, carta di credito, numero di carta, numero carta, carta di debito,
        creditcardnummer, kaartnummer, creditkaart, betaalkaart, cartao de credito, numero do cartao, numero de cartao, cartao
        de debito
    """,
    "US_BANK_NUMBER": """
        account number, account no, acct number, acct no, acct, bank account, bank account number, routing number, routing no,
        aba, sort code, bic, swift, swift code, bic swift, swift bic, kontonummer, konto nr, kontonr, bankleitzahl, blz,
        numero de compte, no de compte, code banque, code guichet, numero de cuenta, cuenta bancaria, cuenta corriente, numero
        di conto, conto corrente, rekeningnummer, bankrekening, bankrekeningnummer, numero da conta, numero de conta, conta
        bancaria
    """,
    "US_PASSPORT": """
        passport, passport number, passport no, passport id, passport num, reisepass, reisepassnummer, passnummer, pass nr,
        reisepass nr, passeport, numero de passeport, no de passeport, n de passeport, pasaporte, numero de pasaporte,
        passaporto, numero di passaporto, numero passaporto, paspoort, paspoortnummer, passaporte, numero do passaporte,
        numero de passaporte
    """,
    "US_DRIVER_LICENSE": """
        driver license, driver licence, drivers license, drivers licence, driver s license, driver s licence, driving license,
        driving licence, driver license number, drivers license number, driver s license number, driving licence number,
        license number, licence number, dl number, dl no, fuehrerschein, fuhrerschein, fuehrerscheinnummer,
        fuhrerscheinnummer, permis de conduire, numero de permis, permiso de conducir, carnet de conducir, patente di guida,
        numero patente, rijbewijs, rijbewijsnummer, carta de conducao
    """,
    "MEDICAL_RECORD": """
        insured under, versichert unter, assure sous, asegurado con, assicurato con, verzekerd onder, segurado com, patient
        with number, patient with the number, patient mit der nummer, patientin mit der nummer, patient met nummer,
        patient numero, paciente numero, paziente numero, utente numero, mrn, medical record, medical record number, medical
        record no, patient number, patient no, patient id, health insurance, health insurance number, health insurance id,
        insurance number, insurance id, member id, member number, policy number, policy no, policy holder id, policy holder
        number, nhs id, patientennummer, patienten nr, patienten id, fallnummer, versichertennummer, versicherungsnummer,
        krankenkassennummer, krankenversicherungsnummer, numero de dossier medical, numero de dossier, numero de patient,
        numero de historia clinica, historia clinica, numero de paciente, numero di cartella clinica, cartella clinica,
        tessera sanitaria, numero paziente, patientnummer, dossiernummer, polisnummer, zorgverzekeringsnummer, numero de
        utente, numero do utente, processo clinico, numero de processo clinico
    """,
    "MEDICAL_CONDITION": "diagnosis, diagnoses, diagnose, diagnostic, diagnostico, diagnosi, medical condition, allergies",
    "EMAIL_ADDRESS": """
        email, e mail, mail, email address, e mail address, mail address, email id, recipient, recipients, cc, bcc, e mail
        adresse, email adresse, mailadresse, mail adresse, empfaenger, empfanger, adresse e mail, adresse mail, adresse email,
        courriel, destinataire, correo, correo electronico, destinatario, indirizzo e mail, indirizzo email, e mailadres,
        emailadres, endereco de e mail, endereco de email, correio eletronico
    """,
    "PHONE_NUMBER": """
        my number, my new number, meine nummer, meine neue nummer, mein handy, mon numero, mon nouveau numero, mi numero, mi
        numero nuevo, mi nuevo numero, mio numero, mio nuovo numero, mijn nummer, mijn nieuwe nummer, meu numero, meu novo
        numero, meu numero novo, phone, phone number,
        phone no, telephone, telephone number, telephone no, mobile, mobile number, mobile phone, mobile no, cell, cell phone,
        cell number, cellphone, fax, fax number, fax no, tel, tel no, tel nr, ph, telefon, telefonnummer, telefon nr,
        telefonnr, handy, handynummer, handynr, mobil, mobilnummer, mobiltelefon, rufnummer, rueckrufnummer, ruckrufnummer,
        faxnummer, durchwahl, telephone portable, numero de telephone, no de telephone, n de telephone, portable, telecopie,
        telefono, numero de telefono, telefono movil, movil, numero de movil, celular, numero di telefono, cellulare, numero
        di cellulare, telefoonnummer, telefoon, mobiel, mobiele nummer, gsm, gsm nummer, telefone, numero de telefone,
        telemovel, numero de telemovel, celular
    """,
    "DATE_TIME": """
        date of birth, birth date, birthdate, birthday, birth day, dob, d o b, born, born on, birth year, birth month,
        geburtsdatum, geburtstag, geboren, geboren am, geb, geb am, geb datum, date de naissance, ne le, nee le, naissance,
        annee de naissance, fecha de nacimiento, nacimiento, nacido el, nacida el, data di nascita, nato il, nata il, nacio
        el, nasceu a, nasceu em, nacque il, nascita, geboortedatum, geboren op, geb datum, data de nascimento, nascimento,
        nascido em, nascida em, nascido a, nascida a
    """,
    "PERSON": """
        first name, last name, full name, given name, family name, middle name, surname, sur name, legal name, contact name,
        card holder name, cardholder name, cardholder, card holder, name on card, patient name, your name, firstname,
        lastname, fullname, forename, account holder, employee name, customer name, vorname, nachname, zuname, familienname,
        vollstaendiger name, vor und nachname, karteninhaber, kontoinhaber, ansprechpartner, ansprechpartnerin, geburtsname,
        prenom, nom de famille, nom complet, nom et prenom, nom prenom, prenom et nom, titulaire, titulaire de la carte,
        nombre completo, nombre y apellidos, apellido, apellidos, primer apellido, titular, titular de la tarjeta, cognome,
        nome e cognome, nome completo, nome cognome, intestatario, voornaam, achternaam, volledige naam, kaarthouder,
        contactpersoon, apelido, sobrenome, nome proprio, titular do cartao
    """,
    "USERNAME": """
        empleado numero, empleada numero, funcionario numero, funcionaria numero, dipendente numero, medewerker nummer,
        medewerker met nummer, salarie numero, employe numero, mitarbeiter nummer, mitarbeiterin nummer, mitarbeiter mit der
        nummer, employee no, username, user name, user id, userid, login, login name, login id, account name, employee id,
        employee number, employee no, staff id, staff number, personnel number, personnel no, badge number, screen name,
        nickname, skype id, skype, benutzername, benutzerkennung, benutzer id, anmeldename, nutzername, personalnummer,
        personal nr, mitarbeiternummer, mitarbeiter id, mitarbeiter nr, nom d utilisateur, identifiant, matricule, numero de
        matricule, numero d employe, nombre de usuario, numero de empleado, id de empleado, nome utente, matricola, numero di
        matricola, gebruikersnaam, gebruikers id, personeelsnummer, medewerkernummer, nome de utilizador, nome de usuario,
        numero de funcionario, numero mecanografico
    """,
    "LOCATION": """
        address, street address, home address, billing address, shipping address, postal address, mailing address, delivery
        address, home adress, address line, address line 1, address line 2, street, zip, zip code, postal code, postcode, post
        code, place of birth, city, town, residence, adresse, anschrift, wohnanschrift, lieferadresse, rechnungsadresse,
        postanschrift, strasse, straße, strasse und hausnummer, hausnummer, postleitzahl, plz, wohnort, geburtsort, adresse
        postale, adresse de livraison, adresse de facturation, domicile, rue, code postal, ville, lieu de naissance,
        direccion, domicilio, direccion postal, direccion de envio, codigo postal, ciudad, lugar de nacimiento, indirizzo,
        indirizzo di casa, residenza, luogo di nascita, citta, adres, straat, huisnummer, woonplaats, woonadres,
        geboorteplaats, bezorgadres, endereco, morada, cidade, cep, local de nascimento, naturalidade
    """,
    "NRP": """
        nationality, religion, ethnicity, race, political party, political affiliation, sexual orientation, trade union,
        staatsangehoerigkeit, staatsangehorigkeit, nationalitaet, nationalitat, konfession, gewerkschaft, nationalite,
        appartenance syndicale, nacionalidad, nazionalita, religione, nationaliteit, geloof, nacionalidade, religiao
    """,
    "DEVICE_ID": "imei, imei number, imei nummer, imei no, imei 1, imei 2, meid, imsi, iccid, device id, serial number of phone",
    "MAC_ADDRESS": "mac address, mac adresse, adresse mac, direccion mac, indirizzo mac, mac adres, endereco mac",
}

BESIDE_ITS_VALUE: Mapping[str, str] = {
    "PASSWORD": "pass, tan, pwd is, login code, codes",
    "CREDIT_CARD": """
        card, visa, visa card, mastercard, amex, american express, maestro, pan, cc, karte, carte, cb, tarjeta, carta, kaart,
        cartao
    """,
    "US_SSN": "sin, nie, cf, social, nhs",
    "US_ITIN": "tin, id nr, spi, ust id",
    "US_BANK_NUMBER": "account, routing, konto, compte, cuenta, conto, rekening, conta",
    "US_DRIVER_LICENSE": "license, licence, permis, patente",
    "MEDICAL_RECORD": "patient, paciente, paziente, policy, member, claim number",
    "EMAIL_ADDRESS": "contact, write to, mail to",
    "PHONE_NUMBER": """
        call, call me at, call me on, call me, reach me at, reach me on, sms to, text me at, text me on, ring me on, ring me
        at, my number is, ruf, ruf mich an unter, erreichbar unter, anrufen unter, joignable au, appelez moi au, appelez le,
        llamame al, llame al, chiamami al, chiama il, bel me op, bereikbaar op, liga me para o, ligue para, contact, kontakt,
        contacto, contatto, contato, hotline, support
    """,
    "DATE_TIME": "nato, nata, nacido, nacida, naissance, bday, b day",
    "PERSON": """
        name, customer, client, patient, employee, contact, attn, attention, sender, recipient, manager, applicant, candidate,
        tenant, landlord, author, owner, assignee, reviewer, signed by, signed, kunde, kundin, kundenname, patientin,
        mitarbeiter, mitarbeiterin, absender, empfanger, empfaenger, bewerber, bewerberin, mieter, vermieter, unterzeichner, z
        hd, zu handen, nom, client, cliente, patient, salarie, destinataire, expediteur, locataire, nombre, paciente,
        empleado, empleada, remitente, destinatario, inquilino, solicitante, nome, paziente, dipendente, mittente, inquilina,
        naam, klant, klantnaam, patientnaam, medewerker, afzender, ontvanger, huurder, funcionario, remetente, inquilino
    """,
    "USERNAME": "utente, user, handle, benutzer, utilisateur, usuario, gebruiker, utilizador, uid, sam account name, upn",
    "LOCATION": """
        via, cap, calle, rua, lives at, live at, wohnhaft in, wohnt in, demeurant, domiciliado en, residente in, woonachtig
    """,
    "MAC_ADDRESS": "mac, bssid, hwaddr, ether",
}

# Of these, every word of five letters and more is a label with a letter left out, doubled, or exchanged with the next, too.
OFTEN_MISSPELT = """
    password, passwort, kennwort, mot de passe, contrasena, wachtwoord, username, benutzername, identifiant, utilisateur,
    usuario, nombre de usuario, nome utente, utilizador, gebruikersnaam, matricule, personalnummer, personeelsnummer,
    medewerkernummer, date of birth, birthday, geboren, geburtsdatum, date de naissance, fecha de nacimiento, nacimiento, data
    di nascita, nascita, geboortedatum, data de nascimento, nascimento, telephone, telefon, telefonnummer, telefono, telefone,
    telefoonnummer
"""

# Labels that hold a word of the tables above, and ask for something else.
NOTHING = """
    email subject, email body, email message, e mail subject, e mail body, e mail message, email template, e mail betreff,
    objet du mail, web address, url address, ip address, mac address filter, site address, server address, host address,
    memory address, address bar, address and search bar, ip adresse, adresse ip, direccion ip, indirizzo ip, ip adres,
    endereco ip, address book, adressbuch, password manager, password policy, password reset, password expired, password
    strength, password hint, password length, password generator, password settings, passwort manager, pin to taskbar, pin to
    start, pin tab, pin message, credit card type, card type, card title, card view, business card, sim card, graphics card,
    sound card, network card, gift card, phone book, mobile app, mobile device, mobile version, mobile view, handy app,
    business name, company name, file name, host name, server name, project name, product name, domain name, table name,
    display name field, street view, city view, token type, token count, max tokens, total tokens, secret santa, email
    settings, email notifications, email template name, clave primaria, clave foranea, primary key, foreign key, public key,
    public access key, passport photo, key card, palabra clave, palabras clave, code pin map, token ring, session id type,
    mail server, mail merge, post code coverage, via email, via mail, login page, login failed, login form, telephone
    exchange, mobile phone number format, phone number format, race condition, race conditions, town hall
"""
