"""What a coordinator hands on: the province's own link, slips of paper, messages to each person."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, g, render_template, request
from flask_babel import gettext

from eventsys.documents.slips_pdf import Slip, slips_pdf
from eventsys.extensions import db
from eventsys.models import Quota, QuotaKind, Registration
from eventsys.queries.coordinators import quota_people
from eventsys.queries.pictures import newest_version
from eventsys.rules.published import PublishedEvent, Text
from eventsys.services.audit import record
from eventsys.services.transaction import run_in_transaction
from eventsys.web.access import now, row_number
from eventsys.web.coordinator.access import for_coordinator
from eventsys.web.coordinator.people import actor_of
from eventsys.web.files import download
from eventsys.web.filters import day_range, of, own, private_token, public_url, say
from eventsys.web.language import chosen_locale

sharing = Blueprint("coordinator_sharing", __name__, url_prefix="/c/<slug>/<code>")

# who is meant in the address of slips and messages
ALL = "all"
WITHOUT_EMAIL = "without-email"


@sharing.get("/share")
@for_coordinator
def share(quota: Quota) -> str:
    """Show the province's link with its code and a text, and the ways to slips and messages."""
    people = quota_people(db.session(), quota.event, quota).active
    address = public_url("registering.form", slug=quota.event.slug, quota=quota.code)
    return render_template(
        "coordinator/share.html",
        event=quota.event,
        quota=quota,
        address=address,
        invitation=_invitation(quota, _picture_or_404(quota), address)
        if quota.event.public
        else "",
        everybody=len(people),
        without_email=sum(not line.registration.email for line in people),
    )


@sharing.get("/slips.pdf")
@for_coordinator
def slips(quota: Quota) -> Response:
    """Give slips of paper with private links; that they were taken is noted."""
    picture = _picture_or_404(quota).of_meeting(quota.meeting_id)
    people = _people_or_404(quota)
    _note(quota, "slips", len(people))
    content = slips_pdf(
        picture,
        [
            Slip(
                name=f"{row.title}{row.first_name} {row.last_name}",
                agency=row.agency,
                display_name=row.display_name,
                state=row.state.value,
                private_url=public_url("private.page", token=private_token(row)),
            )
            for row in people
        ],
        quota_name=Text(quota.name_th, quota.name_en),
        locale=chosen_locale(),
    )
    name = f"{quota.event.slug}-{quota.code}-slips.pdf"
    return download(content, "application/pdf", name, inline=True)


@sharing.get("/messages")
@for_coordinator
def messages(quota: Quota) -> str:
    """Show a message to copy for each person, with their private link; that is noted."""
    picture = _picture_or_404(quota)
    people = _people_or_404(quota)
    _note(quota, "messages", len(people))
    return render_template(
        "coordinator/messages.html",
        event=quota.event,
        quota=quota,
        messages=[(row, _message(row, picture)) for row in people],
    )


def _people_or_404(quota: Quota) -> Sequence[Registration]:
    """Return who is meant: everybody, those without e-mail, or one; nobody is no page."""
    wanted = request.args.get("people", ALL)
    active = [line.registration for line in quota_people(db.session(), quota.event, quota).active]
    if wanted == WITHOUT_EMAIL:
        found = [row for row in active if not row.email]
    elif wanted == ALL:
        found = active
    else:
        number = row_number(wanted)
        found = [row for row in active if row.id == number]
    if not found:
        abort(404)
    return found


def _picture_or_404(quota: Quota) -> PublishedEvent:
    picture = newest_version(db.session(), quota.event_id)
    if picture is None:
        abort(404)
    return picture


def _note(quota: Quota, kind: str, people: int) -> None:
    """Note that private links of people were taken, and with which device."""
    details = {"kind": kind, "people": people, "device": g.device.label}
    run_in_transaction(
        db.session(),
        lambda session: record(
            session,
            at=now(),
            actor=actor_of(quota),
            action="coordinator.download",
            subject=("quota", quota.id),
            event_id=quota.event_id,
            details=details,
        ),
    )


def _invitation(quota: Quota, picture: PublishedEvent, address: str) -> str:
    days = [day.date for day in picture.of_meeting(quota.meeting_id).days]
    lines = [
        gettext("ขอเชิญผู้แทนจังหวัด%(name)sลงทะเบียน", name=of(quota, "name"))
        if quota.kind is QuotaKind.PROVINCE
        else gettext("ขอเชิญผู้แทน%(name)sลงทะเบียน", name=of(quota, "name")),
        own(picture.title),
        day_range(min(days), max(days)) if days else "",
        gettext("ลงทะเบียนที่นี่: %(address)s", address=address),
    ]
    return "\n".join(line for line in lines if line)


def _message(registration: Registration, picture: PublishedEvent) -> str:
    state = registration.state.value
    lines = [
        gettext(
            "เรียน %(name)s",
            name=f"{registration.title}{registration.first_name} {registration.last_name}",
        ),
        own(picture.title),
        gettext("สถานะ: %(state)s", state=say("registration_state", state)),
        gettext("ชื่อที่ต้องใช้ในการประชุม: %(name)s", name=registration.display_name),
        gettext(
            "หน้าส่วนตัว (ลิงก์ประชุม กำหนดการ ปฏิทิน): %(address)s",
            address=public_url("private.page", token=private_token(registration)),
        ),
        gettext("ลิงก์นี้เป็นของท่านเท่านั้น กรุณาอย่าส่งต่อ"),
    ]
    return "\n".join(lines)
