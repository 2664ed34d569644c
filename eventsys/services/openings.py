"""When people may register themselves, and when a quota's coordinator may name them."""

from datetime import datetime

from eventsys.models import Event, Quota, Source
from eventsys.queries.registering import FormEvent, FormQuota
from eventsys.rules.quota import Opening, opening
from eventsys.services.errors import DomainError


def registration_opening(
    event: Event | FormEvent, quota: Quota | FormQuota | None, now: datetime
) -> tuple[Opening, datetime | None]:
    """Tell whether people may register themselves, in the event or in one of its quotas."""
    periods = [(event.registration_opens_at, event.registration_closes_at)]
    if quota is not None:
        periods.append((quota.opens_at, quota.closes_at))
    return opening(now, *periods)


def nomination_opening(quota: Quota, now: datetime) -> tuple[Opening, datetime | None]:
    """Tell whether a quota's coordinator may name people: within the hours of the quota alone."""
    return opening(now, (quota.opens_at, quota.closes_at))


def check_open(event: Event, quota: Quota, source: Source, now: datetime) -> None:
    """Refuse a registration outside the hours of whoever makes it; organisers have none.

    Raises:
        DomainError: ``event_not_public``, ``registration_not_yet``, ``registration_closed``,
            ``nomination_not_yet`` or ``nomination_closed``.
    """
    if source not in (Source.PERSON, Source.COORDINATOR):
        return
    if not event.public:
        raise DomainError("event_not_public")
    by_themselves = source is Source.PERSON
    state, moment = (
        registration_opening(event, quota, now) if by_themselves else nomination_opening(quota, now)
    )
    if state is not Opening.OPEN:
        kind = "registration" if by_themselves else "nomination"
        raise DomainError(f"{kind}_{state.value}", moment=moment)
