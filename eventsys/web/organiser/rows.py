"""Lists of rows in a form: a button adds, removes or moves one, without any script."""

import re

from werkzeug.datastructures import MultiDict

# name of all these buttons; their value is ``days:add`` or ``days:remove:2``
BUTTON = "rows"

_Rows = list[list[tuple[str, str]]]


def rearranged(typed: MultiDict[str, str]) -> MultiDict[str, str] | None:
    """Return what was typed with its rows as a button orders them.

    Args:
        typed: the form as it was sent; fields of a row are named ``days-0-date``.

    Returns:
        ``None`` where the form was not sent by such a button, or by one that it does not have.
    """
    name, _, order = typed.get(BUTTON, "").partition(":")
    action, _, number = order.partition(":")
    if not name or (action != "add" and action not in _MOVES):
        return None
    part = re.compile(rf"{re.escape(name)}-([0-9]{{1,4}})-(.*)", re.DOTALL)
    others: list[tuple[str, str]] = []
    found: dict[int, list[tuple[str, str]]] = {}
    for key, value in typed.items(multi=True):
        if match := part.fullmatch(key):
            found.setdefault(int(match[1]), []).append((match[2], value))
        elif key != BUTTON:
            others.append((key, value))
    rows = [found[index] for index in sorted(found)]
    index = int(number) if number.isascii() and number.isdigit() else -1
    if action == "add":
        # a key without a field of the row: the row is there, and empty
        rows.append([("", "")])
    elif 0 <= index < len(rows):
        _MOVES[action](rows, index)
    return MultiDict(
        [
            *others,
            *((f"{name}-{at}-{key}", value) for at, row in enumerate(rows) for key, value in row),
        ]
    )


def _remove(rows: _Rows, index: int) -> None:
    del rows[index]


def _move_up(rows: _Rows, index: int) -> None:
    rows.insert(max(index - 1, 0), rows.pop(index))


def _move_down(rows: _Rows, index: int) -> None:
    rows.insert(index + 1, rows.pop(index))


_MOVES = {"remove": _remove, "up": _move_up, "down": _move_down}
