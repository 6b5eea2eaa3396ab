"""What the columns of people's tables are called, in six languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.models.search import fold

# The targets a column can have: fields of a person, two parts of a name, contact. Consents are
# "consent:" and the purpose.
WORDS: dict[str, tuple[str, ...]] = {
    "first_name": (
        *("first name", "given name", "forename", "first names", "given names"),
        *("prenom", "prenoms", "primer nombre", "nombre de pila", "primeiro nome", "prenome"),
        *("الاسم الاول", "الاسم الشخصي", "имя"),
    ),
    "last_name": (
        *("last name", "surname", "family name", "lastname", "nom de famille"),
        *("apellido", "apellidos", "primer apellido", "sobrenome", "apelido", "ultimo nome"),
        *("اسم العائلة", "اللقب", "الكنية", "النسب", "фамилия"),
    ),
    "name": (
        *("name", "full name", "first and last name", "participant", "participant name"),
        *("your name", "person", "attendee", "name of participant", "names", "participants"),
        *("nom", "nom complet", "nom et prenom", "nom et prenoms", "nom prenom", "votre nom"),
        *("prenom et nom", "participante", "nombre", "nombre completo", "nombre y apellido"),
        *("nombre y apellidos", "nombres y apellidos", "apellidos y nombres", "su nombre"),
        *("nome", "nome completo", "seu nome", "nome do participante"),
        *("isim", "ad soyad", "adi soyadi"),
        *("nombre del participante", "الاسم", "الاسم الكامل", "اسم المشارك", "الاسم واللقب"),
        *("фио", "ф.и.о.", "полное имя", "имя и фамилия", "фамилия имя отчество", "участник"),
    ),
    "organisation": (
        *("organisation", "organization", "org", "institution", "affiliation", "company"),
        *("organisation name", "organization name", "employer", "agency", "structure"),
        *("nom de l organisation", "organisme", "association", "entreprise", "institucion"),
        *("organizacion", "entidad", "empresa", "organizacao", "instituicao", "entidade"),
        *("المنظمة", "المؤسسة", "الجهة", "اسم المنظمة", "организация", "учреждение", "компания"),
    ),
    "sector": (
        *("sector", "category", "stakeholder group", "type of organisation", "constituency"),
        *("type of organization", "organisation type", "organization type", "stakeholder"),
        *("secteur", "categorie", "type d organisation", "categoria", "tipo de organizacion"),
        *("setor", "tipo de organizacao", "القطاع", "الفئة", "сектор", "категория"),
    ),
    "role": (
        *("role", "position", "job title", "title", "function", "role in the forum", "job"),
        *("fonction", "poste", "titre", "cargo", "puesto", "rol", "funcion", "funcao", "papel"),
        *("المنصب", "الوظيفة", "الدور", "الصفة", "должность", "роль", "позиция"),
    ),
    "region": (
        *("region", "city", "district", "location", "province", "county", "state", "town"),
        *("municipality", "ville", "departement", "commune", "lieu", "ciudad", "municipio"),
        *("departamento", "provincia", "regiao", "cidade", "estado", "المنطقة", "المدينة"),
        *("الولاية", "المحافظة", "регион", "город", "область", "район"),
    ),
    "language": (
        *("language", "preferred language", "languages", "langue", "langue preferee", "idioma"),
        *("lengua", "lingua", "اللغة", "اللغة المفضلة", "язык", "предпочитаемый язык"),
    ),
    "access_needs": (
        *("access needs", "accessibility", "accessibility needs", "special needs", "needs"),
        *("accommodations", "accessibilite", "besoins d acces", "besoins particuliers"),
        *("accesibilidad", "necesidades de acceso", "necesidades especiales"),
        *("acessibilidade", "necessidades de acesso", "necessidades especiais"),
        *("احتياجات الوصول", "احتياجات خاصة", "доступность", "особые потребности"),
    ),
    "email": (
        *("email", "e mail", "mail", "email address", "e mail address", "contact email"),
        *("courriel", "adresse electronique", "adresse email", "adresse mail", "adresse e mail"),
        *("correo", "correo electronico", "correo e", "endereco de email", "correio eletronico"),
        *("البريد الالكتروني", "البريد", "الايميل", "электронная почта", "почта", "эл почта"),
    ),
    "phone": (
        *("phone", "telephone", "mobile", "phone number", "tel", "cell", "cellphone", "whatsapp"),
        *("mobile number", "telephone number", "contact number", "portable", "gsm"),
        *("numero de telephone", "telefono", "celular", "movil", "numero de telefono"),
        *("telefone", "telemovel", "numero de telefone", "الهاتف", "رقم الهاتف", "الجوال"),
        *("رقم الجوال", "المحمول", "телефон", "номер телефона", "мобильный", "моб"),
    ),
    "code": ("badge code", "badge", "code", "badge number", "numero de badge", "codigo", "код"),
}

# A sign that ends in "*" may go on in any way: "autoris*" is in "Autorisez-vous les photos ?"
_CONSENT = (
    *("consent*", "agree*", "permission", "permit*", "allow*", "may we", "can we"),
    *("accepte*", "accord", "autoris*", "peut on", "pouvons nous"),
    *("acept*", "acuerdo", "autoriz*", "permis*", "permite*", "aceit*", "acordo", "concord*"),
    *("موافق*", "الموافقه", "الموافقة", "اوافق", "توافق*", "تسمح*", "اسمح"),
    *("соглас*", "разреш*", "можно ли"),
)
# Under such a heading a yes would be a no, so nobody guesses; "(yes/no)" is not such a word.
_NOT = (
    *("not", "no", "don t", "never", "refuse*", "opt out", "without", "decline*", "object*"),
    *("ne", "pas", "refus*", "sans", "oppos*", "nunca", "rechaz*", "sin", "niego", "nao"),
    *("recus*", "sem", "لا", "ليس", "بدون", "ارفض*", "رفض*", "не", "нет", "отказ*", "без"),
)
_EITHER = ("yes no", "y n", "oui non", "si no", "sim nao", "نعم لا", "نعم او لا", "да нет")
_PURPOSES: dict[str, tuple[str, ...]] = {
    "photo": (
        *("photo*", "picture*", "recording*", "filmed", "video*", "image*", "imagen*", "imagem"),
        *("foto*", "صورة", "صور*", "صوري", "التصوير", "تصوير*", "фото*", "съемк*"),
    ),
    "publish-name": (
        *("publi*", "print your name", "name be printed", "نشر*", "النشر", "публик*", "опублик*"),
    ),
    "contact": (
        *("contact*", "write to you", "email you", "contat*", "joindre", "تواصل*", "التواصل"),
        *("اتصال*", "الاتصال", "связ*", "контакт*"),
    ),
}

SECTORS: dict[str, tuple[str, ...]] = {
    "government-departments": (
        *("government", "gov", "govt", "ministry", "public sector", "national government"),
        *("central government", "agency", "gouvernement", "ministere", "etat", "administration"),
        *("secteur public", "gobierno", "ministerio", "sector publico", "governo"),
        *("setor publico", "حكومة", "حكومي", "وزارة", "القطاع العام", "правительство"),
        *("министерство", "государство", "госсектор", "государственный"),
    ),
    "subnational-governments": (
        *("local government", "municipality", "subnational", "city", "district", "regional"),
        *("collectivite", "collectivite locale", "commune", "mairie", "gobierno local"),
        *("municipio", "alcaldia", "prefeitura", "governo local", "municipal", "بلدية"),
        *("الجماعات المحلية", "муниципалитет", "местные власти", "местное самоуправление"),
    ),
    "civil-society-organisations": (
        *("civil society", "cso", "csos", "ngo", "ngos", "non profit", "nonprofit", "charity"),
        *("civil society organisation", "civil society organization", "association"),
        *("societe civile", "osc", "ong", "asbl", "sociedad civil", "sociedade civil", "ongs"),
        *("المجتمع المدني", "مجتمع مدني", "جمعية", "гражданское общество", "нко", "нпо"),
    ),
    "trade-unions": (*("trade union", "union", "syndicat", "sindicato", "نقابة", "профсоюз"),),
    "professional-bodies": (
        *("professional body", "professional association", "ordre professionnel"),
        *("colegio profesional", "ordem profissional", "هيئة مهنية"),
    ),
    "citizens": (
        *("citizen", "individual", "resident", "citoyen", "citoyenne", "particulier"),
        *("ciudadano", "ciudadana", "ciudadania", "cidadao", "cidada", "مواطن", "гражданин"),
    ),
    "youth": (
        *("youth", "young people", "student", "jeunesse", "jeune", "juventud", "joven", "jovenes"),
        *("juventude", "jovem", "شباب", "молодежь"),
    ),
    "under-represented-groups": (
        *("under represented group", "minority", "minorities", "groupe sous represente"),
        *("minorite", "minoria", "grupo subrepresentado"),
    ),
    "parliament": (
        *("parliament", "legislature", "congress", "mp", "parlement", "assemblee", "parlamento"),
        *("congreso", "congresso", "asamblea", "برلمان", "البرلمان", "парламент"),
    ),
    "academics": (
        *("academia", "academic", "university", "research", "universite", "recherche"),
        *("universitaire", "academica", "universidad", "universidade", "جامعة", "اكاديمي"),
        *("университет", "академия", "наука"),
    ),
    "private-sector": (
        *("private", "business", "company", "secteur prive", "entreprise", "sector privado"),
        *("empresa", "setor privado", "القطاع الخاص", "شركة", "бизнес", "частный сектор"),
    ),
    "media": (
        *("press", "journalist", "presse", "journaliste", "prensa", "medios", "imprensa"),
        *("midia", "إعلام", "الاعلام", "صحافة", "сми", "пресса", "журналист"),
    ),
    "multilaterals": (
        *("multilateral", "international organisation", "international organization", "un"),
        *("organisation internationale", "organismo internacional", "organizacao internacional"),
        *("منظمة دولية", "международная организация"),
    ),
    "donors": (
        *("donor", "funder", "bailleur", "bailleur de fonds", "donante", "doador", "مانح"),
        *("донор",),
    ),
}

YES = frozenset(
    map(
        fold,
        (
            *("yes", "y", "true", "1", "x", "✓", "✔", "☑", "agree", "agreed", "i agree", "ok"),
            *("oui", "o", "vrai", "accepte", "j'accepte", "d'accord", "si", "s", "verdadero"),
            *("acepto", "de acuerdo", "sim", "verdadeiro", "aceito", "concordo", "نعم", "أوافق"),
            *("موافق", "да", "д", "согласен", "согласна", "áno", "ja"),
        ),
    )
)
NO = frozenset(
    map(
        fold,
        (
            *("no", "n", "false", "0", "✗", "✘", "☐", "disagree", "i do not agree", "refused"),
            *("non", "faux", "je refuse", "refus", "falso", "no acepto", "não", "não aceito"),
            *("لا", "غير موافق", "нет", "н", "не согласен", "не согласна", "nie", "nein"),
        ),
    )
)


def simple(text: str) -> str:
    """A heading as it is compared: folded, words only, single spaces."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _known() -> dict[str, str]:
    return {simple(word): target for target, words in WORDS.items() for word in words}


def _sign(word: str) -> str:
    """A sign as it is looked for in words that have a space on either side."""
    return f" {simple(word)}" if word.endswith("*") else f" {simple(word)} "


_TARGETS = _known()
_CONSENT_SIGNS = tuple(map(_sign, _CONSENT))
_NOT_SIGNS = tuple(map(_sign, _NOT))
_PURPOSE_SIGNS = {purpose: tuple(map(_sign, signs)) for purpose, signs in _PURPOSES.items()}
_SECTOR_OF = {simple(word): id for id, words in SECTORS.items() for word in words}


def target_of(heading: str) -> str:
    """What a column with this heading holds; "" when its words are not known."""
    words = simple(heading[:500])
    return _TARGETS.get(words) or _consent(words) or _within(words)


def is_heading(text: str) -> bool:
    """Whether a text is a known heading as it stands, and not only holds the words of one."""
    return simple(text[:500]) in _TARGETS


def _consent(words: str) -> str:
    if not _holds(words, _CONSENT_SIGNS) or _holds(_without_either(words), _NOT_SIGNS):
        return ""
    for purpose, signs in _PURPOSE_SIGNS.items():
        if _holds(words, signs):
            return f"consent:{purpose}"
    return ""


def _without_either(words: str) -> str:
    padded = f" {words} "
    for pair in _EITHER:
        padded = padded.replace(f" {simple(pair)} ", " ")
    return padded.strip()


def _within(words: str) -> str:
    """A known heading of two words or more inside a longer one, or one with a short addition."""
    parts = words.split()
    if len(parts) > 8 or _holds(words, _CONSENT_SIGNS):
        return ""
    for run in _runs(parts):
        if run in _TARGETS and (" " in run or len(parts) <= 2):
            return _TARGETS[run]
    return ""


def _runs(parts: Sequence[str]) -> Iterator[str]:
    """Every run of words, the longest first."""
    for length in range(len(parts), 0, -1):
        for start in range(len(parts) - length + 1):
            yield " ".join(parts[start : start + length])


def _holds(words: str, signs: Sequence[str]) -> bool:
    padded = f" {words} "
    return any(sign in padded for sign in signs)


def sector_of(text: str) -> str:
    """The category whose words these are, whole or as a run of words; "" when none is known."""
    words = simple(text[:300])
    if not words:
        return ""
    if words in _SECTOR_OF:
        return _SECTOR_OF[words]
    found = {_SECTOR_OF[run] for run in _runs(words.split()[:10]) if run in _SECTOR_OF}
    return found.pop() if len(found) == 1 else ""
