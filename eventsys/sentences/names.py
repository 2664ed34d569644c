"""What is wrong with a display name, in one sentence each that says what to write instead."""

from collections.abc import Callable
from typing import Final

from eventsys.i18n import N_, translate
from eventsys.rules.agencies import canonical_agency
from eventsys.rules.display_names import NameCheck
from eventsys.rules.name_lists import CENTRAL, UNREADABLE
from eventsys.rules.provinces import PROVINCES_BY_NAME
from eventsys.rules.titles import keeps_space

_REPLACE: Final = N_("เขียน “%(right)s” แทน “%(wrong)s”")
_ABBREVIATE: Final = N_("ใช้ชื่อย่อ “%(right)s” แทน “%(wrong)s”")
_OFFICIAL_PROVINCE: Final = N_("เขียนชื่อจังหวัดว่า “%(right)s” แทน “%(wrong)s”")
_PROVINCE_WITHOUT_PREFIX: Final = N_(
    "เขียนชื่อจังหวัดเต็มตามทางการ โดยไม่มี “จ.” หรือ “จังหวัด” นำหน้า แทน “%(wrong)s”"
)
_PROVINCE_UNKNOWN: Final = N_("ไม่พบจังหวัดชื่อ “%(wrong)s” ให้เขียนชื่อจังหวัดให้ถูกต้อง เช่น “นครปฐม”")
_PROVINCE_TWICE: Final = N_("หน้าชื่อหน่วยงานให้เขียนเพียงชื่อจังหวัด “%(right)s” และตัดคำอื่นออก")
_ADD_AGENCY: Final = N_("เติมชื่อย่อหน่วยงานหน้าชื่อ เช่น “%(example)s”")
_ADD_TITLE: Final = N_("เติมคำนำหน้าชื่อติดกับชื่อ เช่น “นาย%(name)s” หรือ “นางสาว%(name)s”")
_ADD_LATIN_TITLE: Final = N_("เติมคำนำหน้าชื่อติดกับชื่อ เช่น “Mr.%(name)s” หรือ “Ms.%(name)s”")
_JOIN_TITLE: Final = N_("เขียนคำนำหน้าติดกับชื่อโดยไม่เว้นวรรค เป็น “%(person)s”")
_SPACE_TITLE: Final = N_("เว้นวรรคหนึ่งช่องหลังคำนำหน้า เป็น “%(person)s”")
_DROP_SURNAME: Final = N_("ตัด “%(surname)s” ที่อยู่หลังชื่อออก ให้เหลือเพียง “%(person)s”")
_ONE_ORDER: Final = N_("เรียงลำดับใหม่เป็น “%(right)s”")
_ORDER: Final = N_("เรียงลำดับเป็น จังหวัด หน่วยงาน แล้วจึงคำนำหน้าและชื่อ โดยให้ “%(person)s” อยู่ท้ายสุด")
_SPACES: Final = N_("คั่นแต่ละส่วนด้วยเว้นวรรคหนึ่งช่อง เป็น “%(right)s”")
_SPACES_ONLY: Final = N_("คั่นจังหวัด หน่วยงาน และชื่อด้วยเว้นวรรคหนึ่งช่อง ไม่ใช้เครื่องหมายอื่นและไม่เขียนติดกัน")
_DROP_SIGNS: Final = N_("ลบสัญลักษณ์ อีโมจิ ลำดับเลข และเครื่องหมายที่เกินมาออก ให้เหลือ “%(right)s”")
_DROP_SIGNS_ONLY: Final = N_("ลบสัญลักษณ์ อีโมจิ ลำดับเลข และเครื่องหมายที่เกินมาออก")
_NOT_A_NAME: Final = N_(
    "ข้อความนี้ไม่มีชื่อบุคคล ให้เขียนชื่อตามแบบ เช่น “นครปฐม พช. นายมั่งมั่ง” หรือ “สศช. นายยินดี”"
)

# What a problem is, for tables that count how often each occurs.
PROBLEM_LABELS: Final = {
    "agency_form": N_("ชื่อย่อหน่วยงานเขียนไม่ตรงแบบ"),
    "agency_missing": N_("ไม่มีชื่อหน่วยงาน"),
    "agency_unabbreviated": N_("เขียนชื่อเต็มของหน่วยงานที่มีชื่อย่อ"),
    "illegal_character": N_("มีสัญลักษณ์ อีโมจิ หรือลำดับเลขเกินมา"),
    "not_a_name": N_("ไม่ใช่ชื่อบุคคล"),
    "order": N_("เรียงลำดับส่วนของชื่อไม่ตรงแบบ"),
    "province_alias": N_("ใช้ชื่ออื่นหรือชื่อย่อของจังหวัด"),
    "province_misspelt": N_("สะกดชื่อจังหวัดผิด"),
    "separator": N_("แต่ละส่วนไม่ได้คั่นด้วยเว้นวรรคหนึ่งช่อง"),
    "surname_present": N_("มีนามสกุลหรือคำอื่นหลังชื่อ"),
    "title_form": N_("คำนำหน้าชื่อเขียนไม่ตรงแบบ"),
    "title_missing": N_("ไม่มีคำนำหน้าชื่อ"),
    "title_spacing": N_("เว้นวรรคที่คำนำหน้าชื่อไม่ตรงแบบ"),
}
# Who counts for no province.
_GROUPS: Final = {CENTRAL: N_("ส่วนกลาง"), UNREADABLE: N_("อ่านชื่อหรือจังหวัดไม่ได้")}

# A message and the words for its places.
_Sentence = tuple[str, dict[str, str]]

_EXAMPLE_AGENCY: Final = "พช."


def problem_sentence(code: str, check: NameCheck, locale: str) -> str:
    """Return one sentence that says what to write instead.

    Args:
        code: one of the check's problems.
        check: the whole result, from which the words are taken.
        locale: ``th`` or ``en``.

    Raises:
        KeyError: the code is no problem of a display name.
    """
    message, words = _SENTENCES[code](check)
    return translate(locale, message, **words)


def problem_label(code: str, locale: str) -> str:
    """Return what a problem is in a few words, without saying what to write instead.

    Args:
        code: a problem of a display name.
        locale: ``th`` or ``en``.

    Raises:
        KeyError: the code is no problem of a display name.
    """
    return translate(locale, PROBLEM_LABELS[code])


def group_label(group: str, locale: str) -> str:
    """Return what a group of a list's summary is called.

    Args:
        group: a province's official Thai name, ``CENTRAL`` or ``UNREADABLE``.
        locale: ``th`` or ``en``.

    Raises:
        KeyError: there is no such group.
    """
    if group in _GROUPS:
        return translate(locale, _GROUPS[group])
    province = PROVINCES_BY_NAME[group]
    return province.name_en if locale == "en" else province.name_th


def problem_sentences(check: NameCheck, locale: str) -> list[str]:
    """Return one sentence for each problem, in the problems' order."""
    return [problem_sentence(code, check, locale) for code in check.problems]


def _person(check: NameCheck) -> str:
    """Return title, first name and mark as they are to be written."""
    title, name = check.title or "", check.first_name or ""
    person = f"{title} {name}" if keeps_space(title) else f"{title}{name}"
    return f"{person} {check.mark}" if check.mark else person


def _province_alias(check: NameCheck) -> _Sentence:
    wrong = check.province_written or ""
    if check.province is None:
        return _PROVINCE_WITHOUT_PREFIX, {"wrong": wrong}
    return _OFFICIAL_PROVINCE, {"right": check.province, "wrong": wrong}


def _province_misspelt(check: NameCheck) -> _Sentence:
    wrong = check.province_written or ""
    if check.province is None:
        return _PROVINCE_UNKNOWN, {"wrong": wrong}
    if wrong == check.province:
        return _PROVINCE_TWICE, {"right": check.province}
    return _OFFICIAL_PROVINCE, {"right": check.province, "wrong": wrong}


def _agency_missing(check: NameCheck) -> _Sentence:
    parts = (check.province, _EXAMPLE_AGENCY, _person(check))
    return _ADD_AGENCY, {"example": " ".join(part for part in parts if part)}


def _agency_form(check: NameCheck) -> _Sentence:
    return _REPLACE, _agency_words(check)


def _agency_unabbreviated(check: NameCheck) -> _Sentence:
    return _ABBREVIATE, _agency_words(check)


def _agency_words(check: NameCheck) -> dict[str, str]:
    wrong = check.agency_written or ""
    known = canonical_agency(wrong)
    # An agency that only the event knows, or one with words behind it.
    right = known if known != wrong else check.agency or ""
    return {"right": right, "wrong": wrong}


def _title_form(check: NameCheck) -> _Sentence:
    return _REPLACE, {"right": check.title or "", "wrong": check.title_written or ""}


def _title_missing(check: NameCheck) -> _Sentence:
    name = check.first_name or ""
    return (_ADD_LATIN_TITLE if name.isascii() else _ADD_TITLE), {"name": name}


def _title_spacing(check: NameCheck) -> _Sentence:
    message = _SPACE_TITLE if keeps_space(check.title or "") else _JOIN_TITLE
    return message, {"person": _person(check)}


def _surname_present(check: NameCheck) -> _Sentence:
    return _DROP_SURNAME, {"surname": check.surname or "", "person": _person(check)}


def _order(check: NameCheck) -> _Sentence:
    if check.suggestion:
        return _ONE_ORDER, {"right": check.suggestion}
    return _ORDER, {"person": _person(check)}


def _separator(check: NameCheck) -> _Sentence:
    return (_SPACES, {"right": check.suggestion}) if check.suggestion else (_SPACES_ONLY, {})


def _illegal_character(check: NameCheck) -> _Sentence:
    if check.suggestion:
        return _DROP_SIGNS, {"right": check.suggestion}
    return _DROP_SIGNS_ONLY, {}


def _not_a_name(check: NameCheck) -> _Sentence:
    del check
    return _NOT_A_NAME, {}


_SENTENCES: Final[dict[str, Callable[[NameCheck], _Sentence]]] = {
    "agency_form": _agency_form,
    "agency_missing": _agency_missing,
    "agency_unabbreviated": _agency_unabbreviated,
    "illegal_character": _illegal_character,
    "not_a_name": _not_a_name,
    "order": _order,
    "province_alias": _province_alias,
    "province_misspelt": _province_misspelt,
    "separator": _separator,
    "surname_present": _surname_present,
    "title_form": _title_form,
    "title_missing": _title_missing,
    "title_spacing": _title_spacing,
}
