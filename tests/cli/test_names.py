import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventsys.cli import main

VALID = "ขอนแก่น พช. นายมานพ"


def run(*arguments: str, text: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["names", "check", *arguments], input=text)


def objects(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_has_one_object_for_each_line_in_order() -> None:
    result = run("-", "--json", text=f"iPad\n\n{VALID}\nขอนแก่น พช นายมานพ\n")
    assert result.exit_code == 1
    assert [entry["input"] for entry in objects(result)] == [
        "iPad",
        "",
        VALID,
        "ขอนแก่น พช นายมานพ",
    ]
    assert [entry["problems"] for entry in objects(result)] == [
        ["not_a_name"],
        ["not_a_name"],
        [],
        ["agency_form"],
    ]
    assert objects(result)[3] == {
        "input": "ขอนแก่น พช นายมานพ",
        "valid": False,
        "form": "regional",
        "province": "ขอนแก่น",
        "agency": "พช.",
        "title": "นาย",
        "first_name": "มานพ",
        "problems": ["agency_form"],
        "messages": ["เขียน “พช.” แทน “พช”"],
        "suggestion": VALID,
    }
    assert "\\u" not in result.stdout


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_the_last_line_end_are_no_part_of_a_name(
    end: str, mark: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "names.txt"
    file.write_bytes(mark + (VALID + end).encode())
    result = run(str(file), "--json")
    assert result.exit_code == 0
    assert [entry["input"] for entry in objects(result)] == [VALID]


def test_signs_inside_a_name_are_no_line_ends() -> None:
    result = run("-", "--json", text="ก\u2028ข\x0bค\x85ง\n")
    assert len(objects(result)) == 1


def test_no_lines_are_no_fault() -> None:
    result = run("-", "--json")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("missing.txt", None),
        ("folder", None),
        ("latin.txt", b"\xe9t\xe9"),
        ("utf16.txt", b"\xff\xfea\x00"),
    ],
)
def test_unusable_input_ends_with_two_and_one_line(
    source: str, content: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / source
    if source == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    result = run(str(path), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert source in result.stderr


def test_unusable_standard_input_ends_with_two() -> None:
    result = run("-", text=b"\xff")
    assert (result.exit_code, result.stdout) == (2, "")


def test_options_stand_for_what_an_event_allows() -> None:
    assert run("-", text="ขอนแก่น พช. นายมานพ ใจดี").exit_code == 1
    assert run("-", "--allow-surname", text="ขอนแก่น พช. นายมานพ ใจดี").exit_code == 0
    assert run("-", "--allow-missing-title", text="ขอนแก่น พช. มานพ").exit_code == 0
    assert run("-", "--mark", "initial", text=f"{VALID} ก.").exit_code == 0
    assert run("-", "--mark", "number", text=f"{VALID} 2").exit_code == 0


def test_the_table_shows_suggestions_and_counts_each_problem() -> None:
    result = run("-", text=f"{VALID}\nขอนแก่น พช นายมานพ\nกทม นาย มานพ\n")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["ชื่อที่แสดง", "ชื่อที่ควรใช้", "ปัญหา"]
    assert [line.split() for line in lines[-2:]] == [["2", "agency_form"], ["1", "title_spacing"]]
    assert "ถูกต้อง: 1/3" in lines


def test_the_table_prints_no_control_characters() -> None:
    result = run("-", text="\x1b[31mมานพ\x07\n")
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout
