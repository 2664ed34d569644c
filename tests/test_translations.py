"""Every text of the program has its English, and no page shows Thai to who reads English."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "_l": None, "lazy_gettext": None}
TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "npgettext"}

THAI = re.compile(r"[\u0e00-\u0e7f]+(?:\.[\u0e00-\u0e7f]+)*\.?")
PLACE = re.compile(r"%\(\w+\)[a-z]")

# Display names are Thai in English texts too, and so are the titles, agencies and provinces that
# show how one is written.
THAI_IN_ENGLISH = {
    *("นาย", "นาง", "นางสาว", "ดร."),
    *("พช.", "อบจ.", "สศช."),
    *("จ.", "จังหวัด", "นครปฐม"),
    *("นายมั่งมั่ง", "นายยินดี"),
}
# The link to the Thai page is for those who read no English.
THAI_IN_TEMPLATES = {"ไทย"}


@cache
def of_sources() -> Catalog:
    """Collect the messages of sources and templates, as babel.cfg says."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog()
    for _, _, message, _, context in extract_from_dir(
        ROOT,
        methods,
        options,
        keywords=KEYWORDS,
        directory_filter=lambda folder: not Path(folder).name.startswith("."),
    ):
        found.add(message, context=context)
    return found


@cache
def catalogue(locale: str) -> Catalog:
    path = ROOT / "eventsys/translations" / locale / "LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def messages(of: Catalog) -> list[Message]:
    """Leave out the header."""
    return [message for message in of if message.id]


def text(value: str | list[str] | tuple[str, ...] | None) -> str:
    """Take one text, or the forms of singular and plural together."""
    return (value if isinstance(value, str) else "\n".join(value)) if value else ""


def thai(value: str) -> set[str]:
    return set(THAI.findall(value))


@cache
def parsed_templates() -> dict[str, nodes.Template]:
    """Parse all templates as the program does."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    return {
        str(path.relative_to(TEMPLATES)): environment.parse(path.read_text(encoding="utf-8"))
        for path in sorted(TEMPLATES.rglob("*"))
        if path.suffix in {".html", ".txt"}
    }


def marked(template: nodes.Template) -> Iterator[nodes.Const]:
    """Give the texts in a template that are translated, by ``_()`` or ``{% trans %}``."""
    for call in template.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATING:
            yield from (each for each in call.args if isinstance(each, nodes.Const))


def unmarked(template: nodes.Template) -> Iterator[tuple[int, str]]:
    """Give everything else that a template says, with its line."""
    known = {id(each) for each in marked(template)}
    for data in template.find_all(nodes.TemplateData):
        yield data.lineno, data.data
    for constant in template.find_all(nodes.Const):
        if isinstance(constant.value, str) and id(constant) not in known:
            yield constant.lineno, constant.value


def test_every_message_has_its_english() -> None:
    english = catalogue("en")
    found = [(each.id, english.get(each.id, each.context)) for each in messages(of_sources())]

    assert [message for message, known in found if not (known and text(known.string))] == []


def test_the_english_has_the_places_of_the_thai() -> None:
    differing = [
        (each.id, each.string)
        for each in messages(catalogue("en"))
        if sorted(PLACE.findall(text(each.id))) != sorted(PLACE.findall(text(each.string)))
    ]

    assert differing == []


def test_no_thai_is_left_in_the_english() -> None:
    left = [
        (each.string, words)
        for each in messages(catalogue("en"))
        if (words := thai(text(each.string)) - THAI_IN_ENGLISH)
    ]

    assert left == []


@pytest.mark.parametrize("locale", ["th", "en"])
def test_no_entry_is_left_out_as_uncertain(locale: str) -> None:
    known = catalogue(locale)

    assert not known.fuzzy  # one without a header counts as such, and is not compiled at all
    assert [each.id for each in messages(known) if each.fuzzy] == []


def test_templates_say_nothing_in_thai_that_is_not_translated() -> None:
    thai_only = [
        (name, line, words)
        for name, template in parsed_templates().items()
        for line, said in unmarked(template)
        if (words := thai(said) - THAI_IN_TEMPLATES)
    ]

    assert thai_only == []


def test_what_templates_translate_is_what_was_collected() -> None:
    collected = {text(each.id) for each in messages(of_sources())}
    missing = [
        (name, constant.lineno, constant.value)
        for name, template in parsed_templates().items()
        for constant in marked(template)
        if thai(str(constant.value)) and constant.value not in collected
    ]

    assert missing == []
