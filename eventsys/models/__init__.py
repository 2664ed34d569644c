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
from eventsys.models.base import Model, table_of
from eventsys.models.coordinator import (
    CoordinatorCode,
    CoordinatorContact,
    CoordinatorDevice,
)
from eventsys.models.event import (
    Event,
    EventVersion,
    Meeting,
    MeetingDay,
    MeetingMode,
    MeetingState,
    NamesakeMark,
)
from eventsys.models.mail import MailText, Message
from eventsys.models.naming import EventAgency, SpeakerAddress
from eventsys.models.outbox import Job, JobState
from eventsys.models.question import Answer, Question, QuestionKind
from eventsys.models.quota import Approval, Quota, QuotaKind
from eventsys.models.registration import (
    ACTIVE,
    ACTIVE_STATES,
    Participation,
    Registration,
    RegistrationState,
    Source,
    TalkChoice,
)
from eventsys.models.user import Organisation, Role, RoleGrant, User

__all__ = [
    "ACTIVE",
    "ACTIVE_STATES",
    "AgendaItem",
    "AgendaSpeaker",
    "Answer",
    "Approval",
    "Attendance",
    "AttendanceIdentity",
    "AttendanceInterval",
    "AttendanceReport",
    "AuditEntry",
    "AuditPayload",
    "CoordinatorCode",
    "CoordinatorContact",
    "CoordinatorDevice",
    "Event",
    "EventAgency",
    "EventVersion",
    "IdentityRole",
    "ItemKind",
    "Job",
    "JobState",
    "MailText",
    "MatchedBy",
    "Meeting",
    "MeetingDay",
    "MeetingMode",
    "MeetingState",
    "Message",
    "Model",
    "NamesakeMark",
    "Organisation",
    "ParallelTalk",
    "Participation",
    "Presence",
    "Question",
    "QuestionKind",
    "Quota",
    "QuotaKind",
    "Registration",
    "RegistrationState",
    "Role",
    "RoleGrant",
    "Source",
    "SpeakerAddress",
    "SpeakerRole",
    "TalkChoice",
    "User",
    "table_of",
]
