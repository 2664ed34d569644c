import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventsys.cli import main

SAMPLE = Path(__file__).parents[1] / "data" / "attendance-sample"
LIST = SAMPLE / "registrations.csv"
REPORT = SAMPLE / "report.csv"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["attendance", "match", *map(str, arguments)])


def test_the_sample_as_json() -> None:
    result = run("--registrations", LIST, "--report", REPORT, "--json")
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    assert list(printed) == ["meeting", "people", "unmatched", "staff", "absent", "rejected"]
    assert printed["meeting"] == {
        "topic": "SDG Localisation, ครั้งที่ 1",
        "id": "912 3456 7890",
        "start": "2022-02-18T08:30:00",
        "minutes": 215.0,
    }
    assert next(p for p in printed["people"] if p["registration_id"] == "R00060") == {
        "registration_id": "R00060",
        "minutes": 99.4,
        "first_join": "2022-02-18T08:42:58",
        "last_leave": "2022-02-18T10:42:26",
        "identities": [
            {
                "display_name": "Galaxy 60",
                "email": "u00060@example.go.th",
                "matched_by": "email",
            },
            {"display_name": "สงขลา ทสจ. นายเดชา", "email": "", "matched_by": "display_name"},
        ],
    }
    assert next(u for u in printed["unmatched"] if u["display_name"] == "อ่างทอง สสจ. ดร.ปิมยะ") == {
        "display_name": "อ่างทอง สสจ. ดร.ปิมยะ",
        "email": "",
        "minutes": 15.48,
        "reason": "not_registered",
        "candidates": ["R00021"],
    }
    assert printed["staff"] == [
        {"display_name": "สศช. Host", "email": "host@example.go.th", "role": "host"}
    ]
    assert printed["absent"][0] == {
        "display_name": "ชัยนาท ทม. ดร.ดวงใจ",
        "email": "",
        "registration_id": "R00019",
    }
    assert printed["rejected"] == [
        {"file": "report.csv", "line": line, "reason": "leave_before_join"}
        for line in (15, 124, 176)
    ]


def test_the_same_report_twice_changes_nothing() -> None:
    once = run("--registrations", LIST, "--report", REPORT, "--json")
    twice = run("--registrations", LIST, "--report", REPORT, "--report", REPORT, "--json")
    assert twice.stdout == once.stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [("th", "เวลาออกอยู่ก่อนเวลาเข้า"), ("en", "report.csv:15: ")],
)
def test_a_table_to_read(language: str, words: str) -> None:
    result = run("--registrations", LIST, "--report", REPORT, "--language", language)
    assert result.exit_code == 0
    assert "    99.40  R00060  นายเดชา พรหมมา  ← Galaxy 60 (email), สงขลา" in result.stdout
    assert words in result.stdout
    assert result.stdout.endswith("people 80, unmatched 22, staff 1, absent 5, rejected 3\n")


def test_a_report_of_no_known_kind(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    result = run("--registrations", LIST, "--report", other)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{other}: ไม่รู้จักรูปแบบของรายงานนี้")


def test_a_report_that_is_a_list_of_registrations() -> None:
    assert run("--registrations", LIST, "--report", LIST, "--json").exit_code == 2


def test_a_list_without_its_columns(tmp_path: Path) -> None:
    other = tmp_path / "list.csv"
    other.write_text("id,title\n1,2\n")
    result = run("--registrations", other, "--report", REPORT, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "first_name, last_name, province, agency, email" in result.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert run("--registrations", tmp_path / "none.csv", "--report", REPORT).exit_code == 2
