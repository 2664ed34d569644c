"""Webinar display names: what is wrong with one, and the name that conforms.

The invitation asks everybody to enter under ``<province> <agency> <title><first name>``
(``นครปฐม พช. นายมั่งมั่ง``), or without a province where the agency is a national one
(``สศช. นายยินดี``): one space between the parts, none inside the last, no surname. Form, list,
import, API and command line all ask here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from eventsys.rules.agencies import Agency, canonical_agency, compact, search_agencies
from eventsys.rules.name_agency import agency_index
from eventsys.rules.name_assembly import Mark, Parts, assemble
from eventsys.rules.name_reading import Piece, read_pieces
from eventsys.rules.name_text import Line, clean, former_name, read_line
from eventsys.rules.not_names import is_address, is_device, is_placeholder, without_mail
from eventsys.rules.titles import canonical_title, keeps_space, thai_equivalent

Form = Literal["regional", "central"]

PROBLEM_CODES: Final = (
    "agency_form",
    "agency_missing",
    "agency_unabbreviated",
    "illegal_character",
    "not_a_name",
    "order",
    "province_alias",
    "province_misspelt",
    "separator",
    "surname_present",
    "title_form",
    "title_missing",
    "title_spacing",
)


@dataclass(frozen=True, slots=True)
class Conventions:
    """What an event allows besides the convention.

    Attributes:
        allow_surname: words after the first name are no problem and stay.
        allow_missing_title: a name without a title is no problem.
        agencies: agencies that the event knows besides those of the table.
        mark: how namesakes are told apart: the surname's initial (``ก.``; where that is the same,
            a number) or a number, after the first name. Such a mark is no problem and stays.
    """

    allow_surname: bool = False
    allow_missing_title: bool = False
    agencies: tuple[Agency, ...] = ()
    mark: Mark | None = None


DEFAULT: Final = Conventions()


@dataclass(frozen=True, slots=True)
class NameCheck:
    """What a display name says and what is wrong with it.

    Attributes:
        input: the text as it was given.
        form: ``regional``, ``central``, or ``None`` where the text is no name.
        province: the official Thai name.
        agency: the abbreviation where the agency is known, else as written.
        title: the canonical title.
        first_name: the first name.
        surname: the words after the first name.
        mark: what tells namesakes apart, where the event has such.
        problems: codes out of ``PROBLEM_CODES``, sorted, each once.
        suggestion: the conforming name where everything that it needs is known.
        province_written: the province as it was written.
        agency_written: the known agency as it was written where that is a problem.
        title_written: the title as it was written.
    """

    input: str
    form: Form | None = None
    province: str | None = None
    agency: str | None = None
    title: str | None = None
    first_name: str | None = None
    surname: str | None = None
    mark: str | None = None
    problems: tuple[str, ...] = ()
    suggestion: str | None = None
    province_written: str | None = None
    agency_written: str | None = None
    title_written: str | None = None

    @property
    def valid(self) -> bool:
        """Tell whether the name conforms."""
        return not self.problems

    def as_dict(self, messages: Sequence[str]) -> dict[str, object]:
        """Return the fields of the public result, in their order.

        Args:
            messages: the problems as sentences, in the order of ``problems``.
        """
        return {
            "input": self.input,
            "valid": self.valid,
            "form": self.form,
            "province": self.province,
            "agency": self.agency,
            "title": self.title,
            "first_name": self.first_name,
            "problems": list(self.problems),
            "messages": list(messages),
            "suggestion": self.suggestion,
        }


def check(text: str, conventions: Conventions = DEFAULT) -> NameCheck:
    """Return what a display name says, what is wrong with it, and the name that conforms.

    Never raises, whatever the text; the work grows linearly with its length.

    Args:
        text: the name as it was entered.
        conventions: what the event allows besides.
    """
    plain = clean(text)
    parts = _read(plain, conventions)
    if parts is None:
        return NameCheck(text, problems=("not_a_name",))
    problems = _judged(parts, conventions)
    suggestion = _suggestion(parts, conventions)
    if suggestion is not None and (problems or suggestion != plain):
        # What was dropped or put in order must not read as something else now.
        again = _read(clean(suggestion), conventions)
        if again is None or _judged(again, conventions) or _said(again) != _said(parts):
            suggestion = None
        # A difference that no rule names is one of what stands between the parts.
        problems = problems or ("separator",)
    return NameCheck(
        text,
        form="regional" if parts.regional else "central",
        province=parts.province,
        agency=parts.agency,
        title=parts.title,
        first_name=parts.first_name,
        surname=parts.surname,
        mark=parts.mark,
        problems=problems,
        suggestion=suggestion,
        province_written=parts.province_written,
        agency_written=parts.agency_written,
        title_written=parts.title_written,
    )


def compose(
    *, province: str | None, agency: str, title: str, first_name: str, mark: str = ""
) -> str:
    """Return the display name of somebody registered.

    Args:
        province: the official Thai name; ``None`` or empty for a national agency.
        agency: in any known form; an unknown one is taken as written.
        title: in any known form; may be empty.
        first_name: its first word counts, the others are a surname.
        mark: what tells this person from a namesake, if anything.
    """
    first = clean(first_name).split(" ", maxsplit=1)[0]
    return _joined(
        province=clean(province or ""),
        agency=canonical_agency(clean(agency)),
        title=canonical_title(title),
        words=(first, clean(mark)),
    )


def display_name_of(
    *,
    province: str | None,
    agency: str,
    title: str,
    first_name: str,
    conventions: Conventions = DEFAULT,
) -> str:
    """Return the display name of somebody registered, without signs that have no place in one.

    Signs and digits that were typed into a part are dropped. Where what is left would read as
    another title, name or agency, as an agency that holds a person's name, everything stays.

    Args:
        province: the official Thai name; ``None`` or empty for a national agency.
        agency: in any known form; an unknown one is taken as written.
        title: canonical.
        first_name: its first word counts, the others are a surname.
        conventions: what the event allows besides.
    """
    name = compose(province=province, agency=agency, title=title, first_name=first_name)
    # a number behind the name is no mark here: marks are added to what this returns
    found = check(name, replace(conventions, mark=None))
    first = clean(first_name).split(" ", maxsplit=1)[0]
    same = (
        found.suggestion is not None
        and found.title == canonical_title(title)
        and _letters(found.first_name) == _letters(first)
        and _letters(found.agency) == _letters(canonical_agency(agency, conventions.agencies))
        and (found.province or "") == clean(province or "")
    )
    return found.suggestion if same and found.suggestion else name


def with_mark(name: str, mark: str) -> str:
    """Return a display name with what tells its bearer from a namesake, if anything."""
    return f"{name} {mark}" if mark else name


def _letters(text: str | None) -> str:
    return "".join(letter for letter in compact(text or "") if not letter.isdigit())


# as the invitation shows them: an office of a province, a national agency
EXAMPLE_NAMES: Final = ("นครปฐม พช. นายมั่งมั่ง", "สศช. นายยินดี")


def _joined(*, province: str, agency: str, title: str, words: Sequence[str]) -> str:
    first, *others = words
    person = f"{title} {first}" if keeps_space(title) else f"{title}{first}"
    return " ".join(part for part in (province, agency, person, *others) if part)


def _read(plain: str, conventions: Conventions) -> Parts | None:
    """Return what a cleaned text says, or ``None`` where it is no name."""
    if not plain or is_address(plain):
        return None
    text = without_mail(plain)
    line = read_line(text, keep_number=conventions.mark is not None)
    if text != plain:
        line = replace(line, illegal=True)
    if not line.base:
        return None
    pieces = read_pieces(line, agency_index(conventions.agencies))
    if _is_no_name(plain, line, pieces) or pieces is None:
        return None
    return assemble(line, pieces, conventions.mark)


def _is_no_name(plain: str, line: Line, pieces: Sequence[Piece] | None) -> bool:
    words = plain.lower().split()
    if is_placeholder(words):
        return True
    person = next((p.part for p in pieces or () if p.role == "person" and p.part.person), None)
    titled = line.source(0, person.start + 1).count(" ") if person else None
    known = any(p.role in {"province", "agency"} and p.part.kind != "word" for p in pieces or ())
    return is_device(words, titled=titled, known=known)


def _judged(parts: Parts, conventions: Conventions) -> tuple[str, ...]:
    problems = parts.problems
    if conventions.allow_surname:
        problems -= {"surname_present"}
    if conventions.allow_missing_title:
        problems -= {"title_missing"}
    return tuple(sorted(problems))


def _said(parts: Parts) -> tuple[str | None, ...]:
    return parts.province, parts.agency, parts.title, parts.first_name, parts.mark


def _suggestion(parts: Parts, conventions: Conventions) -> str | None:
    if not parts.agency or (parts.regional and not parts.province):
        return None
    if not parts.title and not conventions.allow_missing_title:
        return None
    surname = parts.surname if conventions.allow_surname else None
    return _joined(
        province=parts.province or "",
        agency=parts.agency,
        title=parts.title or "",
        words=(parts.first_name, parts.mark or "", surname or ""),
    )


__all__ = [
    "DEFAULT",
    "EXAMPLE_NAMES",
    "PROBLEM_CODES",
    "Agency",
    "Conventions",
    "NameCheck",
    "canonical_agency",
    "canonical_title",
    "check",
    "clean",
    "compose",
    "display_name_of",
    "former_name",
    "search_agencies",
    "thai_equivalent",
    "with_mark",
]
