from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventsys.rules.agenda import (
    Agenda,
    Item,
    MeetingDay,
    Note,
    Talk,
    as_plain,
    kind_of,
    runs_side_by_side,
)
from eventsys.rules.agenda_check import check
from eventsys.rules.agenda_dates import find_dates
from eventsys.rules.agenda_print import to_text
from eventsys.rules.agenda_text import parse
from eventsys.rules.thai_dates import WEEKDAYS_TH

# Words without a mark of the grammar: no date, time, number, bracket, colon, `โดย`, `และ`, title.
WORDS = st.sampled_from(
    [
        "บรรยาย",
        "เสวนา",
        "พัก",
        "ลงทะเบียน",
        "พิธีเปิด",
        "สรุปผล",
        "แบ่งกลุ่ม",
        "อาหารกลางวัน",
        "ข้อมูลเปิด",
        "น้ำ",
        "ป่าไม้",
        "เมืองยั่งยืน",
        "ขยะ",
        "SDGs",
        "Localisation",
        "2030",
        "๑๗",
        "เป้าหมาย",
        "ฝุ่น/ควัน",
        "“จิ๊กซอว์”",
        "๓๐%",
        "ร่าง!",
        "ทะเล",
        "ฯ",
        "ๆ",
        "เยาวชน",
        "กรมสมมุติ",
        "หลักสูตร",
        "งบประมาณ",
        "ชี้แจง",
        "นำเสนอ",
        "อภิปราย",
        "แลกเปลี่ยนความคิดเห็น",
    ]
)
# Letters that make no word: nobody has thought of what they might be taken for.
LETTERS = st.text("กขคงจฉชซตถธนบปผฝภมยรลวสหอ", min_size=4, max_size=9)
TITLES = (
    st.lists(WORDS | LETTERS, min_size=1, max_size=6)
    .map(" ".join)
    .filter(lambda title: any(letter.isalpha() for letter in title) and not find_dates(title))
)
NAMES = st.sampled_from(
    ["สมมุติ", "ทดลอง", "จำลอง", "ใจดี", "พร้อมใจ", "กานต์", "ธารา", "ณ", "อยุธยา", "Person"]
)
PERSONS = st.builds(
    "{}{} {}".format,
    st.sampled_from(["นาย", "นาง", "นางสาว", "ดร.", "รศ.ดร.", "พล.ต.ต. ", "Mr. "]),
    NAMES,
    st.lists(NAMES, min_size=1, max_size=2).map(" ".join),
)
SPEAKERS = st.lists(
    st.one_of(
        PERSONS,
        st.builds(
            "{} {}".format, PERSONS, st.sampled_from(["ผู้อำนวยการกอง", "สำนักงานสมมุติ", "UNDP"])
        ),
        st.sampled_from(
            [
                "ผู้แทน สศช.",
                "สผ.",
                "กระทรวงเกษตรและสหกรณ์",
                "ภาครัฐ ภาคเอกชน และภาคประชาสังคม",
                "สมศรี ใจงาม",
            ]
        ),
    ),
    max_size=3,
    unique=True,
).map(tuple)
ROOMS = ["กุหลาบ", "มะลิ", "บัวหลวง", "ประชุมใหญ่", "Lotus", "ราชพฤกษ์", "จามจุรี", "ประดู่", "สักทอง"]
PLACES = TITLES | st.sampled_from(["ผ่านระบบ Zoom", "ผ่านระบบประชุมทางไกล ระบบ Zoom Webinar"])
REMARKS = st.builds("{} {}".format, st.sampled_from(["หมายเหตุ:", "ติดต่อ", "ทั้งนี้"]), TITLES)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def talks(draw: st.DrawFn) -> tuple[Talk, ...]:
    count = draw(st.sampled_from([0, 0, 0, 1, 2, 3, 9]))
    rooms = draw(st.sampled_from(["ห้องที่ {}", "ห้อง{}", None]))
    # One room alone has to be counted: what has only a name may be a place.
    names = ROOMS if rooms == "ห้อง{}" and count > 1 else range(1, 10)
    return tuple(
        Talk(
            draw(TITLES),
            draw(SPEAKERS),
            draw(st.booleans()),
            rooms.format(name) if rooms and (count > 1 or rooms != "ห้อง{}") else None,
        )
        for name in names[:count]
    )


@st.composite
def items(draw: st.DrawFn) -> Item:
    title = draw(TITLES)
    speakers, tbc = draw(SPEAKERS), draw(st.booleans())
    if draw(st.booleans()) and speakers:
        title += " (ต่อ)"
    parallel = draw(talks())
    return Item(
        draw(TIMES),
        draw(st.none() | TIMES),
        kind_of(title, runs_side_by_side(parallel)),
        title,
        speakers,
        tbc,
        parallel,
    )


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    days = draw(
        st.lists(
            st.dates(date(2000, 1, 1), date(2056, 12, 31)), min_size=1, max_size=4, unique=True
        )
    )
    shared = draw(st.booleans())
    title, place = draw(st.none() | TITLES), draw(st.none() | PLACES)
    meetings: list[MeetingDay] = []
    for day in days:
        number = draw(st.none() | st.integers(1, 3) | st.integers(1, 99))
        # Only a new number tells that another day begins where it has no date.
        new = number is not None and all(each.number != number for each in meetings)
        dated = not new or draw(st.booleans())
        meetings.append(
            MeetingDay(
                date=day if dated else None,
                weekday=draw(st.none() | st.sampled_from(WEEKDAYS_TH)) if dated else None,
                number=number,
                title=title if shared else draw(st.none() | TITLES),
                place=place if shared else draw(st.none() | PLACES),
                items=tuple(draw(st.lists(items(), min_size=1, max_size=5))),
                hours=draw(st.none() | st.tuples(TIMES, TIMES)) if dated else None,
            )
        )
    notes = draw(st.lists(REMARKS, max_size=3, unique=True))
    return Agenda(tuple(meetings), tuple(Note(0, note) for note in notes))


@given(agendas())
def test_what_is_printed_reads_back_as_the_same_agenda(agenda: Agenda) -> None:
    assert parse(to_text(agenda)) == agenda


@given(items())
def test_a_single_undated_day_reads_back(item: Item) -> None:
    agenda = Agenda((MeetingDay(None, items=(item,)),))
    assert parse(to_text(agenda)) == agenda


@given(
    agendas(), st.integers(0, 200), st.sampled_from(["ฉิ่งฉับ", "- ฉิ่งฉับ", "\tฉิ่งฉับ", "“ฉิ่งฉับ", "ฉิ่งฉับ:"])
)
def test_a_strange_line_is_never_lost(agenda: Agenda, where: int, strange: str) -> None:
    lines = to_text(agenda).split("\n")
    lines.insert(1 + where % (len(lines) - 1), strange)
    assert "ฉิ่งฉับ" in str(as_plain(parse("\n".join(lines))))


@given(st.text(alphabet='๐๙0.:– -\n\tกดยโร(๑)<tr>&“”"|น.และ,', max_size=300))
def test_any_text_is_read_and_each_source_exists(text: str) -> None:
    text += "\n09.00 น. ลงทะเบียน"
    agenda = parse(text)
    count = text.count("\n") + 1
    for day in agenda.meetings:
        assert day.items
        for item in day.items:
            assert item.source == tuple(sorted(set(item.source)))
            assert 1 <= item.source[0] <= item.source[-1] <= count
    assert all(1 <= note.line <= count for note in agenda.notes)


@given(st.lists(items(), min_size=1, max_size=8), st.dates())
def test_the_check_does_not_depend_on_the_order_of_items(found: list[Item], day: date) -> None:
    sat = {str(each.params) for each in check([MeetingDay(day, items=tuple(found))])}
    assert {str(each.params) for each in check([MeetingDay(day, items=tuple(found))])} == sat
    ordered = sorted({item.start: item for item in found}.values(), key=lambda item: item.start)
    forward = check([MeetingDay(day, items=tuple(ordered))])
    backward = check([MeetingDay(day, items=tuple(reversed(ordered)))])
    assert [(each.code, each.start, each.params) for each in forward] == [
        (each.code, each.start, each.params) for each in backward
    ]


@given(st.integers(10, 90), st.integers(1, 12), st.dates())
def test_a_seamless_day_has_neither_gap_nor_overlap(minutes: int, count: int, day: date) -> None:
    begin = timedelta(hours=6)
    made = []
    for place in range(count):
        start = begin + timedelta(minutes=minutes * place)
        end = start + timedelta(minutes=minutes)
        if end >= timedelta(days=1):
            break
        clock = [
            time(int(each.total_seconds()) // 3600, int(each.total_seconds()) // 60 % 60)
            for each in (start, end)
        ]
        made.append(replace(Item(clock[0], clock[1], "break", "พัก"), source=(place,)))
    assert check([MeetingDay(day, items=tuple(made))]) == []
