from datetime import datetime

import pytest

from eventsys.imports.report_times import ReportTimes, read_duration, zone_of_header

MOMENT = datetime(2022, 2, 18, 8, 45, 12)  # noqa: DTZ001 (reports tell local times)


@pytest.mark.parametrize(
    "text",
    [
        "02/18/2022 08:45:12 AM",
        "2/18/2022 8:45:12 am",
        "2/18/22, 8:45:12 AM",
        "Feb 18, 2022 08:45:12",
        "Feb 18, 2022 08:45:12 AM",
        "February 18, 2022 8:45:12",
        "Fri, Feb 18, 2022 08:45:12",
        "2022-02-18 08:45:12",
        "2022-02-18T08:45:12",
        "2022/02/18 8:45:12 AM",
        "2022/02/18 8:45:12 AM GMT+7",
        "2022-02-18 08:45:12 Asia/Bangkok",
        "Feb 18, 2022 08:45:12 Bangkok",
        "2022-02-18T01:45:12Z",
        "2022-02-18 01:45:12 UTC",
        "2022-02-18 01:45:12+00:00",
        "2022-02-18 08:45:12 (UTC+07:00)",
        "02/17/2022 08:45:12 PM EST",
        "18 ก.พ. 2565 08:45:12",
        "18 กุมภาพันธ์ 2565 08:45:12 น.",
        "2565-02-18 08:45:12",
        "2022-02-18\u00a008:45:12.000",
    ],
)
def test_a_moment_is_local_time_however_it_is_written(text: str) -> None:
    assert ReportTimes([]).read(text) == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "--",
        "215",
        "2022-02-18",
        "18/2/2022 08:45:12",
        "2022-02-30 08:45:12",
        "2022-02-18 25:00:00",
        "2022-02-18 08:45:12 XYZ",
        "2022-02-18 08:45:12 Nowhere/City",
        "2022-02-18 00:45:12 AM",
        "9999-12-31 23:59:59 UTC-14",
        "Feb 18, 2022 08:45:12 " + "x" * 200,
    ],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert ReportTimes([]).read(text) is None


def test_a_number_above_twelve_turns_all_dates_of_the_file() -> None:
    assert ReportTimes(["1/2/2022 08:00"]).read("03/04/2022 08:45:12").month == 3  # type: ignore[union-attr]
    turned = ReportTimes(["นาย ก", "1/2/2022 08:00", "13/2/2022 8:00"])
    assert turned.read("03/04/2022 08:45:12") == datetime(2022, 4, 3, 8, 45, 12)  # noqa: DTZ001
    assert turned.read("18/2/2565 08:45:12") == MOMENT


def test_a_topic_with_a_date_does_not_turn_them() -> None:
    times = ReportTimes(["25/12/2022 ประชุมใหญ่", "1/2/2022 08:00"])
    assert not times.day_first


def test_noon_and_midnight() -> None:
    times = ReportTimes([])
    assert times.read("12/31/2022 12:00:00 AM") == datetime(2022, 12, 31, 0)  # noqa: DTZ001
    assert times.read("12/31/2022 12:30:00 PM") == datetime(2022, 12, 31, 12, 30)  # noqa: DTZ001


def test_a_heading_may_name_the_zone() -> None:
    assert zone_of_header("Join time (UTC+0)") == "UTC+0"
    assert zone_of_header("Join time (GMT+07:00)") == "GMT+07:00"
    assert zone_of_header("Duration (minutes)") == ""
    assert ReportTimes([]).read("2022-02-18 01:45:12", "UTC") == MOMENT


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("215", 215.0),
        ("1,234", 1234.0),
        ("12.5", 12.5),
        ("1h 2m 3s", 62.05),
        ("59m 30s", 59.5),
        ("1 ชม. 2 นาที 3 วินาที", 62.05),
        ("1 ชั่วโมง 5 นาที", 65.0),
        ("1:02:03", 62.05),
        ("PT1H2M3S", 62.05),
        ("-10", None),
        ("--", None),
        ("", None),
        ("3 apples", None),
        ("1h 2x", None),
    ],
)
def test_durations_are_minutes(text: str, minutes: float | None) -> None:
    assert read_duration(text) == minutes
