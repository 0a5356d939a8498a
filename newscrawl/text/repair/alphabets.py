"""Signs of each language in Latin script: its letters beyond a to z, and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

LETTERS = {
    "af": "êëïôûéèöüá",
    "ca": "àéèíïóòúüç",
    "cs": "áčďéěíňóřšťúůýž",
    "cy": "âêîôûŵŷäëïöüáéí",
    "da": "æøåéüö",
    "de": "äöüßé",
    "en": "éïèçñ",
    "es": "áéíñóúü",
    "et": "äõöüšž",
    "eu": "ñçü",
    "fi": "äöåšž",
    "fr": "éèàêçùâîôûœëïü",
    "ga": "áéíóú",
    "gl": "áéíñóúü",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "id": "é",
    "is": "áðéíóúýþæö",
    "it": "àèéìòù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "nl": "éëïóöèüê",
    "no": "æøåéòóôäö",
    "pl": "ąćęłńóśźż",
    "pt": "ãáàâçéêíõóôú",
    "ro": "ăâîșțşţ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sq": "ëç",
    "sv": "åäöéü",
    "tr": "çğıİöşüâî",
    "vi": "ăâđêôơưàáãèéìíòóõùúýĩũạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}
"""Lower-case letters, the most frequent first. Foreign names bring other letters, so this is only
evidence.
"""

_WORDS = {
    "af": "die het van en is nie wat dat vir met sy om",
    "ca": "el la de que els amb per un del les és una als ha",
    "cs": "a v se na je že s z do o ve pro by jako za po jsou od",
    "cy": "y yn a i ar o yr mae wedi gan ei",
    "da": "og i at det en er til af på for den de som med ikke har",
    "de": "der die und in den das von zu mit ist im auf dem ein sich des nicht eine",
    "en": "the of and to in a is that for on with was as by it at from",
    "es": "de la que el en y a los del se las por un con una para su es",
    "et": "ja on ei et ka mis oli kui ning seda",
    "eu": "eta da du ez bat dira ere izan zen",
    "fi": "ja on ei se että oli hän mutta ovat myös",
    "fr": "de la le et les des en un du une que est pour qui dans par au sur pas",
    "ga": "an na ar agus ag le tá is sé bhí",
    "gl": "de a que o e do da en un os unha para con",
    "hr": "i u je se na da za su od s a će bi nije",
    "hu": "a az és hogy nem is egy ez volt de meg",
    "id": "yang dan di dari untuk dengan ini itu dalam pada",
    "is": "og að í á er sem um til við með var en ekki",
    "it": "di e che la il in a per un del della con non le è una",
    "lt": "ir kad su į yra iš tai bet kaip po nuo",
    "lv": "un ir par ar no uz ka tas bija arī kas",
    "nl": "de het van een en in is dat op te zijn met voor niet",
    "no": "og i det er på som en til av for at med har ikke den",
    "pl": "w i na z się do nie że o jest to od po przez za jak",
    "pt": "de a o que e do da em um para com não uma os no na por",
    "ro": "de și în la a din cu pe nu care o un este că să",
    "sk": "a v sa na je že s z do o ako aj za po sú od pre",
    "sl": "in je v na se da za so z ki pa ne tudi",
    "sq": "të e në dhe për i me një që nga",
    "sv": "och i att det som en på är av för med till den har inte de",
    "tr": "ve bir bu da de için ile olarak çok en gibi",
    "vi": "của và là có trong cho không các một",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _listed in _WORDS.items():
    for _word in _listed.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)
_ALL = frozenset("".join(LETTERS.values()))
_WORD = re.compile(r"[^\W\d_]+")
_WORD_BITS = 2.0
"""Bits for a language for each of its commonest words in the text."""
_LETTER_BITS = 2.0
"""Bits against a language for each letter of other languages in the text."""
_ENOUGH = 10
"""The most words that count for a language, so that a long text does not outweigh its letters."""
MOST = 6.0
"""Bits against a letter that a language doesn't use."""
_TOO_MANY = 4
"""If more languages than this are equally likely, the language is unknown."""
_RARER, _RAREST = 0.2, 5
"""Bits against a letter for each commoner letter of its language, up to the sixth letter."""
_SAMPLE = 4000
"""Characters that are read. Far fewer suffice to recognise a language."""


def likely(text: str, language: str | None = None) -> dict[str, float]:
    """Returns the languages in Latin script that `text` may be in -> bits for each, by common
    words and letters.

    `language` is the known language of the text (BCP 47). If it is in Latin script, it is the only
    result.
    """
    known = (language or "").split("-")[0].lower()
    if known in LETTERS:
        return {known: 0.0}
    sample = text[:_SAMPLE].lower()
    found = Counter(
        language for word in _WORD.findall(sample) for language in _LANGUAGES_OF.get(word, ())
    )
    other = _ALL & set(sample)
    return {
        language: _WORD_BITS * min(found[language], _ENOUGH)
        - _LETTER_BITS * sum(char not in own for char in other)
        for language, own in LETTERS.items()
    }


def unusual(letters: Counter[str], languages: dict[str, float]) -> float:
    """Returns the bits against lower-case `letters` in a text, for the language that fits the text
    and the letters best.
    """
    most = max(languages.values())
    return min(
        most - bits + sum(_surprise(letter, language) * count for letter, count in letters.items())
        for language, bits in languages.items()
    )


def foreign(letters: Iterable[str], languages: dict[str, float]) -> float:
    """Returns the bits against the oddest of `letters` in a text of the likeliest languages; 0 if
    the language is unknown.
    """
    most = max(languages.values())
    likeliest = [language for language, bits in languages.items() if bits == most]
    if len(likeliest) > _TOO_MANY:
        return 0.0
    return max(
        (min(_surprise(letter, language) for language in likeliest) for letter in letters),
        default=0.0,
    )


def _surprise(letter: str, language: str) -> float:
    place = LETTERS[language].find(letter)
    return MOST if place < 0 else _RARER * min(place, _RAREST)
