"""What a person says of themselves, and the canonical form in which it is kept."""

from dataclasses import dataclass

from eventsys.rules.agencies import Agency, canonical_agency
from eventsys.rules.person_names import is_title
from eventsys.rules.thai import repair
from eventsys.rules.titles import canonical_title, without_title
from eventsys.services.errors import DomainError


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What a person says of themselves, as typed; ``register`` puts it into its canonical form."""

    title: str
    first_name: str
    last_name: str
    agency: str
    position: str = ""
    sector: str = ""
    email: str = ""
    phone: str = ""


def canonical_applicant(applicant: Applicant, agencies: tuple[Agency, ...]) -> Applicant:
    """Return what a person typed in its canonical form, fit to make a display name of.

    A title that stands once more before the first name is taken off it there.

    Args:
        applicant: what was typed.
        agencies: those that the event knows besides the table's.

    Raises:
        DomainError: ``title_unknown``, or ``first_name_form`` for a name without any letter.
    """
    title = canonical_title(applicant.title)
    if not is_title(title):
        raise DomainError("title_unknown", field="title")
    if not any(sign.isalpha() for sign in applicant.first_name):
        raise DomainError("first_name_form", field="first_name")
    return Applicant(
        title=title,
        first_name=without_title(repair(applicant.first_name), title),
        last_name=repair(applicant.last_name),
        agency=canonical_agency(applicant.agency, agencies),
        position=repair(applicant.position),
        sector=applicant.sector,
        email=applicant.email.strip(),
        phone=repair(applicant.phone),
    )
