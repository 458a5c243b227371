"""The words the policy knows: context of weak findings, words of user interfaces, given names that are also common words."""

from collections.abc import Mapping


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _names(names: str) -> frozenset[str]:
    return frozenset(" ".join(name.lower().split()) for name in names.split(","))


CONTEXT: Mapping[str, tuple[str, ...]] = {
    "DATE_TIME": (
        *("born", "birth", "birthday", "birthdate", "dob", "date of birth", "d.o.b", "geboren", "geburtsdatum", "geburtstag"),
        *("geb", "né le", "née le", "ne le", "nee le", "naissance", "nacido", "nacida", "nacimiento", "nato il", "nata il"),
        *("nascita", "geboortedatum", "geboorte", "nascimento", "nascido", "nascida"),
    ),
    "LOCATION": (
        *("zip code", "zipcode", "postcode", "post code", "postal code", "postal address", "street address", "home address"),
        *("plz", "postleitzahl", "wohnort", "anschrift", "code postal", "código postal", "domicilio", "cap", "codice postale"),
        *("indirizzo", "cep", "morada", "endereço", "woonplaats", "adres"),
    ),
    "MEDICAL_LICENSE": ("dea", "medical", "license", "prescriber"),
    "PERSON": (
        *("name", "mr", "mrs", "ms", "dr", "prof", "dear", "hi", "hello", "herr", "herrn", "frau", "hallo", "monsieur", "madame"),
        *(
            "mme",
            "bonjour",
            "nom",
            "señor",
            "señora",
            "sr",
            "sra",
            "hola",
            "nombre",
            "signor",
            "signora",
            "ciao",
            "nome",
            "senhor",
        ),
        *("senhora", "olá", "meneer", "mevrouw", "beste", "naam"),
    ),
    "US_BANK_NUMBER": (
        *("account", "acct", "bank", "routing", "checking", "savings", "iban", "direct deposit"),
        *("konto", "kontonummer", "kontonr", "blz", "bankleitzahl", "compte", "rib", "cuenta", "conto", "conta", "rekening"),
        *("rekeningnummer", "sort code"),
    ),
    "US_DRIVER_LICENSE": (
        *("driver license", "drivers license", "driver's license", "driving licence", "driving license", "licence number", "dl"),
        *("führerschein", "führerscheinnummer", "permis de conduire", "permiso de conducir", "carnet de conducir", "patente"),
        *("carta de condução", "cnh", "rijbewijs", "rijbewijsnummer"),
    ),
    "US_ITIN": (
        *("itin", "taxpayer", "tax id", "tin", "steuernummer", "steuer-id", "steueridentifikationsnummer", "ust-id"),
        *("numéro fiscal", "nif", "cif", "codice fiscale", "partita iva", "contribuinte", "cpf", "btw-nummer"),
    ),
    "US_PASSPORT": ("passport", "reisepass", "passnummer", "passeport", "pasaporte", "passaporto", "passaporte", "paspoort"),
    "US_SSN": (
        *("ssn", "social security", "social", "soc sec", "national id", "national insurance", "identity card", "id card", "nino"),
        *("personalausweis", "ausweisnummer", "sozialversicherungsnummer", "sécurité sociale", "carte d'identité", "dni", "nie"),
        *("seguridad social", "carta d'identità", "cartão de cidadão", "bilhete de identidade", "bsn", "burgerservicenummer"),
    ),
}

INTERFACE = _set(
    """
    soon grammar
    about accept access account accounts action actions add address admin administrator agenda alert alerts align all analytics
    android api app application apply approve approved archive arrange ask assign assignee attach attachment audit auto autosum
    average avg back backlog backup bar base basic batch bcc bill billing blank board body bold bookmark bookmarks border bot
    box branch browse browser budget bug bugs build bulk bundle button calendar call calls camera cancel canvas caption careers
    cart category cc cell center chart chat check checkbox checkout chrome clear click client clipboard clone close closed cloud
    code collapse collapsed collection color column columns comment comments commit compare compose confirm connect console
    contact contacts content context continue control convert copy count create crm crop csv current custom customer customers
    customize cut dark dashboard data database date day days debug default delete deploy description design desk desktop details
    dev developer device devices dialog diff directory disable discard disk dismiss display doc docs document documents docx
    done dot down download downloads draft drafts drag drive drop dropdown duplicate dynamics edge edit editor email empty
    enable end english enter environment erp error errors event events excel exit expand explorer export extension extensions
    failed family favorites features feedback fetch field fields figma file filename files fill filter filters finance find
    finder finish firefox fit flag folder folders follow font footer form format forms formula forward freeze full function
    gallery general git github gitlab gmail go google grid group groups guest header headings height help helpdesk hidden hide
    highlight history home hosts html human id image images import important inbox increase info input insert inspect install
    integration internet invite invoice invoices issue issues italic item items jenkins jira job jobs join json key keyboard
    keys kibana kubernetes label labels language last layout left legal library light line lines link links linux list load
    loading local location lock log login logo logout logs lookup mac mail main manage manager map maps margin mark markdown
    marketing master max media meeting menu merge message messages meta microsoft min minimize mobile mode modules monitor month
    more mouse move mozilla mute name navigation network new news next no node none noreply normal note notebook notepad notes
    notification notifications notion number object off office offline ok on onedrive onenote online open opera operations
    opportunity option options oracle order orders org outlook output overview page pages paint palette pane panel paragraph
    parent password paste path pause pay payment pdf people performance permissions phone photo photos picture pin pipeline
    pivot placeholder plan play please pods point policy popup postgres power powerpoint powershell premium press preview
    previous print priority privacy private pro process profile program progress project projects prompt properties public pull
    purchase push python query question queue quick quit rate read ready recent recipient record recycle redo reference refresh
    region reject relations reload remove rename repeat replace reply report reports repository request required reset resize
    resources restart restore result results resume retry return review right rotate row rows rule rules run safari sales
    salesforce sample sap save saved scale schedule schema screen screenshot script scroll search section security select
    selected send sent server service servicenow services session settings setup shape share sharepoint sheet sheets shell shift
    shipping show sidebar sign signature site size skip skype slack slide slides sort source spam split spotify spreadsheet
    sprint sql stage starred start status step stop storage store strikethrough studio style subject submit subscribe subtotal
    success sum summary support switch sync system tab table tableau tables tabs tag tags task taskbar tasks team teams template
    templates terminal terraform test tests text theme thread thumbnail ticket tickets time timeline title today toggle toolbar
    tools tooltip top total track transfer translate trash tree trello type ubuntu underline undo unread untitled up update
    updates upgrade upload url usage usd user username users vacation value vat vendor verify version video view vim visual
    vlookup volume warning web webex week whatsapp width wifi window windows wizard word wordpress work workbook workflow
    workspace wrap write xlookup xls xlsx yes youtube zendesk zip zoom
    """
)

COMMON_NAMES = _set(
    """
    able ace angel april art august autumn baker banks bell bill black blue brook brown buck bush carol chance chase cherry chip
    christian church clay cliff cook cooper dale dawn day dean dick don drew earl east faith fields fisher ford forest foster
    fox frank gay gene glen good grace grant gray green guy hall hand harmony heath hill holly hope hunt hunter iris ivy jack
    jasmine jay jean jewel joy june king kit lance lane lee lily little long love mark marsh mason max may miles miller mills
    misty moon moore noble north olive page park parks pat patience pearl peg penny perry piper pope porter post potter price
    prince ray read rich rob robin rock rod rose ruby rush sage sandy sharp short sky smith snow stone storm strong sue summer
    sunny taylor temple terry tom turner victor violet virginia wade walker ward waters wells west white will wise wolf wood
    woods young
    """
)

COUNTRIES = _names(
    """
    Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahamas,
    Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia and Herzegovina, Botswana,
    Brazil, Brunei, Bulgaria, Burkina Faso, Burundi, Cambodia, Cameroon, Canada, Cape Verde, Central African Republic,
    Chad, Chile, China, Colombia, Comoros, Congo, Costa Rica, Croatia, Cuba, Cyprus, Czechia, Czech Republic, Denmark,
    Djibouti, Dominican Republic, Ecuador, Egypt, El Salvador, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland,
    France, Gabon, Gambia, Germany, Ghana, Great Britain, Greece, Grenada, Guatemala, Guinea, Guyana, Haiti, Honduras,
    Hong Kong, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan,
    Kazakhstan, Kenya, Kiribati, Kosovo, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya,
    Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, Mauritania, Mauritius,
    Mexico, Micronesia, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nauru, Nepal,
    Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North Korea, North Macedonia, Norway, Oman, Pakistan, Palau,
    Palestine, Panama, Papua New Guinea, Paraguay, Peru, Philippines, Poland, Portugal, Puerto Rico, Qatar, Romania,
    Russia, Rwanda, Samoa, San Marino, Saudi Arabia, Senegal, Serbia, Seychelles, Sierra Leone, Singapore, Slovakia,
    Slovenia, Solomon Islands, Somalia, South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan, Suriname,
    Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Togo, Tonga, Tunisia, Turkey, Turkmenistan,
    Tuvalu, Uganda, Ukraine, United Arab Emirates, United Kingdom, United States, Uruguay, Uzbekistan, Vanuatu, Vatican,
    Venezuela, Vietnam, Yemen, Zambia, Zimbabwe
    """
)
"""Countries. HIPAA's safe harbour keeps them: only what is smaller than a state tells where somebody is."""
