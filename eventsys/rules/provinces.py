"""The 77 provinces of Thailand and the names under which people write them.

Codes and ISO 3166-2:TH numbers are the registry's; names, the six-region scheme and the two-letter
short forms (those of number plates) are in common use by offices. Aliases are what people write
instead of the official name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Province:
    """A province: ``code`` as ``73``, ``iso`` as ``TH-73``; ``name_th`` is the official name.

    ``abbr_th`` is the two-letter form of number plates; several of these are agencies' as well.
    """

    code: str
    iso: str
    name_th: str
    name_en: str
    region_th: str
    abbr_th: str
    aliases: tuple[str, ...]


_CENTRE = "ภาคกลาง"
_NORTH = "ภาคเหนือ"
_NORTH_EAST = "ภาคตะวันออกเฉียงเหนือ"
_EAST = "ภาคตะวันออก"
_WEST = "ภาคตะวันตก"
_SOUTH = "ภาคใต้"

# code, Thai name, English name, region, short form, aliases
_ROWS: Final[tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...]] = (
    (
        "10",
        "กรุงเทพมหานคร",
        "Bangkok",
        _CENTRE,
        "กท",
        ("กทม.", "กทม", "กรุงเทพฯ", "กรุงเทพ", "Krung Thep Maha Nakhon"),
    ),
    ("11", "สมุทรปราการ", "Samut Prakan", _CENTRE, "สป", ("ปากน้ำ",)),
    ("12", "นนทบุรี", "Nonthaburi", _CENTRE, "นบ", ("นนท์",)),
    ("13", "ปทุมธานี", "Pathum Thani", _CENTRE, "ปท", ()),
    ("14", "พระนครศรีอยุธยา", "Phra Nakhon Si Ayutthaya", _CENTRE, "อย", ("อยุธยา", "Ayutthaya")),
    ("15", "อ่างทอง", "Ang Thong", _CENTRE, "อท", ("Angthong",)),
    ("16", "ลพบุรี", "Lop Buri", _CENTRE, "ลบ", ("Lopburi",)),
    ("17", "สิงห์บุรี", "Sing Buri", _CENTRE, "สห", ("Singburi",)),
    ("18", "ชัยนาท", "Chai Nat", _CENTRE, "ชน", ("Chainat",)),
    ("19", "สระบุรี", "Saraburi", _CENTRE, "สบ", ()),
    ("20", "ชลบุรี", "Chon Buri", _EAST, "ชบ", ("เมืองชล", "Chonburi")),
    ("21", "ระยอง", "Rayong", _EAST, "รย", ()),
    ("22", "จันทบุรี", "Chanthaburi", _EAST, "จบ", ()),
    ("23", "ตราด", "Trat", _EAST, "ตร", ()),
    ("24", "ฉะเชิงเทรา", "Chachoengsao", _EAST, "ฉช", ("แปดริ้ว",)),
    ("25", "ปราจีนบุรี", "Prachin Buri", _EAST, "ปจ", ("Prachinburi",)),
    ("26", "นครนายก", "Nakhon Nayok", _CENTRE, "นย", ()),
    ("27", "สระแก้ว", "Sa Kaeo", _EAST, "สก", ("Sa Kaew", "Srakaew")),
    ("30", "นครราชสีมา", "Nakhon Ratchasima", _NORTH_EAST, "นม", ("โคราช", "Korat")),
    ("31", "บุรีรัมย์", "Buri Ram", _NORTH_EAST, "บร", ("Buriram",)),
    ("32", "สุรินทร์", "Surin", _NORTH_EAST, "สร", ()),
    ("33", "ศรีสะเกษ", "Si Sa Ket", _NORTH_EAST, "ศก", ("Sisaket",)),
    ("34", "อุบลราชธานี", "Ubon Ratchathani", _NORTH_EAST, "อบ", ("อุบล", "อุบลฯ", "Ubon")),
    ("35", "ยโสธร", "Yasothon", _NORTH_EAST, "ยส", ()),
    ("36", "ชัยภูมิ", "Chaiyaphum", _NORTH_EAST, "ชย", ()),
    ("37", "อำนาจเจริญ", "Amnat Charoen", _NORTH_EAST, "อจ", ()),
    ("38", "บึงกาฬ", "Bueng Kan", _NORTH_EAST, "บก", ("Bung Kan", "Beung Kan")),
    ("39", "หนองบัวลำภู", "Nong Bua Lam Phu", _NORTH_EAST, "นภ", ("Nong Bua Lamphu",)),
    ("40", "ขอนแก่น", "Khon Kaen", _NORTH_EAST, "ขก", ()),
    ("41", "อุดรธานี", "Udon Thani", _NORTH_EAST, "อด", ("อุดร", "อุดรฯ", "Udon")),
    ("42", "เลย", "Loei", _NORTH_EAST, "ลย", ()),
    ("43", "หนองคาย", "Nong Khai", _NORTH_EAST, "นค", ()),
    ("44", "มหาสารคาม", "Maha Sarakham", _NORTH_EAST, "มค", ("สารคาม",)),
    ("45", "ร้อยเอ็ด", "Roi Et", _NORTH_EAST, "รอ", ("Roi-Et",)),
    ("46", "กาฬสินธุ์", "Kalasin", _NORTH_EAST, "กส", ()),
    ("47", "สกลนคร", "Sakon Nakhon", _NORTH_EAST, "สน", ("สกล",)),
    ("48", "นครพนม", "Nakhon Phanom", _NORTH_EAST, "นพ", ()),
    ("49", "มุกดาหาร", "Mukdahan", _NORTH_EAST, "มห", ()),
    ("50", "เชียงใหม่", "Chiang Mai", _NORTH, "ชม", ()),
    ("51", "ลำพูน", "Lamphun", _NORTH, "ลพ", ()),
    ("52", "ลำปาง", "Lampang", _NORTH, "ลป", ()),
    ("53", "อุตรดิตถ์", "Uttaradit", _NORTH, "อต", ()),
    ("54", "แพร่", "Phrae", _NORTH, "พร", ()),
    ("55", "น่าน", "Nan", _NORTH, "นน", ()),
    ("56", "พะเยา", "Phayao", _NORTH, "พย", ()),
    ("57", "เชียงราย", "Chiang Rai", _NORTH, "ชร", ()),
    ("58", "แม่ฮ่องสอน", "Mae Hong Son", _NORTH, "มส", ()),
    ("60", "นครสวรรค์", "Nakhon Sawan", _CENTRE, "นว", ()),
    ("61", "อุทัยธานี", "Uthai Thani", _CENTRE, "อน", ()),
    ("62", "กำแพงเพชร", "Kamphaeng Phet", _CENTRE, "กพ", ()),
    ("63", "ตาก", "Tak", _WEST, "ตก", ()),
    ("64", "สุโขทัย", "Sukhothai", _CENTRE, "สท", ()),
    ("65", "พิษณุโลก", "Phitsanulok", _CENTRE, "พล", ()),
    ("66", "พิจิตร", "Phichit", _CENTRE, "พจ", ()),
    ("67", "เพชรบูรณ์", "Phetchabun", _CENTRE, "พช", ()),
    ("70", "ราชบุรี", "Ratchaburi", _WEST, "รบ", ()),
    ("71", "กาญจนบุรี", "Kanchanaburi", _WEST, "กจ", ("กาญจน์", "เมืองกาญจน์")),
    ("72", "สุพรรณบุรี", "Suphan Buri", _CENTRE, "สพ", ("สุพรรณ", "สุพรรณฯ", "Suphanburi")),
    ("73", "นครปฐม", "Nakhon Pathom", _CENTRE, "นฐ", ()),
    ("74", "สมุทรสาคร", "Samut Sakhon", _CENTRE, "สค", ("มหาชัย",)),
    ("75", "สมุทรสงคราม", "Samut Songkhram", _CENTRE, "สส", ("แม่กลอง",)),
    ("76", "เพชรบุรี", "Phetchaburi", _WEST, "พบ", ("Phetburi",)),
    ("77", "ประจวบคีรีขันธ์", "Prachuap Khiri Khan", _WEST, "ปข", ("ประจวบ", "ประจวบฯ", "Prachuap")),
    ("80", "นครศรีธรรมราช", "Nakhon Si Thammarat", _SOUTH, "นศ", ("นครศรี", "นครศรีฯ", "เมืองคอน")),
    ("81", "กระบี่", "Krabi", _SOUTH, "กบ", ()),
    ("82", "พังงา", "Phangnga", _SOUTH, "พง", ("Phang Nga", "Phang-nga")),
    ("83", "ภูเก็ต", "Phuket", _SOUTH, "ภก", ()),
    ("84", "สุราษฎร์ธานี", "Surat Thani", _SOUTH, "สฎ", ("สุราษฎร์", "สุราษฎร์ฯ")),
    ("85", "ระนอง", "Ranong", _SOUTH, "รน", ()),
    ("86", "ชุมพร", "Chumphon", _SOUTH, "ชพ", ()),
    ("90", "สงขลา", "Songkhla", _SOUTH, "สข", ()),
    ("91", "สตูล", "Satun", _SOUTH, "สต", ()),
    ("92", "ตรัง", "Trang", _SOUTH, "ตง", ()),
    ("93", "พัทลุง", "Phatthalung", _SOUTH, "พท", ()),
    ("94", "ปัตตานี", "Pattani", _SOUTH, "ปน", ()),
    ("95", "ยะลา", "Yala", _SOUTH, "ยล", ()),
    ("96", "นราธิวาส", "Narathiwat", _SOUTH, "นธ", ()),
)

PROVINCES: Final = tuple(
    Province(code, f"TH-{code}", name_th, name_en, region, abbr, aliases)
    for code, name_th, name_en, region, abbr, aliases in _ROWS
)
PROVINCES_BY_ISO: Final[Mapping[str, Province]] = MappingProxyType(
    {province.iso: province for province in PROVINCES}
)
PROVINCES_BY_NAME: Final[Mapping[str, Province]] = MappingProxyType(
    {province.name_th: province for province in PROVINCES}
)
