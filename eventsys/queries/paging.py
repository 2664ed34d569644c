"""A page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of a page, how many rows there are in all, and which page this is, from 1."""

    rows: Sequence[T]
    total: int
    number: int

    @property
    def last(self) -> int:
        """Number of the last page, at least 1."""
        return last_page(self.total)


def last_page(total: int) -> int:
    """Return the number of the last page of a list, at least 1."""
    return max((total + PAGE - 1) // PAGE, 1)


def page_within(number: int, total: int) -> int:
    """Return the number of a page that exists, the nearest to the one asked for."""
    return min(max(number, 1), last_page(total))
