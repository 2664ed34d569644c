"""The display name of somebody who comes to one meeting in another person's place."""

from eventsys.rules.display_names import Conventions, display_name_of
from eventsys.rules.provinces import PROVINCES_BY_ISO


def substitute_name(
    *,
    province_code: str | None,
    agency: str,
    title: str,
    first_name: str,
    conventions: Conventions,
) -> str:
    """Return the name that a substitute uses in the meeting.

    It is made as for anybody registered, with the province and the agency of the person whose place
    it is.

    Args:
        province_code: ISO 3166-2 code of the quota's province, ``None`` where it has none.
        agency: that of the registration.
        title: canonical, of the substitute.
        first_name: of the substitute.
        conventions: of the event.
    """
    return display_name_of(
        province=PROVINCES_BY_ISO[province_code].name_th if province_code else None,
        agency=agency,
        title=title,
        first_name=first_name,
        conventions=conventions,
    )
