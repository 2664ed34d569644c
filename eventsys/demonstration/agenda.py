"""The agenda of the 2565 series as its invitation gave it: four meetings, seventeen items.

Speakers stand as they were published, also those who were not settled yet, and so do the two
short "lunches" of the later meetings.
"""

from datetime import date, time
from typing import Final

from eventsys.models import ItemKind
from eventsys.services.agenda import ItemPlan, SpeakerPlan, TalkPlan

NESDC: Final = (SpeakerPlan("ผู้แทน สศช."),)
FIRST_DAY: Final = date(2022, 2, 18)


def _item(
    starts: str,
    ends: str,
    kind: ItemKind,
    title_th: str,
    title_en: str,
    speakers: tuple[SpeakerPlan, ...] = (),
    talks: tuple[TalkPlan, ...] = (),
) -> ItemPlan:
    return ItemPlan(
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        kind=kind,
        title_th=title_th,
        title_en=title_en,
        speakers=speakers,
        talks=talks,
    )


def _closing(starts: str, ends: str) -> ItemPlan:
    return _item(
        starts,
        ends,
        ItemKind.CLOSING,
        "การสรุปภาพรวมการประชุมฯ และการดำเนินการต่อไป",
        "Summary of the meeting and next steps",
        NESDC,
    )


def _break(starts: str, ends: str) -> ItemPlan:
    return _item(starts, ends, ItemKind.BREAK, "พักเบรกการประชุมฯ", "Break")


def _lunch(starts: str, ends: str) -> ItemPlan:
    return _item(starts, ends, ItemKind.LUNCH, "พักรับประทานอาหารกลางวัน", "Lunch")


_TALKS: Final = (
    TalkPlan(
        title_th="การรับมือกับภัยพิบัติด้วยแนวทางการพัฒนาที่ยั่งยืน",
        title_en="Coping with disasters through sustainable development",
        speakers=(SpeakerPlan("นางสุนิสา สุตรัก ผู้แทนจาก UNDRR"),),
    ),
    TalkPlan(
        title_th="การลดความยากจนกับการพัฒนาที่ยั่งยืน",
        title_en="Reducing poverty and sustainable development",
        speakers=NESDC,
    ),
    TalkPlan(
        title_th="การพัฒนาเมืองสู่เมืองคาร์บอนต่ำ",
        title_en="Towards low-carbon cities",
        speakers=(SpeakerPlan("ดร.อมรรพรรณ เรศานนท์ UNDP"),),
    ),
    TalkPlan(
        title_th="การศึกษากับการพัฒนาที่ยั่งยืน",
        title_en="Education and sustainable development",
        speakers=(SpeakerPlan("ผู้จัดการกองทุนเพื่อความเสมอภาคทางการศึกษา หรือ ผู้แทน"),),
        speaker_tbc=True,
    ),
)

_PANEL_TH: Final = "การเสวนาในหัวข้อ “การขับเคลื่อน SDGs ไปสู่การปฏิบัติอย่างเป็นรูปธรรมในระดับพื้นที่”"
_PANEL_EN: Final = "Panel: Putting the SDGs into practice in the provinces"
_PANELLISTS: Final = (SpeakerPlan("วิทยากรจากภาครัฐ ภาคเอกชน และภาคประชาสังคม"),)

# for each meeting: days after the first one, and its items
MEETINGS: Final[tuple[tuple[int, tuple[ItemPlan, ...]], ...]] = (
    (
        0,
        (
            _item(
                "09:00",
                "09:30",
                ItemKind.OPENING,
                "การกล่าวเปิดการประชุมฯ และบรรยายสรุปภาพรวมการดำเนินงานเพื่อขับเคลื่อน SDGs ไทยในระดับพื้นที่",
                "Opening, and overview of the work on the SDGs in the provinces of Thailand",
                NESDC,
            ),
            _item(
                "09:30",
                "10:30",
                ItemKind.LECTURE,
                "การบรรยายพิเศษเรื่อง “จิ๊กซอว์ความสำเร็จของประเทศไทยที่ยั่งยืน”",
                "Keynote: The jigsaw of a sustainable Thailand",
                (SpeakerPlan("ดร.สุวิทย์ เมษินทรีย์ ผู้ทรงคุณวุฒิ"),),
            ),
            _break("10:30", "10:40"),
            _item(
                "10:40",
                "11:40",
                ItemKind.PARALLEL,
                "การบรรยายตามหัวข้อ โดยแบ่งออกเป็น ๔ เรื่อง "
                "(บรรยายพร้อมกัน ผู้เข้าร่วมสามารถเลือกรับชมได้ตามความสนใจ)",
                "Four talks side by side; participants choose one",
                talks=_TALKS,
            ),
            _closing("11:40", "12:00"),
        ),
    ),
    (
        13,
        (
            _item(
                "09:30",
                "10:45",
                ItemKind.LECTURE,
                "การบรรยายเรื่อง “หลักวงจรการบริหารงานคุณภาพ (PDCA) กับการขับเคลื่อนการพัฒนาที่ยั่งยืนของไทย”",
                "The quality cycle (PDCA) and sustainable development in Thailand",
                NESDC,
            ),
            _break("10:45", "10:55"),
            _item(
                "10:55",
                "12:05",
                ItemKind.LECTURE,
                "การบรรยายเรื่อง “One Plan กับการขับเคลื่อน SDGs ในระดับพื้นที่”",
                "One Plan and the SDGs in the provinces",
                (SpeakerPlan("ผู้แทนกระทรวงมหาดไทย"),),
            ),
            _closing("12:05", "12:10"),
        ),
    ),
    (
        21,
        (
            _item(
                "09:30",
                "10:45",
                ItemKind.LECTURE,
                "การบรรยายเรื่อง “ตัวชี้วัดการพัฒนาระดับกลุ่มจังหวัดกับการขับเคลื่อน SDGs ในระดับพื้นที่”",
                "Development indicators of provincial clusters and the SDGs",
                NESDC,
            ),
            _lunch("10:45", "10:55"),
            _item(
                "10:55",
                "12:05",
                ItemKind.LECTURE,
                "การบรรยายเรื่อง “การติดตามและประเมินผลการขับเคลื่อน SDGs ในระดับพื้นที่”",
                "Monitoring and evaluating the SDGs in the provinces",
                (SpeakerPlan("ดร.อนรรฆ เสรีเชษฐพงษ์ UNDP"),),
            ),
            _closing("12:05", "12:10"),
        ),
    ),
    (
        26,
        (
            _item("09:30", "10:45", ItemKind.PANEL, _PANEL_TH, _PANEL_EN, _PANELLISTS),
            _lunch("10:45", "11:00"),
            _item(
                "11:00",
                "12:00",
                ItemKind.PANEL,
                f"{_PANEL_TH} (ต่อ)",
                f"{_PANEL_EN} (continued)",
                _PANELLISTS,
            ),
            _closing("12:00", "12:10"),
        ),
    ),
)
