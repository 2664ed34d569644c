"""How long it takes to read and to check an agenda of 1,000 lines.

Run as ``python -m bench.agenda_text``. The text repeats the forms that offices use, with a new
date every 25 lines.
"""

import statistics
import time
from datetime import date, timedelta

from eventsys.rules.agenda_check import check
from eventsys.rules.agenda_text import parse
from eventsys.rules.thai_dates import format_date

LINES = 1000
GOAL_MS = 50
ROUNDS = 15

DAY = """
{date} ณ ห้องประชุม ๑

๐๘.๓๐ – ๐๙.๐๐ น.\tลงทะเบียน
๐๙.๐๐ – ๐๙.๑๕ น.\tกล่าวต้อนรับ โดย ผู้ว่าราชการจังหวัด
๐๙.๑๕ – ๑๐.๓๐ น.\tบรรยาย เรื่อง “ตัวชี้วัดระดับจังหวัด” โดย ดร.ตัวอย่าง หนึ่ง และ ผู้แทน สศช.
๑๐.๓๐ – ๑๐.๔๕ น.\tพักรับประทานอาหารว่าง
๑๐.๔๕ – ๑๒.๐๐ น.\tกิจกรรมห้องย่อย (๑) น้ำ โดย นางตัวอย่าง สอง (๒) เมือง โดย ผู้แทน UNDP (TBC)
๑๒.๐๐ – ๑๓.๐๐ น.\tพักรับประทานอาหารกลางวัน
- ๑๓.๐๐ - ๑๔.๐๐ น. การเสวนาในหัวข้อ “การขับเคลื่อนไปสู่การปฏิบัติ”
โดย นายตัวอย่าง สาม ผู้อำนวยการกองสมมุติ
นางสาวตัวอย่าง สี่
ดำเนินรายการโดย นางตัวอย่าง ห้า
- ๑๔.๐๐ - ๑๔.๑๕ น. พักรับประทานอาหารว่าง
- ๑๔.๑๕ - ๑๕.๐๐ น. การเสวนาในหัวข้อ “การขับเคลื่อนไปสู่การปฏิบัติ” (ต่อ)
- ๑๕.๐๐ - ๑๕.๓๐ น. แบ่งกลุ่มระดมความคิดเห็น โดยแบ่งเป็น ๓ กลุ่ม
ห้องที่ ๑ สุขภาพ โดย นายตัวอย่าง หก
ห้องที่ ๒ การศึกษา โดย นางตัวอย่าง เจ็ด
ห้องที่ ๓ อาชีพ โดย ผู้แทนกลุ่มอาชีพ
- ๑๕.๓๐ - ๑๕.๔๕ น. นำเสนอผล โดยผู้แทนกลุ่ม
- ๑๕.๔๕ - ๑๖.๐๐ น. สรุปผลและปิดการประชุม

หมายเหตุ: กำหนดการอาจมีการเปลี่ยนแปลงตามความเหมาะสม
"""


def text_of(lines: int) -> str:
    """Return an agenda of so many lines."""
    days: list[str] = []
    day = date(2026, 1, 5)
    while len(days) < lines:
        days.extend(DAY.format(date=format_date(day, digits="thai", weekday=True)).split("\n")[1:])
        day += timedelta(days=1)
    return "\n".join(days[:lines])


def milliseconds(function: object, *arguments: object) -> float:
    """Return the median time of a call."""
    assert callable(function)  # noqa: S101 (the caller's mistake)
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        function(*arguments)
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


def main() -> None:
    text = text_of(LINES)
    agenda = parse(text)
    items = sum(len(day.items) for day in agenda.meetings)
    reading = milliseconds(parse, text)
    checking = milliseconds(check, agenda.meetings)
    print(f"{LINES} lines, {len(agenda.meetings)} days, {items} items")
    print(f"parse {reading:.1f} ms (goal {GOAL_MS} ms), check {checking:.1f} ms")


if __name__ == "__main__":
    main()
