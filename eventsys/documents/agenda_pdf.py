"""The agenda of an event on paper, as an office sends it."""

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from eventsys.documents.pdf import render_pdf
from eventsys.documents.prose import Paragraph, are_points, paragraphs
from eventsys.documents.qr import qr_svg
from eventsys.documents.templates import render_template
from eventsys.documents.wording import Wording
from eventsys.i18n import N_, translate
from eventsys.rules.published import PublishedEvent, PublishedMeeting, PublishedSpeaker, Text

BREAKS = frozenset({"break", "lunch"})
# how the people of one role are led in
ROLES = {
    "speaker": N_("โดย"),
    "moderator": N_("ดำเนินรายการโดย"),
    "chair": N_("ประธาน"),
}
MAY_CHANGE = N_("กำหนดการอาจมีการเปลี่ยนแปลงตามความเหมาะสม")
ONLINE = N_("ผ่านระบบประชุมทางไกล")
_ONLINE_WORD = "ทางไกล"


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the full form; ``points`` are numbered below it, or set as paragraphs."""

    heading: str
    lines: tuple[Paragraph, ...]
    points: bool


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """People of one role who stand one after another."""

    role: str
    lead: str
    names: tuple[str, ...]


def agenda_pdf(
    event: PublishedEvent,
    *,
    locale: str = "th",
    form: Literal["short", "full"] = "short",
    registration_url: str | None = None,
    draft: bool = False,
) -> bytes:
    """Return the agenda as a PDF on A4.

    Args:
        event: what is printed, all of it.
        locale: ``th`` or ``en``; where the organiser wrote no English the Thai text stands in.
        form: ``short`` is the agenda alone, ``full`` has background, objectives, audience and how
            to join before it.
        registration_url: printed with its QR code; ``None`` leaves both out.
        draft: mark every page as a draft.
    """
    html = render_template(
        "pdf/agenda.html",
        locale=locale,
        thai_digits=event.thai_digits,
        event=event,
        sections=_sections(event, locale) if form == "full" else (),
        months=_months(event, locale),
        common_place=_common_place(event, locale),
        place=lambda meeting: _place(meeting, locale),
        speaker_groups=lambda speakers: _speaker_groups(speakers, locale),
        breaks=BREAKS,
        notes=_notes(event, locale),
        contact=paragraphs(event.contact.in_language(locale)),
        registration_url=registration_url,
        draft=draft,
    )
    images = {"registration": qr_svg(registration_url)} if registration_url else {}
    return render_pdf(html, stylesheets=("page.css", "agenda.css"), images=images)


def _sections(event: PublishedEvent, locale: str) -> tuple[Section, ...]:
    parts: tuple[tuple[str, Text, bool], ...] = (
        (N_("ที่มา"), event.background, False),
        (N_("วัตถุประสงค์"), event.objectives, True),
        (N_("กลุ่มเป้าหมาย"), event.audience, True),
        (N_("การเข้าร่วมการประชุม"), event.how_to_join, True),
    )
    sections = []
    for heading, text, is_list in parts:
        lines = paragraphs(text.in_language(locale))
        points = is_list and are_points(lines)
        sections.append(Section(translate(locale, heading), lines, points))
    return tuple(section for section in sections if section.lines)


def _months(event: PublishedEvent, locale: str) -> str:
    """Return the months of a series, or nothing where the subtitle names the year already."""
    days = [day.date for day in event.days]
    if len(days) < 2:  # noqa: PLR2004 (a single day has its own date line)
        return ""
    words = Wording(locale, event.thai_digits)
    year = max(days).year
    subtitle = event.subtitle.in_language(locale)
    years = {str(year), str(year + 543), Wording("th", thai_digits=True).digits(year + 543)}
    if any(each in subtitle for each in years):
        return ""
    one = N_("เดือน%(months)s")
    several = N_("ระหว่างเดือน%(months)s")
    first, last = min(days), max(days)
    same = (first.year, first.month) == (last.year, last.month)
    return translate(locale, one if same else several, months=words.months(days))


def _place(meeting: PublishedMeeting, locale: str) -> str:
    """Return where a meeting is: its place as typed, and whether it can be followed online."""
    place = meeting.place.in_language(locale)
    online = translate(locale, ONLINE)
    if meeting.mode == "webinar":
        # the place of a webinar may say by itself how one takes part
        return place if _ONLINE_WORD in place else f"{online} {place}".strip()
    if meeting.mode == "room":
        return translate(locale, N_("ณ %(place)s"), place=place) if place else ""
    if not place:
        return online
    return translate(locale, N_("ณ %(place)s และผ่านระบบประชุมทางไกล"), place=place)


def _common_place(event: PublishedEvent, locale: str) -> str | None:
    """Return the one place of all meetings, ``None`` where they differ.

    It is empty where the subtitle says it already.
    """
    places = {_place(meeting, locale): meeting.place for meeting in event.meetings}
    if len(places) > 1:
        return None
    subtitle = event.subtitle.in_language(locale)
    for said, typed in places.items():
        told = said in subtitle or (typed and typed.in_language(locale) in subtitle)
        return "" if told else said
    return ""


def _speaker_groups(
    speakers: tuple[PublishedSpeaker, ...], locale: str
) -> tuple[SpeakerGroup, ...]:
    return tuple(
        SpeakerGroup(
            role,
            translate(locale, ROLES.get(role, ROLES["speaker"])),
            tuple(speaker.name for speaker in people),
        )
        for role, people in groupby(speakers, key=lambda speaker: speaker.role)
    )


def _notes(event: PublishedEvent, locale: str) -> tuple[str, ...]:
    """Return the notes in order, without marks: they are numbered where there are several."""
    typed = tuple(line.text for line in paragraphs(event.notes.in_language(locale)))
    may_change = translate(locale, MAY_CHANGE)
    if not event.agenda_may_change or may_change in typed:
        return typed
    return (may_change, *typed)
