import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eventsys.cli import main

AGENDAS = Path(__file__).parents[1] / "data" / "agendas"
ONE_DAY = AGENDAS / "one-day-thai-digits.txt"


def run(*arguments: str | Path, text: str | bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["agenda", *map(str, arguments)], input=text)
    return result.exit_code, result.stdout, result.stderr


def test_parse_prints_the_fields_of_the_contract_in_their_order() -> None:
    code, output, _ = run("parse", ONE_DAY, "--json")
    assert code == 0
    printed = json.loads(output)
    assert list(printed) == ["meetings", "notes"]
    day = printed["meetings"][0]
    assert list(day) == ["date", "weekday", "number", "title", "place", "items"]
    assert list(day["items"][0]) == [
        "start",
        "end",
        "kind",
        "title",
        "speakers",
        "tbc",
        "parallel",
        "source",
    ]
    assert printed == json.loads(ONE_DAY.with_suffix(".json").read_text(encoding="utf-8"))


def test_a_dash_reads_standard_input() -> None:
    assert (
        run("parse", "-", "--json", text=ONE_DAY.read_bytes())[1]
        == run("parse", ONE_DAY, "--json")[1]
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp874"])
def test_files_of_other_programs_are_read(encoding: str) -> None:
    text = "วันที่ ๗ ตุลาคม ๒๕๖๘\r\n๐๙.๐๐ น.\tลงทะเบียน\r\n"
    code, output, _ = run("parse", "-", "--json", text=text.encode(encoding))
    assert code == 0
    assert json.loads(output)["meetings"][0]["items"][0]["title"] == "ลงทะเบียน"


def test_without_json_a_person_can_read_it() -> None:
    code, output, _ = run("parse", AGENDAS / "speaker-subtleties.txt")
    assert code == 0
    assert output.splitlines()[:2] == [
        "1 กรกฎาคม 2569",
        "  09:00–09:30  lecture       บรรยายพิเศษ เรื่อง “ดินดีโดยไม่ใช้สารเคมี” [ดร.กอ สมมุติ]",
    ]


def test_a_text_without_a_time_is_refused_with_what_to_do() -> None:
    code, output, error = run("parse", "-", "--json", text="ขอเชิญประชุม")
    assert (code, output) == (1, "")
    assert "ไม่พบรายการที่ขึ้นต้นด้วยเวลา" in error
    assert "09.00 – 09.30 น." in error


def test_check_tells_faults_with_exit_code_1() -> None:
    code, output, _ = run("check", AGENDAS / "published-2565.txt", "--json")
    assert code == 1
    findings = json.loads(output)
    assert [list(each) for each in findings] == [["code", "date", "start", "message"]] * 5
    assert findings[0]["code"] == "speaker_tbc"
    assert findings[0]["date"] == "2022-02-18"
    assert findings[0]["start"] == "10:40"
    assert "การศึกษากับการพัฒนาที่ยั่งยืน" in findings[0]["message"]


def test_check_without_faults_exits_0() -> None:
    text = "วันอังคารที่ ๗ ตุลาคม ๒๕๖๘\n๐๙.๐๐ – ๑๐.๐๐ น. บรรยาย โดย นายกอ ทดลอง"
    assert run("check", "-", "--json", text=text)[:2] == (0, "[]\n")
    assert run("check", "-", text=text)[:2] == (0, "")


def test_check_of_what_is_no_agenda_exits_2() -> None:
    code, output, error = run("check", "-", "--json", text="ขอเชิญประชุม")
    assert (code, output) == (2, "")
    assert "ไม่พบรายการที่ขึ้นต้นด้วยเวลา" in error


def test_check_for_a_person_names_day_time_and_what_to_do() -> None:
    text = "วันพุธที่ ๗ ตุลาคม ๒๕๖๘\n๐๙.๐๐ – ๑๐.๐๐ น. บรรยาย (TBC)"
    code, output, _ = run("check", "-", text=text)
    assert code == 1
    assert output.splitlines()[0] == "7 ตุลาคม 2568  weekday"
    assert output.splitlines()[2] == "7 ตุลาคม 2568 09:00  speaker_tbc"
