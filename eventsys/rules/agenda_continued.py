"""`(ต่อ)`: an item that goes on after a break has the speakers of the item that it continues."""

import re
from collections.abc import Sequence
from dataclasses import replace

from eventsys.rules.agenda import Item

_MARK = re.compile(r"\(\s*ต่อ\s*\)")
_SIGNS = re.compile(r"[\W_]+")
_LOOK_BACK = 20  # items; nobody continues what was longer ago
_LEAST_LETTERS = 6
_PAUSES = {"break", "lunch", "registration"}


def with_speakers_of_continued(days: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Return the items with `(ต่อ)` filled in from those before them, across days.

    Args:
        days: the items of each day, in the order of the text.
    """
    before: list[Item] = []
    result: list[list[Item]] = []
    for items in days:
        filled: list[Item] = []
        for item in items:
            this = item
            if (
                _MARK.search(item.title)
                and not item.speakers
                and not item.parallel
                and not item.tbc
            ):
                origin = _origin(item, before)
                if origin is not None:
                    this = replace(item, speakers=origin.speakers, tbc=origin.tbc)
            filled.append(this)
            before.append(this)
        result.append(filled)
    return result


def _key(title: str) -> str:
    return _SIGNS.sub("", _MARK.sub("", title)).lower()


def _origin(item: Item, before: Sequence[Item]) -> Item | None:
    """Return the latest item of the same title, else of a title that holds this one, else alike."""
    key = _key(item.title)
    recent = [each for each in reversed(before[-_LOOK_BACK:]) if each.kind not in _PAUSES]
    for each in recent:
        if _key(each.title) == key:
            return each
    for each in recent:
        shorter, longer = sorted((_key(each.title), key), key=len)
        if len(shorter) >= _LEAST_LETTERS and shorter in longer:
            return each
    # `การเสวนา (ต่อ)` names only what kind of item goes on.
    return next((each for each in recent if each.kind == item.kind), None)
