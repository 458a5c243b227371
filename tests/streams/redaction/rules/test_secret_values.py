"""Passwords and secrets: beside labels in seven languages, in commands, headers, configuration, and by shape."""

import pytest

from tests.streams.redaction.tables import missed, rows

TABLE = r"""
PASSWORD Password: [[hunter2]] x
PASSWORD PIN [[4711]]
PASSWORD Passwort: [[Sommer2024!]]
PASSWORD Kennwort lautet [[Sommer2024!]]
PASSWORD mot de passe : [[azerty123]]
PASSWORD mdp: [[soleil]]
PASSWORD contraseña: [[girasol99]]
PASSWORD la clave es [[girasol99]]
PASSWORD password di accesso: [[girasole]]
PASSWORD wachtwoord: [[zonnebloem1]]
PASSWORD senha: [[girassol]]
PASSWORD a minha senha é [[girassol77]]
PASSWORD palavra-passe: [[girassol]]
PASSWORD {"password": "[[a;b c]]", "port": 80}
PASSWORD {\"password\": \"[[abc123]]\"}
PASSWORD password: '[[s3cret]]'
PASSWORD DB_PASSWORD=[[hunter2]]
PASSWORD export PGPASSWORD=[[hunter2]]
PASSWORD spring.datasource.password=[[hunter2]]
PASSWORD <password>[[hunter2]]</password>
PASSWORD Server=db;User Id=app;Password=[[s3cr3t]];Encrypt=yes
PASSWORD mysql -u root -p[[S3cret]] shop
SECRET mysql --user=root --password=[[sunflower]] shop
SECRET tool --password [[sunflower]]
PASSWORD sshpass -p [[sunflower]] ssh host
PASSWORD sshpass -p '[[sunflower]]' ssh host
SECRET curl -u jdoe:[[sunflower]] https://example.org
SECRET curl --user [[jdoe:sunflower]] https://example.org
PASSWORD docker login -u jdoe -p [[sunflower]]
PASSWORD redis-cli -h db -a [[sunflower]]
PASSWORD CREATE USER jdoe IDENTIFIED BY '[[sunflower]]'
PASSWORD ALTER ROLE app WITH PASSWORD '[[sunflower]]'
PASSWORD machine example.org login jdoe password [[sunflower]]
PASSWORD net use z: \\fs01\data [[sunflower]] /user:jdoe
PASSWORD echo '[[sunflower]]' | sudo -S apt update
PASSWORD openssl enc -aes-256-cbc -pass pass:[[sunflower]]
PASSWORD 7z x -p[[sunflower]] a.7z
PASSWORD WIFI:T:WPA;S:home;P:[[sunflower]];;
PASSWORD WLAN-Schlüssel: [[1234567890123456]]
PASSWORD wifi password for guests: [[Sommer!2024]]
PASSWORD Your verification code is [[482913]]
PASSWORD [[482913]] is your Google verification code
PASSWORD G-[[482913]] is your Google verification code
PASSWORD Ihr Bestätigungscode lautet: [[482913]]
PASSWORD Votre code de vérification est [[482913]]
PASSWORD Tu código de verificación es [[482913]]
PASSWORD Il tuo codice di verifica è [[482913]]
PASSWORD Je verificatiecode is [[482913]]
PASSWORD CVV: [[123]]
PASSWORD CVC [[123]]
PASSWORD TAN: [[482913]]
PASSWORD Username{newline}jdoe{newline}Password{newline}[[hunter2]]
PASSWORD Mother's maiden name: [[Kowalski]]
SECRET AWS_SECRET_ACCESS_KEY=[[abc/def+ghi9]]
SECRET export AWS_SECRET_ACCESS_KEY="[[wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY]]"
SECRET X-Api-Key: [[abcd1234]]
SECRET Authorization: Token [[abcdef12345]]
SECRET Authorization: Basic [[amRvZTpzdW5mbG93ZXI=]]
SECRET Cookie: sid=[[ab12cd34]]; theme=dark; token=[[zz99yy88]]
SECRET Set-Cookie: session=[[ab12cd34ef]]; Path=/; HttpOnly
SECRET client_secret: [[abc-def-ghi-1]]
SECRET AccountKey=[[Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6]]==;EndpointSuffix=core
SECRET recovery phrase: [[abandon ability able about above absent absorb abstract absurd abuse access accident]]
SECRET Lizenzschlüssel: [[ABCDE-12345-FGHIJ-67890-KLMNO]]
SECRET [[ABCD1-2345E-FGHIJ-67890-KLMNO]]
SECRET glpat-[[abcdefghij1234567890]]
SECRET [[hvs.CAESIJ1234567890abcdefgh]]
SECRET [[dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef]]
SECRET bot[[123456789:AAabcdefghijklmnopqrstuvwxyz1234567]]
SECRET https://discord.com/api/webhooks/[[123456789012345678/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ]]
SECRET [[AC0123456789abcdef0123456789abcdef]]
SECRET key-[[0123456789abcdef0123456789abcdef]]
SECRET [[AGE-SECRET-KEY-1QQPQYW5H3F7Q8L0K9J2M4N6P8R0T2V4X6Z8]]
SECRET otpauth://totp/Acme:jane?secret=[[JBSWY3DPEHPK3PXP]]&issuer=Acme
SECRET totp secret: [[JBSWY3DPEHPK3PXP]]
SECRET postgres://[[app:p@ss/w0rd]]@db.example/orders
SECRET mongodb+srv://[[app:sunflower]]@cluster0.example.net/db
SECRET redis://[[:sunflower]]@localhost:6379
SECRET jdbc:mysql://db/orders?user=app&password=[[sunflower]]
SECRET amqp://[[guest:sunflower]]@mq:5672/
SECRET https://[[jdoe:sunflower]]@example.org/repo.git
SECRET https://x.example/magic?link=[[4fGh7Jk2Lm9Np3Qr5]]
SECRET https://s3.example/a?X-Amz-Signature=[[0123456789abcdef]]&X-Amz-Date=x
SECRET ключ[[AKIAIOSFODNN7EXAMPLE]]тут
SECRET 密钥[[ghp_abcdefghijklmnopqrstuvwxyz0123456789]]
PASSWORD Bitte PIN [[4711]]を入力
PASSWORD la password del wifi è [[prezzo-vestito-1164]]
PASSWORD Das Passwort für den Server ist jetzt [[Angst?sein528]], der Benutzername bleibt
PASSWORD La contraseña del servidor ahora es [[negro$ni21]], el usuario
PASSWORD le mot de passe du wifi c'est [[wQm0?=JVcx3K]]
PASSWORD ok its [[Want404-]] for the wifi password
PASSWORD [[GEkJDrcq&z*U!bYOO@]]
PASSWORD DB_PASSWWORD="[[Per1315#]]"
PASSWORD mein pasword: [[sonnenblume]]
"""


@pytest.mark.parametrize(("kind", "text"), rows(TABLE))
def test_a_secret_is_covered(kind, text):
    assert not missed(kind, text)
