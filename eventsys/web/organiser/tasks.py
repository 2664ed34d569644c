"""What an organiser should do next in an event, in words, each with the page where it is done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from eventsys.models import Event
from eventsys.queries.coordinator_board import Coordination
from eventsys.queries.events import EventCounts
from eventsys.queries.naming import NamingState
from eventsys.queries.readiness import Readiness

# an agency that so many people typed is worth a place in the list
TYPED_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: why, the words of its link, and where the link leads."""

    text: str
    action: str
    url: str


def tasks_of(
    event: Event,
    counts: EventCounts,
    ready: Readiness,
    naming: NamingState,
    coordination: Coordination | None,
) -> list[Task]:
    """Return what is open in an event, in the order in which it is best done.

    Nothing is asked about coordinators where ``coordination`` is ``None``: their links are over.
    """
    return [
        *_building(event, counts, ready),
        *(_coordinating(event, coordination) if coordination else ()),
        *_running(event, counts, ready),
        *_naming(event, naming),
    ]


def _building(event: Event, counts: EventCounts, ready: Readiness) -> Iterator[Task]:
    meetings = url_for("meetings.all_meetings", slug=event.slug)
    if not ready.picture.meetings:
        yield Task(
            gettext("ยังไม่มีการประชุม"),
            gettext("เพิ่มการประชุม"),
            url_for("meetings.add", slug=event.slug),
        )
    if ready.without_agenda:
        yield Task(
            gettext("ยังไม่มีกำหนดการ: %(meetings)s", meetings=_rounds(ready.without_agenda)),
            gettext("เพิ่มกำหนดการ"),
            f"{meetings}#meeting-{ready.without_agenda[0]}",
        )
    if not counts.quotas:
        yield Task(
            gettext("ยังไม่มีที่นั่ง จึงยังไม่มีใครลงทะเบียนได้"),
            gettext("ตั้งโควตา"),
            url_for("quotas.all_quotas", slug=event.slug),
        )
    if not event.consent_th:
        yield Task(
            gettext("ยังไม่มีข้อความขอความยินยอม ซึ่งผู้ลงทะเบียนทุกคนต้องเห็น"),
            gettext("ใส่ข้อความ"),
            url_for("texts.settings", slug=event.slug, _anchor="consent_th"),
        )
    if ready.speaker_open:
        numbers = [number for number, _ in ready.speaker_open]
        yield Task(
            gettext(
                "วิทยากรรอยืนยัน (TBC) %(count)s รายการ: %(meetings)s",
                count=sum(count for _, count in ready.speaker_open),
                meetings=_rounds(numbers),
            ),
            gettext("ดูกำหนดการ"),
            f"{meetings}#meeting-{numbers[0]}",
        )


def _coordinating(event: Event, coordination: Coordination) -> Iterator[Task]:
    def board(state: str) -> str:
        return url_for("coordinators.board", slug=event.slug, state=state)

    if coordination.without_contact:
        yield Task(
            gettext("ยังไม่มีผู้ประสานงาน %(count)s จังหวัด", count=coordination.without_contact),
            gettext("เพิ่มผู้ประสานงาน"),
            url_for("coordinator_lists.upload", slug=event.slug),
        )
    if coordination.untold and event.public:
        yield Task(
            gettext("ยังไม่ได้ส่งลิงก์ให้ผู้ประสานงานของ %(count)s โควตา", count=coordination.untold),
            gettext("ส่งลิงก์"),
            board("not_sent"),
        )
    if coordination.silent:
        yield Task(
            gettext(
                "ผู้ประสานงานของ %(count)s โควตาได้ลิงก์แล้วแต่เงียบมา 7 วัน", count=coordination.silent
            ),
            gettext("เตือนผู้ประสานงาน"),
            url_for("coordinator_links.remind_whom", slug=event.slug, about="not_nominated"),
        )


def _running(event: Event, counts: EventCounts, ready: Readiness) -> Iterator[Task]:
    meetings = url_for("meetings.all_meetings", slug=event.slug)
    if ready.link_missing:
        yield Task(
            gettext("ใกล้ถึงวันประชุมแต่ยังไม่มีลิงก์: %(meetings)s", meetings=_rounds(ready.link_missing)),
            gettext("ใส่ลิงก์"),
            url_for(
                "meetings.change",
                slug=event.slug,
                number=ready.link_missing[0],
                _anchor="webinar_url",
            ),
        )
    if ready.link_withheld:
        yield Task(
            gettext(
                "ใกล้ถึงวันประชุมแต่ยังไม่เปิดเผยลิงก์: %(meetings)s",
                meetings=_rounds(ready.link_withheld),
            ),
            gettext("เปิดเผยลิงก์"),
            f"{meetings}#meeting-{ready.link_withheld[0]}",
        )
    if ready.published and ready.changed:
        yield Task(
            gettext("มีการแก้ไขที่ยังไม่เผยแพร่"),
            gettext("ดูตัวอย่างก่อนเผยแพร่"),
            url_for("publishing.preview", slug=event.slug),
        )
    if counts.mails_failed:
        yield Task(
            gettext("อีเมลส่งไม่สำเร็จ %(count)s ฉบับ", count=counts.mails_failed),
            gettext("ดูและส่งใหม่"),
            url_for("mails.all_mails", slug=event.slug, state="failed"),
        )


def _naming(event: Event, naming: NamingState) -> Iterator[Task]:
    rules = url_for("naming.rules", slug=event.slug)
    often = [each for each in naming.typed if each.people >= TYPED_OFTEN]
    if often:
        yield Task(
            gettext(
                "มีหน่วยงานที่คนพิมพ์เข้ามาบ่อยแต่ยังไม่มีในรายการ %(count)s แห่ง เช่น %(agency)s",
                count=len(often),
                agency=often[0].text,
            ),
            gettext("เพิ่มเข้ารายการ"),
            rules,
        )
    if naming.behind:
        yield Task(
            gettext("ชื่อของผู้ลงทะเบียน %(count)s คนยังไม่ตามกติกาตอนนี้", count=naming.behind),
            gettext("ดูชื่อที่จะเปลี่ยน"),
            url_for("naming.follow", slug=event.slug),
        )


def _rounds(numbers: Iterable[int]) -> str:
    return str(gettext("ครั้งที่ %(numbers)s", numbers=", ".join(map(str, numbers))))
