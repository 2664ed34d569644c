"""Thai dictionary order, without a locale of the system."""

import re
from functools import lru_cache
from typing import Final

# a vowel that is written before its consonant is sorted after it
_LEADING: Final = re.compile(r"([เแโใไ])([ก-ฮ])")
# tone marks and other signs above decide only between words that are the same without them
_SIGNS: Final = re.compile(r"[็-๎]")


# names of provinces are sorted for each form of registration
@lru_cache(maxsize=1024)
def thai_order(text: str) -> tuple[str, str]:
    """Return a key that sorts Thai texts as the Royal Institute's dictionary does."""
    turned = _LEADING.sub(r"\2\1", text)
    return _SIGNS.sub("", turned), turned
