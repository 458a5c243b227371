"""Check digits of numbers that states, banks and makers give out. Each function takes the bare characters, in upper case."""

_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ODD_DIGITS = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_ODD_LETTERS = (*_ODD_DIGITS, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
_ODD = dict(zip(_ALPHABET, (*_ODD_DIGITS, *_ODD_LETTERS), strict=True))
_EVEN = {char: int(char) if char.isdigit() else ord(char) - ord("A") for char in _ODD}


def weighted(digits: str, weights: tuple[int, ...]) -> int:
    """The sum of the digits, each times its weight."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of those before it."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def mod_97(iban: str) -> bool:
    """Whether the check digits of an IBAN are right."""
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1


def steuer_id(digits: str) -> bool:
    """Of a German tax identification number, 11 digits (ISO 7064, MOD 11, 10)."""
    product = 10
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return digits[0] != "0" and (11 - product) % 10 == int(digits[10])


def nir(number: str) -> bool:
    """Of a French social security number, 15 characters, of which Corsica's departments are written 2A and 2B."""
    plain = number[:13].replace("2A", "19").replace("2B", "18")
    return plain.isdigit() and int(number[13:]) == 97 - int(plain) % 97


def dni(number: str) -> bool:
    """Of a Spanish DNI or NIE, 8 digits or X, Y, Z and 7 digits, and a letter."""
    return _DNI[int(number[:-1].translate(str.maketrans("XYZ", "012"))) % 23] == number[-1]


def codice_fiscale(code: str) -> bool:
    """Of an Italian tax code, 16 letters and digits."""
    total = sum(_ODD[char] for char in code[:15:2]) + sum(_EVEN[char] for char in code[1:15:2])
    return chr(ord("A") + total % 26) == code[15]


def bsn(digits: str) -> bool:
    """Of a Dutch citizen service number, 9 digits."""
    return int(digits) > 0 and weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def nif(digits: str) -> bool:
    """Of a Portuguese tax number, 9 digits."""
    rest = 11 - weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if rest >= 10 else rest) == int(digits[8])


def nhs(digits: str) -> bool:
    """Of a British NHS number, 10 digits."""
    return (11 - weighted(digits, (10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11) % 11 == int(digits[9])


def cpf(digits: str) -> bool:
    """Of a Brazilian CPF, 11 digits."""
    first = weighted(digits, tuple(range(10, 1, -1))) * 10 % 11 % 10
    second = weighted(digits, tuple(range(11, 1, -1))) * 10 % 11 % 10
    return len(set(digits)) > 1 and digits[9:] == f"{first}{second}"
