import re
from pathlib import Path

import pytest

import eventsys.imports
from eventsys.sentences.attendance import CODES, reason_sentence

PARAMETERS = {
    "megabytes": 32,
    "rows": 9,
    "line": 3,
    "columns": "a, b",
    "id": "R1",
    "most": 20000,
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_sentence_without_open_places(code: str) -> None:
    sentence = reason_sentence(code, "th", **PARAMETERS)
    assert re.search("[ก-๙]{10}", sentence)
    assert "%" not in sentence


def test_every_code_that_a_reader_raises_has_a_sentence() -> None:
    sources = [path.read_text() for path in Path(eventsys.imports.__file__).parent.glob("*.py")]
    raised = set(re.findall(r'UnreadableReport\(\s*"(\w+)"', "".join(sources)))
    rejected = set(re.findall(r'(?:_reject\(row|Rejected\([\w.]+), "(\w+)"', "".join(sources)))
    assert len(raised) > 15
    assert len(rejected) > 5
    assert raised | rejected <= CODES


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        reason_sentence("nonsense", "th")
