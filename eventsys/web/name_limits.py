"""How many display names are checked at once, and for one network address in a minute."""

from typing import Final

MOST_NAMES: Final = 1_000
MOST_BYTES: Final = 256 * 1024

# A whole office shares one address; this many keep a processor busy for seven seconds.
NAMES_A_MINUTE: Final = 60_000

# What a call counts at least, so that empty and unreadable ones are not free.
LEAST_COST: Final = 10
# One name may be as long as the body permits, and takes as long as many short ones do.
BYTES_OF_A_NAME: Final = 256


def cost_of(*, names: int, size: int) -> int:
    """Return how many names a call counts as.

    Args:
        names: how many names it asks about; 0 where it could not be read.
        size: how many bytes of its body were read.
    """
    return max(LEAST_COST, names, size // BYTES_OF_A_NAME)
