"""The workshop series of 2565 as published: facts of its letter, contacts made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from eventsys.rules.published import (
    PublishedDay,
    PublishedEvent,
    PublishedItem,
    PublishedMeeting,
    PublishedSpeaker,
    PublishedTalk,
    Text,
)

REGISTRATION_URL = "https://events.example.go.th/e/sdg-localisation-2565/register"
PAGE_URL = "https://events.example.go.th/e/sdg-localisation-2565/"
NOW = datetime(2022, 1, 20, 3, 0, tzinfo=UTC)

TITLE = "การประชุมเชิงปฏิบัติการเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืนเชิงพื้นที่ (SDG Localisation)"
NESDC = "ผู้แทน สศช."
CLOSING = "การสรุปภาพรวมการประชุมฯ และการดำเนินการต่อไป"


def clock(text: str) -> time:
    return time.fromisoformat(text)


def item(
    uid: str,
    starts: str,
    ends: str | None,
    kind: str,
    title: str,
    *speakers: str,
    talks: tuple[PublishedTalk, ...] = (),
    tbc: bool = False,
) -> PublishedItem:
    return PublishedItem(
        uid=uid,
        starts=clock(starts),
        ends=clock(ends) if ends else None,
        kind=kind,
        title=Text(th=title),
        speakers=tuple(PublishedSpeaker(name) for name in speakers),
        speaker_tbc=tbc,
        talks=talks,
    )


def talk(uid: str, title: str, speaker: str, *, tbc: bool = False) -> PublishedTalk:
    return PublishedTalk(
        uid=uid,
        title=Text(th=title),
        room="",
        speakers=(PublishedSpeaker(speaker),),
        speaker_tbc=tbc,
    )


TALKS = (
    talk(
        "t1",
        "การรับมือกับภัยพิบัติด้วยแนวทางการพัฒนาที่ยั่งยืน",
        "นางสุนิสา สุตรัก ผู้แทนจาก UNDRR",
    ),
    talk("t2", "การลดความยากจนกับการพัฒนาที่ยั่งยืน", NESDC),
    talk("t3", "การพัฒนาเมืองสู่เมืองคาร์บอนต่ำ", "ดร.อมรรพรรณ เรศานนท์ UNDP"),
    talk(
        "t4",
        "การศึกษากับการพัฒนาที่ยั่งยืน",
        "ผู้จัดการกองทุนเพื่อความเสมอภาคทางการศึกษา หรือ ผู้แทน",
        tbc=True,
    ),
)

FIRST = (
    item(
        "i11",
        "09:00",
        "09:30",
        "opening",
        "การกล่าวเปิดการประชุมฯ และบรรยายสรุปภาพรวมการดำเนินงานเพื่อขับเคลื่อน SDGs ไทยในระดับพื้นที่",
        NESDC,
    ),
    item(
        "i12",
        "09:30",
        "10:30",
        "lecture",
        "การบรรยายพิเศษเรื่อง “จิ๊กซอว์ความสำเร็จของประเทศไทยที่ยั่งยืน”",
        "ดร.สุวิทย์ เมษินทรีย์ ผู้ทรงคุณวุฒิ",
    ),
    item("i13", "10:30", "10:40", "break", "พักเบรกการประชุมฯ"),
    item(
        "i14",
        "10:40",
        "11:40",
        "lecture",
        "การบรรยายตามหัวข้อ โดยแบ่งออกเป็น ๔ เรื่อง (บรรยายพร้อมกัน ผู้เข้าร่วมสามารถเลือกรับชมได้ตามความสนใจ)",
        talks=TALKS,
    ),
    item("i15", "11:40", "12:00", "closing", CLOSING, NESDC),
)
SECOND = (
    item(
        "i21",
        "09:30",
        "10:45",
        "lecture",
        "การบรรยายเรื่อง “หลักวงจรการบริหารงานคุณภาพ (PDCA) กับการขับเคลื่อนการพัฒนาที่ยั่งยืนของไทย”",
        NESDC,
    ),
    item("i22", "10:45", "10:55", "break", "พักเบรกการประชุมฯ"),
    item(
        "i23",
        "10:55",
        "12:05",
        "lecture",
        "การบรรยายเรื่อง “One Plan กับการขับเคลื่อน SDGs ในระดับพื้นที่”",
        "ผู้แทนกระทรวงมหาดไทย",
    ),
    item("i24", "12:05", "12:10", "closing", CLOSING, NESDC),
)
THIRD = (
    item(
        "i31",
        "09:30",
        "10:45",
        "lecture",
        "การบรรยายเรื่อง “ตัวชี้วัดการพัฒนาระดับกลุ่มจังหวัดกับการขับเคลื่อน SDGs ในระดับพื้นที่”",
        NESDC,
    ),
    item("i32", "10:45", "10:55", "lunch", "พักรับประทานอาหารกลางวัน"),
    item(
        "i33",
        "10:55",
        "12:05",
        "lecture",
        "การบรรยายเรื่อง “การติดตามและประเมินผลการขับเคลื่อน SDGs ในระดับพื้นที่”",
        "ดร.อนรรฆ เสรีเชษฐพงษ์ UNDP",
    ),
    item("i34", "12:05", "12:10", "closing", CLOSING, NESDC),
)
PANEL = "การเสวนาในหัวข้อ “การขับเคลื่อน SDGs ไปสู่การปฏิบัติอย่างเป็นรูปธรรมในระดับพื้นที่”"
FOURTH = (
    item(
        "i41",
        "09:30",
        "10:45",
        "panel",
        PANEL,
        "วิทยากรจากภาครัฐ ภาคเอกชน และภาคประชาสังคม",
    ),
    item("i42", "10:45", "11:00", "lunch", "พักรับประทานอาหารกลางวัน"),
    item(
        "i43",
        "11:00",
        "12:00",
        "panel",
        f"{PANEL} (ต่อ)",
        "วิทยากรจากภาครัฐ ภาคเอกชน และภาคประชาสังคม",
    ),
    item("i44", "12:00", "12:10", "closing", CLOSING, NESDC),
)


def meeting(
    number: int, day: date, starts: str, ends: str, items: tuple[PublishedItem, ...]
) -> PublishedMeeting:
    return PublishedMeeting(
        id=number,
        uid=f"6a0e2c1e-0000-4000-8000-00000000000{number}",
        number=number,
        title=Text(),
        mode="webinar",
        state="scheduled",
        place=Text(th="ระบบ Zoom Webinar", en="Zoom Webinar"),
        days=(PublishedDay(day, clock(starts), clock(ends), items),),
        sequence=number + 2,
        changed_at=datetime(2022, 1, 10 + number, 2, 30, tzinfo=UTC),
    )


EVENT = PublishedEvent(
    slug="sdg-localisation-2565",
    title=Text(
        th=TITLE,
        en="Workshop series on advancing the Sustainable Development Goals in the provinces "
        "(SDG Localisation)",
    ),
    subtitle=Text(th="ผ่านระบบประชุมทางไกล ระบบ Zoom Webinar", en="Online, by Zoom Webinar"),
    background=Text(
        th="ประเทศไทยร่วมกับประชาคมโลกยึดวาระการพัฒนาที่ยั่งยืน ค.ศ. 2030 เป็นกรอบการพัฒนา "
        "ซึ่งมีเป้าหมาย 17 ข้อ น้ำสะอาดและสุขาภิบาลเป็นหนึ่งในนั้น "
        "การทำงานในระดับจังหวัดจึงเป็นกำลังสำคัญที่จะนำเป้าหมายไปสู่ผลจริงโดยไม่ทิ้งใครไว้ข้างหลัง\n"
        "ผลการทำงานกับพื้นที่นำร่องพบว่า แต่ละพื้นที่ยังรู้จักเป้าหมายไม่เท่ากัน ข้อมูลระดับท้องถิ่นยังมีน้อย "
        "และการทำแผนพัฒนาจังหวัดควรมีทุกภาคส่วนร่วมคิด\n"
        "สำนักงานจึงจัดการประชุมเชิงปฏิบัติการชุดนี้ เพื่อให้ทุกจังหวัดได้เรียนรู้และแลกเปลี่ยนประสบการณ์กัน"
    ),
    objectives=Text(
        th="เสริมสร้างความรู้และทักษะของผู้ทำงานด้านการพัฒนาที่ยั่งยืนในระดับพื้นที่\n"
        "แลกเปลี่ยนและติดตามความก้าวหน้าของส่วนกลาง ส่วนภูมิภาค ท้องถิ่น และภาคีเครือข่าย"
    ),
    audience=Text(
        th="เจ้าหน้าที่ภาครัฐ ภาคเอกชน และภาคีเครือข่ายการพัฒนาใน 77 จังหวัด จังหวัดละไม่เกิน 25 คน\n"
        "เจ้าหน้าที่และภาคีเครือข่ายจากหน่วยงานส่วนกลาง ไม่เกิน 50 คน"
    ),
    how_to_join=Text(
        th="ลงทะเบียนล่วงหน้าตามลิงก์หรือ QR Code ในเอกสารนี้ ผู้จัดจะส่งลิงก์การประชุมให้ในภายหลัง\n"
        "ตั้งชื่อในการประชุมตามแบบที่แจ้งไว้ เช่น นครปฐม พช. นายมั่งมี\n"
        "เข้าร่วมกลุ่ม Open Chat “SDG Local Network” เพื่อรับข่าวสาร"
    ),
    contact=Text(
        th="นางสาวมาลี ใจงาม โทร. 0 2000 0000 ต่อ 1234\nอีเมล sdg.workshop@example.go.th",
        en="Ms Malee Jaingam, tel. 0 2000 0000 ext. 1234\nsdg.workshop@example.go.th",
    ),
    notes=Text(
        th="ขอให้จังหวัดพิจารณาเชิญเจ้าหน้าที่ภาครัฐ ภาคเอกชน และประชาสังคมที่มีส่วนเกี่ยวข้องกับ"
        "การขับเคลื่อน SDGs จังหวัดละไม่เกิน 25 ท่าน เข้าร่วมประชุมฯ โดยไม่กำหนดตำแหน่ง"
    ),
    organisation=Text(
        th="สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ",
        en="Office of the National Economic and Social Development Council",
    ),
    unit=Text(th="กองยุทธศาสตร์และประสานความร่วมมือระหว่างประเทศ"),
    thai_digits=True,
    agenda_may_change=True,
    meetings=(
        meeting(1, date(2022, 2, 18), "09:00", "12:00", FIRST),
        meeting(2, date(2022, 3, 3), "09:30", "12:10", SECOND),
        meeting(3, date(2022, 3, 11), "09:30", "12:10", THIRD),
        meeting(4, date(2022, 3, 16), "09:30", "12:10", FOURTH),
    ),
    version=3,
    published_at=datetime(2022, 1, 15, 3, 0, tzinfo=UTC),
)


def event_with_meeting(number: int, **changes: object) -> PublishedEvent:
    """The event with one meeting changed."""
    meetings = tuple(
        replace(each, **changes) if each.number == number else each  # type: ignore[arg-type]
        for each in EVENT.meetings
    )
    return replace(EVENT, meetings=meetings)
