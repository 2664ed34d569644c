"""Sets of quotas that an event can be given in one step: provinces, pilot areas, regional offices.

The pilot provinces and local governments are those that were selected in 2563 for localising the
Sustainable Development Goals; the regional environment offices are numbered 1 to 16.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from eventsys.rules.provinces import PROVINCES, PROVINCES_BY_NAME, Province

BANGKOK: Final = "TH-10"
REGIONAL_OFFICES: Final = 16


@dataclass(frozen=True, slots=True)
class Member:
    """A quota of a set: whose places it would hold.

    ``code`` is ``TH-73`` for a province, otherwise that of an own quota.
    """

    code: str
    name_th: str
    name_en: str

    @property
    def is_province(self) -> bool:
        """Tell whether the places are those of a province."""
        return self.code.startswith("TH-")


def _of(province: Province) -> Member:
    return Member(province.iso, province.name_th, province.name_en)


_PILOT_PROVINCES: Final = (
    "กาฬสินธุ์",
    "นครราชสีมา",
    "น่าน",
    "ยโสธร",
    "เลย",
    "ลพบุรี",
    "เพชรบุรี",
    "สุราษฎร์ธานี",
    "ฉะเชิงเทรา",
)
_PILOT_GOVERNMENTS: Final = (
    Member("sisaket-town", "เทศบาลเมืองศรีสะเกษ", "Si Sa Ket Town Municipality"),
    Member(
        "ban-rai-sao",
        "องค์การบริหารส่วนตำบลบ้านไร่ จ.อุทัยธานี",
        "Ban Rai Subdistrict Administrative Organisation, Uthai Thani",
    ),
    Member(
        "krabi-pao",
        "องค์การบริหารส่วนจังหวัดกระบี่",
        "Krabi Provincial Administrative Organisation",
    ),
    Member(
        "wang-phai-subdistrict",
        "เทศบาลตำบลวังไผ่ จ.ชุมพร",
        "Wang Phai Subdistrict Municipality, Chumphon",
    ),
    Member("surat-thani-city", "เทศบาลนครสุราษฎร์ธานี", "Surat Thani City Municipality"),
)
_ALL: Final = tuple(_of(province) for province in PROVINCES)

SETS: Final[Mapping[str, tuple[Member, ...]]] = MappingProxyType(
    {
        "provinces": _ALL,
        "provinces_without_bangkok": tuple(each for each in _ALL if each.code != BANGKOK),
        "pilot_areas": (
            *(_of(PROVINCES_BY_NAME[name]) for name in _PILOT_PROVINCES),
            *_PILOT_GOVERNMENTS,
        ),
        "environment_offices": tuple(
            Member(
                f"office-{number}",
                f"สำนักงานสิ่งแวดล้อมภาคที่ {number}",
                f"Regional Environment Office {number}",
            )
            for number in range(1, REGIONAL_OFFICES + 1)
        ),
    }
)
