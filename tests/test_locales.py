"""Every language's data file is complete, and its words fit where they are put."""

from __future__ import annotations

import datetime
import re
import string
from pathlib import Path
from typing import Any

import pytest
import yaml

from pamphlet import locales
from pamphlet.article.model import LanguageTag, Tier, plain
from pamphlet.locales import Labels, Support
from pamphlet.plan import ItemList, Medium, texts
from tests.articles import plan

FOLDER = Path(locales.__file__).parent
TAGS = locales.available()
BASES = [tag for tag in TAGS if "-" not in tag]
REGIONS = [tag for tag in TAGS if "-" in tag]
KEYS = {
    *("extends", "print", "speech", "voice", "months", "months_in_dates", "first_day", "date", "month_year"),
    *("labels", "spoken", "actions"),
}

BY_COUNTRY = {
    "de-AT": "144",
    "de-CH": "144",
    "de-DE": "112",
    "en-GB": "999",
    "en-US": "911",
    "es-ES": "112",
    "es-MX": "911",
    "es-US": "911",
    "fr-BE": "112",
    "fr-CA": "911",
    "fr-CH": "144",
    "fr-FR": "15",
    "pl-PL": "112",
    "pt-BR": "192",
    "pt-PT": "112",
}
DATES = {
    "de": ("1. März 2026", "22. Oktober 2026", "Januar 2026"),
    "de-AT": ("1. März 2026", "22. Oktober 2026", "Jänner 2026"),
    "en-GB": ("1 March 2026", "22 October 2026", "January 2026"),
    "en-US": ("March 1, 2026", "October 22, 2026", "January 2026"),
    "es": ("1 de marzo de 2026", "22 de octubre de 2026", "enero de 2026"),
    "fr": ("1er mars 2026", "22 octobre 2026", "janvier 2026"),
    "pl": ("1 marca 2026\u00a0r.", "22 października 2026\u00a0r.", "styczeń 2026"),
    "pt": ("1 de março de 2026", "22 de outubro de 2026", "janeiro de 2026"),
    "pt-BR": ("1º de março de 2026", "22 de outubro de 2026", "janeiro de 2026"),
}


def raw(tag: str) -> dict[str, Any]:
    """Return the first document of a file, as it is written."""
    text = (FOLDER / f"{tag}.yaml").read_text(encoding="utf-8")
    head: dict[str, Any] = next(iter(yaml.load_all(text, Loader=yaml.CSafeLoader)))
    return head


def braces(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_there_are_languages() -> None:
    assert BASES == ["de", "en", "es", "fr", "pl", "pt"]
    assert sorted(BY_COUNTRY) == REGIONS


@pytest.mark.parametrize("tag", TAGS)
def test_every_label_is_there_and_no_other(tag: str) -> None:
    data = raw(tag)
    assert set(data) <= KEYS
    english = raw("en")
    if tag in BASES:
        assert list(data["labels"]) == list(Labels._fields) == list(english["labels"])
        assert list(data["spoken"]) == list(english["spoken"])
        assert {"print", "speech", "voice", "months", "month_year"} <= set(data)
        assert tag == "en" or "date" in data
    else:
        assert data["extends"] == tag.partition("-")[0]
        assert set(data.get("labels", {})) <= set(Labels._fields)
        assert set(data.get("spoken", {})) <= set(english["spoken"])


@pytest.mark.parametrize("tag", TAGS)
def test_braces_are_those_of_english(tag: str) -> None:
    english = raw("en")
    for part in ("labels", "spoken"):
        for key, text in raw(tag).get(part, {}).items():
            assert braces(text) == braces(english[part][key]), f"{part}.{key}"


@pytest.mark.parametrize("tag", TAGS)
def test_words_are_clean(tag: str) -> None:
    """No space at an end, none doubled; what English ends with a full stop or a colon ends so everywhere."""
    english, data = raw("en"), raw(tag)
    found = [(part, key, text) for part in ("labels", "spoken") for key, text in data.get(part, {}).items()]
    found += [("actions", key, text) for key, text in data.get("actions", {}).items()]
    for part, key, text in found:
        assert text == text.strip() or key == "between", f"{part}.{key}"
        assert "  " not in text, f"{part}.{key}"
        assert "'" not in text, f"{part}.{key} has a typewriter's apostrophe"
        if part != "actions":
            expected = english[part][key][-1]
            assert text[-1] == expected or expected not in ".:?", f"{part}.{key}"


@pytest.mark.parametrize("tag", BASES)
def test_an_emergency_number_belongs_to_a_country(tag: str) -> None:
    found = locales.find(tag)
    assert found is not None
    assert found.actions == {}


@pytest.mark.parametrize("tag", REGIONS)
def test_every_country_says_what_to_do(tag: str) -> None:
    found = locales.find(tag)
    assert found is not None
    assert sorted(found.actions) == sorted(tier.value for tier in Tier)
    numbers = re.findall(r"\d+", found.actions["emergency"])
    assert BY_COUNTRY[tag] in numbers
    for action in found.actions.values():
        assert action[-1] not in ".:!", "the condition follows"


def test_a_country_without_a_file_has_the_words_of_its_language_and_no_number() -> None:
    found = locales.find("es-AR")
    assert found is not None
    assert found.labels.phone == "Teléfono:"
    assert found.actions == {}


@pytest.mark.parametrize("tag", TAGS)
def test_months(tag: str) -> None:
    found = locales.find(tag)
    assert found is not None
    assert len(set(found.months)) == len(set(found.months_in_dates)) == 12
    written = {found.date(datetime.date(2026, month, 2)) for month in range(1, 13)}
    assert len(written) == 12


@pytest.mark.parametrize("tag", DATES)
def test_dates(tag: str) -> None:
    found = locales.find(tag)
    assert found is not None
    days = datetime.date(2026, 3, 1), datetime.date(2026, 10, 22)
    assert (*map(found.date, days), found.month_year(datetime.date(2026, 1, 15))) == DATES[tag]


def test_swiss_german_has_no_sharp_s() -> None:
    found = locales.find("de-CH")
    assert found is not None
    assert "ß" not in " ".join([*found.labels, *found.spoken.values(), *found.actions.values()])


def test_french_spaces() -> None:
    """In France a sign of two parts has a space before it that may not break; in Canada only the colon has."""
    for tag, signs in {"fr": ":;?!", "fr-FR": ":;?!", "fr-BE": ":;?!", "fr-CH": ":;?!", "fr-CA": ":"}.items():
        found = locales.find(tag)
        assert found is not None
        words = "\n".join([*found.labels, *found.spoken.values(), *found.actions.values()])
        assert words.count(":") > 10
        assert re.findall(rf"(?<![\u00a0\u202f])[{signs}]", words) == []
        assert re.findall(r"[\u00a0\u202f][^:;?!]", words) == []


def test_which_languages_are_signed() -> None:
    """A change here is a promise: README.md and docs/format.md list the same."""
    support = {tag: (found.print, found.speech_support) for tag in BASES if (found := locales.find(tag))}
    assert support == {
        "de": (Support.SUPPORTED, Support.EXPERIMENTAL),
        "en": (Support.SUPPORTED, Support.SUPPORTED),
        "es": (Support.SUPPORTED, Support.EXPERIMENTAL),
        "fr": (Support.SUPPORTED, Support.EXPERIMENTAL),
        "pl": (Support.EXPERIMENTAL, Support.EXPERIMENTAL),
        "pt": (Support.EXPERIMENTAL, Support.EXPERIMENTAL),
    }


ALIKE = {"link_to", "between", "introduction"}
"""What may be the same as in English: patterns of signs only, and a French word."""


@pytest.mark.parametrize("tag", [tag for tag in BASES if tag != "en"])
def test_no_label_is_left_in_english(tag: str) -> None:
    english, data = raw("en"), raw(tag)
    same = {key for part in ("labels", "spoken") for key, text in data[part].items() if text == english[part][key]}
    assert same <= ALIKE


SPANISH = """\
Sore shins after running
- Example Clinic
- Publicado por Example Clinic.
- Información para pacientes
- Escuche este folleto: clinic.example/listen
- Esta grabación tiene 8 partes: Lo más importante; Introducción; A qué se debe; Cómo se previene; Qué puede hacer \
ahora; Cuándo pedir ayuda; Más información; Sobre este folleto.
Lo más importante
- Sore shins usually heal with rest. Get help if the pain keeps you awake.
Introducción
- Shin pain is common when you start to run.
- It is called shin splints.
A qué se debe
- Doing more than the leg is ready for.
- Running further or faster than last week.
- Hard ground. Roads push back.
- Imagen: A road
Cómo se previene
- Consejo 1 de 1.
- Build up slowly. Add a little each week.
Qué puede hacer ahora
- Rest from running for 2–4 weeks.
Cuándo pedir ayuda
- Llame al 112 o vaya a urgencias ahora mismo si:
- The leg is pale, cold or numb.
- Pida cita en su centro de salud si:
- The pain is no better after 2 weeks of rest.
Más información
- Example Clinic
- Teléfono: 0800 123 4567
- Correo electrónico: info@clinic.example
- Página web: clinic.example
- ¿Necesita este folleto en otro formato? Pídanoslo en letra grande, en audio o en otro idioma: 0800 123 4567.
- Escanee para escuchar: clinic.example/listen
Sobre este folleto
- Fuentes:
- Shin splints. NHS, marzo de 2025. nhs.uk/conditions/shin-splints
- Autoría: Physiotherapy team. Fecha de publicación: 1 de octubre de 2026. Próxima revisión: 1 de octubre de 2029.
- Este folleto ofrece información general. No sustituye los consejos de su equipo médico o de enfermería.
Dónde preguntar
- Si tiene preguntas o necesita este folleto en otro formato, póngase en contacto con Example Clinic.
- El número de teléfono es 0800 123 4567.
- Aquí termina la grabación.
"""


def test_spanish_around_an_article() -> None:
    """All that print and recording say around the author's words, each section under its name."""
    made = plan(language=LanguageTag("es-ES"), audio_url="https://clinic.example/listen")
    lines = []
    for section in made.sections:
        lines.append(section.name)
        alone = made._replace(sections=(section,))
        spoken = [
            item.label.spoken for block in section.blocks if isinstance(block, ItemList) for item in block.items
        ]
        lines += [f"- {label}" for label in spoken if label]
        lines += [f"- {words}" for text in texts(alone, Medium.BOTH) if (words := plain(text)) != section.name]
    assert "\n".join(lines) + "\n" == SPANISH
    assert made.furniture.page_of == "Página {page} de {pages}"
    assert made.furniture.notes == "Mis notas"


def test_a_date_that_ends_with_a_full_stop_gets_no_second() -> None:
    about = "\n".join(plain(text) for text in texts(plan(language=LanguageTag("pl-PL")), Medium.PRINT))
    assert (
        "Data publikacji: 1 października 2026\u00a0r. Następny przegląd treści: 1 października 2029\u00a0r." in about
    )
    assert ".." not in about
