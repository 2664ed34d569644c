"""Signs that make a spreadsheet program read a text as a formula."""

from typing import Final

FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")


def reads_as_formula(text: str) -> bool:
    """Tell whether a spreadsheet program that opens a CSV file would take a text for a formula."""
    return text.startswith(FORMULA_SIGNS)
