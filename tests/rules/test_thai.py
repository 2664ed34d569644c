from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsys.rules.thai import repair, repair_letters, to_arabic_digits, to_thai_digits
from eventsys.rules.thai_dates import (
    MONTHS_EN,
    MONTHS_TH,
    MONTHS_TH_SHORT,
    WEEKDAYS_TH,
    DateError,
    Digits,
    format_date,
    format_date_range,
    format_date_short,
    format_time,
    format_time_range,
    month_number,
    parse_date,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("น\u0e49\u0e4dา", "น้ำ"),
        ("นำ\u0e49", "น้ำ"),
        ("ท\u0e4dา", "ทำ"),
        ("เเพร่", "แพร่"),
        ("ก\u0e48\u0e34ง", "กิ่ง"),
        ("ส\u0e38\u0e48ม", "สุ่ม"),
        ("ส\u0e48\u0e38ม", "สุ่ม"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("พันธ\u0e4c\u0e38", "พันธุ์"),
        ("น่าน\u200b\ufeff", "น่าน"),
        ("ก\u00ad\u2060ข", "กข"),
        ("e\u0301", "é"),
        ("  ก\u00a0\u3000 ข\t\nค ", "ก ข ค"),
        ("ก \u200b ข", "ก ข"),
        ("", ""),
        ("plain ascii", "plain ascii"),
    ],
)
def test_text_is_repaired_as_it_was_meant(typed: str, meant: str) -> None:
    assert repair(typed) == meant


def test_correct_text_stays_as_it_is() -> None:
    text = "เจ้าหน้าที่สุราษฎร์ธานี น้ำ ผู้ใหญ่ กำนัน เก็บ ๆ ฯลฯ ปฏิญญา"
    assert repair(text) == text


def test_letters_are_repaired_without_touching_tabs_and_line_ends() -> None:
    assert repair_letters("เเก\tน\u0e4dา\n  ข") == "แก\tนำ\n  ข"


marks = st.text(
    alphabet="กน\u0e31\u0e34\u0e38\u0e3a\u0e47\u0e48\u0e49\u0e4c\u0e4d\u0e4eาำเ \u200bé\u0301"
)


@given(st.one_of(st.text(), marks))
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    assert repair(repair(text)) == repair(text)
    assert repair_letters(repair_letters(text)) == repair_letters(text)


def test_digits_are_turned_both_ways() -> None:
    assert to_arabic_digits("๐๑๒๓๔๕๖๗๘๙ a1") == "0123456789 a1"
    assert to_thai_digits("0123456789 ก๑") == "๐๑๒๓๔๕๖๗๘๙ ก๑"


@pytest.mark.parametrize(
    "text",
    [
        "18 กุมภาพันธ์ 2565",
        "วันศุกร์ที่ ๑๘ กุมภาพันธ์ พ.ศ. ๒๕๖๕",
        "วันศุกร์ที่ 18 ก.พ. 2565",
        "วันศุกร์ที่18กุมภาพันธ์2565",
        "ศุกร์ 18 กุมภาพันธ์ 2565",
        "วันที่ 18 กุมภาพันธ์ 2565",
        "18 เดือนกุมภาพันธ์ ปี 2565",
        "๑๘ ก.พ. ๖๕",
        "18 กพ 65",
        "18 ก. พ. 65",
        "18/2/2565",
        "18/02/65",
        "18-2-2565",
        "18.2.65",
        "18 / 2 / 2565",
        "2022-02-18",
        "18 ก.พ. 2022",
        "18 ก.พ. ค.ศ. 2022",
        "18 Feb 2022",
        "18 February 2022",
        "Friday 18 February 2022",
        "Fri, 18 Feb 2022",
        "February 18, 2022",
        "Feb. 18th, 2022",
        "18 February BE 2565",
        "18/2/22",
        "  18  กุมภาพันธ์\u00a02565 ",
    ],
)
def test_a_date_is_read_in_every_form_in_use(text: str) -> None:
    assert parse_date(text) == date(2022, 2, 18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("๓ มี.ค. ๖๕", date(2022, 3, 3)),
        ("1 ส.ค. 40", date(1997, 8, 1)),
        ("1 ส.ค. 39", date(2039, 8, 1)),
        ("1 ส.ค. พ.ศ. 39", date(1996, 8, 1)),
        ("29 ก.พ. 2567", date(2024, 2, 29)),
        ("31/12/2542", date(1999, 12, 31)),
    ],
)
def test_years_are_buddhist_or_christian_by_their_number(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_date"),
        ("พรุ่งนี้", "no_date"),
        ("18 กุมภาพันธ์", "no_date"),
        ("18 ก.ก. 2565", "no_date"),
        ("18/2-2565", "no_date"),
        ("30 กุมภาพันธ์ 2565", "no_such_day"),
        ("29/2/2566", "no_such_day"),
        ("1/13/2565", "no_such_day"),
        ("1/1/1850", "year_out_of_range"),
        ("1/1/256", "year_out_of_range"),
        ("1 ม.ค. ค.ศ. 2565", "year_out_of_range"),
        ("9" * 100_000, "no_date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_code(text: str, code: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert refused.value.code == code


@pytest.mark.parametrize("digits", ["arabic", "thai"])
@given(day=st.dates(date(1941, 1, 1), date(2100, 12, 31)))
def test_a_written_date_reads_back(digits: Digits, day: date) -> None:
    for weekday in (False, True):
        assert parse_date(format_date(day, digits=digits, weekday=weekday)) == day
        assert parse_date(format_date(day, locale="en", weekday=weekday)) == day
    assert parse_date(format_date_short(day, digits=digits)) == day
    assert parse_date(format_date_short(day, locale="en")) == day


def test_dates_are_written_in_thai_and_english() -> None:
    day = date(2022, 2, 18)
    assert format_date(day) == "18 กุมภาพันธ์ 2565"
    assert format_date(day, weekday=True) == "วันศุกร์ที่ 18 กุมภาพันธ์ 2565"
    assert format_date(day, digits="thai", weekday=True) == "วันศุกร์ที่ ๑๘ กุมภาพันธ์ ๒๕๖๕"
    assert format_date(day, locale="en", weekday=True) == "Friday 18 February 2022"
    assert format_date_short(day) == "18 ก.พ. 2565"
    assert format_date_short(day, locale="en") == "18 Feb 2022"


@pytest.mark.parametrize(
    ("first", "last", "thai", "english"),
    [
        (date(2022, 2, 18), date(2022, 2, 18), "18 กุมภาพันธ์ 2565", "18 February 2022"),
        (date(2022, 2, 18), date(2022, 2, 20), "18–20 กุมภาพันธ์ 2565", "18–20 February 2022"),
        (
            date(2022, 2, 28),
            date(2022, 3, 3),
            "28 กุมภาพันธ์ – 3 มีนาคม 2565",
            "28 February – 3 March 2022",
        ),
        (
            date(2021, 12, 31),
            date(2022, 1, 1),
            "31 ธันวาคม 2564 – 1 มกราคม 2565",
            "31 December 2021 – 1 January 2022",
        ),
    ],
)
def test_a_span_of_dates_names_month_and_year_once(
    first: date, last: date, thai: str, english: str
) -> None:
    assert format_date_range(first, last) == thai
    assert format_date_range(first, last, locale="en") == english
    assert format_date_range(first, last, digits="thai") == to_thai_digits(thai)


def test_times_are_written_with_a_full_stop_in_thai() -> None:
    assert format_time(time(9, 0)) == "09.00"
    assert format_time(time(9, 5), suffix=True) == "09.05 น."
    assert format_time(time(9, 5), digits="thai", suffix=True) == "๐๙.๐๕ น."
    assert format_time(time(9, 5), locale="en", suffix=True) == "09:05"
    assert format_time_range(time(9), time(9, 30), suffix=True) == "09.00–09.30 น."
    assert format_time_range(time(9), None) == "09.00"


def test_months_and_weekdays_are_known_by_every_name() -> None:
    for names in (MONTHS_TH, MONTHS_TH_SHORT, MONTHS_EN):
        assert [month_number(name) for name in names] == list(range(1, 13))
    assert month_number("มีค") == 3
    assert month_number("จันทร์") is None
    assert WEEKDAYS_TH[date(2022, 2, 18).weekday()] == "ศุกร์"
