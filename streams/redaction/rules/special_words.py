"""The words of special categories of personal data (GDPR, articles 9 and 10, and tax), and those that point at a person.

In English, German, French, Spanish, Italian, Dutch and Portuguese, without accents and in lower case; a word that ends in `*`
stands for all that begin with it. STRONG ones say enough beside a person, of the WEAK ones it takes two different.
"""

from collections.abc import Mapping

STRONG: Mapping[str, str] = {
    "health": """
        diagnos*, hiv, aids, cancer, cancers, krebs*, krebserkrank*, tumor*, tumour*, leukemia, leukaemie, leukamie, leucemi*,
        diabet*, depression, depressed, depressive, depressionen, depresion, depressione, depressie, depressao, depressiv*,
        depressief, deprimid*, schizophren*, schizofren*, esquizofren*, bipolar*, bipolair*, burnout, burn out, epilep*,
        asthma*, asthme, asma, astma, chemotherap*, quimioterap*, chemioterap*, chimiotherap*, dialys*, miscarriage,
        fehlgeburt, fausse couche, aborto, abortion, abtreibung, avortement, pregnant, schwanger*, enceinte, embarazad*,
        incinta, zwanger*, gravida, ptsd, adhd, adhs, autis*, anorexi*, bulimi*, alcoholic, alkoholiker*, alcoolique,
        alcoholic*, alcolizzat*, suicid*, suizid*, selbstmord*, antidepress*, psychotherap*, psychiat*, psiquiat*, psichiat*,
        psycholo*, psicolog*, insulin*, dementia, demenz, demence, demencia, demenza, dementie, alzheimer*, parkinson*,
        multiple sclerosis, multiple sklerose, sclerose en plaques, esclerosis, sclerosi, hepatit*, tubercul*, syphilis,
        stroke patient, heart attack, herzinfarkt, infarctus, infarto, hartaanval, schlaganfall, ictus, beroerte,
        krankgeschrieben, arret maladie, baja medica, in malattia, ziekteverlof, baixa medica, sick leave, schwerbehindert*,
        disabled person, handicape, discapacidad, disabilita, invalidita, krebskrank, cancro, kanker, arbeitsunfahig*,
        kruisbandletsel, transplant*
    """,
    "tax": """
        back taxes, tax debt, tax evasion, owe taxes, owe the irs, taxable income, steuerschuld*, steuernachzahlung,
        steuerhinterziehung, steuerruckerstattung, steuerbescheid, lohnsteuerklasse, steuerklasse, avis d imposition, dette
        fiscale, fraude fiscale, revenu imposable, deuda tributaria, fraude fiscal, declaracion de la renta, debito fiscale,
        evasione fiscale, dichiarazione dei redditi, belastingschuld*, belastingaangifte, belastingaanslag, divida fiscal,
        fuga ao fisco, declaracao de irs, tax return, steuererklarung, declaration de revenus, declaration d impots
    """,
    "union": """
        trade union, labor union, labour union, union member, union membership, shop steward, union rep, union dues,
        gewerkschaft*, verdi mitglied, ig metall, betriebsrat*, syndicat, syndique*, syndicaliste, cgt, cfdt, sindicat*,
        sindical*, ccoo, ugt, cgil, cisl, uil, iscritt* al sindacato, vakbond*, fnv, cnv, sindicalizad*
    """,
    "religion": """
        muslim*, moslem*, musulman*, muslima, islam, islamic, jewish, jew, judisch*, jude, jud*in, juif, juive, judio, judia,
        ebreo, ebrea, joods*, joden, judeu, judia, catholic*, katholi*, catholique*, catolic*, cattolic*, katholiek,
        protestant*, evangelisch*, evangelical, orthodox christian, christian faith, baptis*, getauft, taufe, bapteme,
        bautizad*, battezzat*, gedoopt, batizad*, atheist*, athee, ateo, atea, ateu, buddhist*, bouddhist*, budista, hindu*,
        jehovah*, zeugen jehovas, mormon*, converted to, konvertiert*, converti a, ramadan, synagog*, moschee, mosquee,
        mezquita, moschea, moskee, mesquita, kirchensteuer, kirchenaustritt
    """,
    "sexual life": """
        homosexual*, homosessual*, homosexuel*, homoseksue*, gay, lesbian*, lesbisch*, lesbienne*, lesbica, lesbica*,
        bisexual*, bisexuel*, bisessual*, biseksue*, schwul*, transgender*, transsexu*, transexual*, transessual*,
        transseksue*, nonbinary, non binary, nichtbinar*, queer, coming out, came out as, affair with, affare mit,
        extramarital, ehebruch, adulter*, sexual orientation, sex life, sexualleben, vie sexuelle, vida sexual, vita sessuale,
        seksleven, orientation sexuelle, orientacion sexual, orientamento sessuale, std test, impoten*
    """,
    "politics": """
        voted for, vote for, votes for, party member, member of the party, republican, democrat, tory, labour party,
        conservative party, green party, gewahlt habe, wahlt die, wahle die, gewahlt hat, parteimitglied*, mitglied der spd,
        mitglied der cdu, mitglied der afd, mitglied der grunen, mitglied der linken, afd wahler*, spd mitglied, cdu mitglied,
        vote pour, vota pour, a vote pour, membre du parti, militant du, votado a, vote a, voto a, voto por, miembro del
        partido, militante de*, ha votato, ho votato, votato per, tesserat*, stem op, gestemd op, stemt op, lid van de partij,
        partijlid, votei no, votei em, votou no, votou em, membro do partido, far right, rechtsextrem*, linksextrem*, extreme
        droite, extreme gauche, communist*, kommunist*, communiste, comunista*, marxist*, anarchist*
    """,
    "ethnic origin": """
        descent, of african, of asian, of arab, ethnicity, ethnic origin, ethnic background, afro american, african american,
        mixed race, migrationshintergrund, turkischer abstammung, abstammung, turkischer herkunft, arabischer herkunft,
        afrikanischer herkunft, origine africaine, origine arabe, origine maghrebine, origine turque, d origine, de origen,
        origen etnico, origine etnica, di origine, van afkomst, afkomst, migratieachtergrond, etnische, de origem, origem
        etnica, roma family, romani, sinti, gypsy, gitano, gitana, zingar*
    """,
    "convictions": """
        convicted*, conviction, convictions, criminal record, felon, felony, ex convict, in prison, in jail, imprison*, on
        probation, parole, vorbestraft*, vorstrafe*, verurteilt*, gefangnis, haft, bewahrung, fuhrungszeugnis, casier
        judiciaire, condamne, condamnee, prison, emprisonn*, sursis, antecedentes penales, condenad*, carcel, prision,
        libertad condicional, precedenti penali, condannat*, carcere, prigione, strafblad, veroordeeld*, gevangenis,
        voorwaardelijk, registo criminal, cadastro, cadeia, prisao, pena suspensa, domestic violence charge, drink driving,
        drunk driving, arrested for, theft charge, diebstahls verurteilt, shoplifting
    """,
}

WEAK: Mapping[str, str] = {
    "health": """
        doctor, hospital, surgery, surgeon, operation, operiert, therapy, therapist, medication, medicine, pills, symptoms,
        treatment, patient, clinic, illness, disease, sick, ill, prescription, prescribed, pain, blood pressure, mental
        health, anxiety, panic, allerg*, fever, arzt, arztin, krankenhaus, klinik, therapie, medikament*, tabletten, symptome,
        behandlung, krank, krankheit, rezept, schmerzen, angst, blutdruck, medecin, hopital, clinique, chirurgie, traitement,
        malade, maladie, ordonnance, douleur*, anxiete, medico, medica, clinica, tratamiento, enferm*, receta, dolor,
        ansiedad, cirugia, ospedale, terapia, malat*, ricetta, dolore, ansia, farmac*, dottore, arts, ziekenhuis, behandeling,
        ziek, ziekte, medicijn*, pijn, consulta, doente, doenca, dor, remedio*, tratamento, ansiedade, cirurgia
    """,
    "tax": """
        tax, taxes, irs, hmrc, refund, owe, owes, income, deduction, steuer, steuern, finanzamt, nachzahlen, einkommen,
        absetzen, impots, impot, fisc, revenu, revenus, impuestos, impuesto, hacienda, ingresos, tasse, imposte, agenzia delle
        entrate, reddito, belasting, belastingdienst, inkomen, impostos, financas, rendimento, rendimentos
    """,
    "union": """
        union, strike, member, membership, steward, collective bargaining, streik, streike*, mitglied, tarifvertrag, greve,
        adherent, adhere, huelga, afiliad*, sciopero, iscritt*, tesser*, staking, staakt, lid, sindicato
    """,
    "religion": """
        church, pray, prays, praying, prayer, bible, quran, koran, faith, god, believer, priest, rabbi, imam, mass, fasting,
        christian, convert, kirche, bete, betet, beten, bibel, glaube, glaubig*, gott, pfarrer, fasten, christ*, eglise, prie,
        priere, croyant*, dieu, pretre, jeune, chretien*, iglesia, reza, rezo, fe, dios, cristian*, creyente, chiesa, prego,
        prega, fede, dio, kerk, bid, bidt, geloof, gelovig, god, igreja, rezo, deus, crente, crist*
    """,
    "sexual life": """
        boyfriend, girlfriend, lover, sex, sexual, intimate, cheating, slept with, dating, orientation, affair, affare,
        geliebte*, fremdgegangen, liaison, amant*, infidel*, amante, tradit*, minnaar, minnares, vreemdgegaan, caso com,
        traiu, pride
    """,
    "politics": """
        vote, voted, voting, party, election, activist, protest, demonstration, campaign, left wing, right wing, politics,
        wahle, gewahlt, partei, wahl, demo, aktivist*, parti, election*, manifestation, militant*, partido, elecciones,
        manifestacion, activista, partito, elezioni, manifestazione, attivista, partij, verkiezing*, betoging, partido,
        eleicoes, manifestacao
    """,
    "ethnic origin": """
        african, asian, arab, turkish, kurdish, black, hispanic, latino, latina, immigrant, migrant*, refugee, native
        american, indigenous, turkisch*, kurdisch*, arabisch*, afrikanisch*, fluchtling*, einwander*, africain*, arabe, turc,
        turque, kurde, immigre*, refugie*, african*, gitan*, inmigrante, refugiad*, immigrat*, rifugiat*, vluchteling*,
        turks*, marokkaan*, imigrante, etnia, origin, herkunft, origine, origen, origem
    """,
    "convictions": """
        court, police, arrested, charged, sentenced, fine, theft, fraud, assault, offence, offense, guilty, gericht, polizei,
        verhaftet, angeklagt, strafe, diebstahl, betrug, korperverletzung, schuldig, tribunal, arrete, accuse*, vol, fraude,
        coupable, juicio, detenid*, acusad*, robo, culpable, tribunale, arrestat*, accusat*, furto, truffa, colpevole,
        rechtbank, gearresteerd, aangeklaagd, diefstal, schuldig, preso, detido, acusad*, roubo, furto, culpado, sentence,
        years, jahre, monate
    """,
}

PERSONS = """
    i, me, my, mine, myself, im, ive, he, she, him, her, his, hers, mother, father, mom, mum, dad, son, daughter, wife,
    husband, brother, sister, colleague, coworker, employee, applicant, patient, boyfriend, girlfriend, neighbour, neighbor,
    uncle, aunt, grandmother, grandfather, ich, mich, mir, mein, meine, meiner, meinem, meinen, er, ihn, ihm, seine, seiner,
    seinem, ihre, ihrer, ihrem, mutter, vater, sohn, tochter, frau, herr, herrn, mann, bruder, schwester, kollege, kollegin,
    mitarbeiter, mitarbeiterin, patientin, oma, opa, chef, chefin, nachbar, nachbarin, je, j, moi, mon, ma, mes, il, elle,
    lui, sa, mere, pere, fils, fille, femme, mari, frere, soeur, collegue, madame, monsieur, salarie, salariee, yo, mi, mis,
    el, ella, su, sus, madre, padre, hijo, hija, esposa, esposo, marido, mujer, hermano, hermana, companero, companera, tengo,
    soy, estoy, tiene, padece, io, mio, mia, miei, lui, lei, suo, sua, figlio, figlia, moglie, marito, fratello, sorella,
    collega, ho, sono, ik, mij, mijn, hij, zij, haar, zijn, moeder, vader, zoon, dochter, vrouw, man, broer, zus, werknemer,
    mevrouw, meneer, eu, meu, minha, ele, ela, dele, dela, mae, pai, filho, filha, esposa, irmao, irma, tenho, sou, estou,
    tem, funcionario, funcionaria
"""
