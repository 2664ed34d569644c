"""Tables, constraints and relationships."""

from eventsys.models.agenda import AgendaItem, AgendaSpeaker, ItemKind, ParallelTalk, SpeakerRole
from eventsys.models.attendance import (
    Attendance,
    AttendanceIdentity,
    AttendanceInterval,
    AttendanceReport,
    IdentityRole,
    MatchedBy,
    Presence,
)
from eventsys.models.audit import AuditEntry, AuditPayload
from eventsys.models.base import Model
from eventsys.models.event import (
    Event,
    EventVersion,
    Meeting,
    MeetingDay,
    MeetingMode,
    MeetingState,
    NamesakeMark,
)
from eventsys.models.naming import EventAgency, SpeakerAddress
from eventsys.models.outbox import Job, JobState
from eventsys.models.quota import Approval, Quota, QuotaKind
from eventsys.models.registration import (
    ACTIVE_STATES,
    Participation,
    Registration,
    RegistrationState,
    Source,
)
from eventsys.models.user import Organisation, Role, RoleGrant, User

__all__ = [
    "ACTIVE_STATES",
    "AgendaItem",
    "AgendaSpeaker",
    "Approval",
    "Attendance",
    "AttendanceIdentity",
    "AttendanceInterval",
    "AttendanceReport",
    "AuditEntry",
    "AuditPayload",
    "Event",
    "EventAgency",
    "EventVersion",
    "IdentityRole",
    "ItemKind",
    "Job",
    "JobState",
    "MatchedBy",
    "Meeting",
    "MeetingDay",
    "MeetingMode",
    "MeetingState",
    "Model",
    "NamesakeMark",
    "Organisation",
    "ParallelTalk",
    "Participation",
    "Presence",
    "Quota",
    "QuotaKind",
    "Registration",
    "RegistrationState",
    "Role",
    "RoleGrant",
    "Source",
    "SpeakerAddress",
    "SpeakerRole",
    "User",
]
