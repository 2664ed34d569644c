"""The kinds of problems that a call can meet, each with a sentence that says what to do."""

from dataclasses import dataclass
from typing import Final

from eventsys.i18n import N_

# Where RFC 9457 wants an address: the kind's example in the description of the interface. It has
# no host, so that programs meet the same one at every installation.
TYPES: Final = "/api/v1/openapi.json#/components/examples/"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem.

    Attributes:
        status: the HTTP status.
        title: what is wrong, in a few words.
        detail: what to do, in a sentence; may have places for words.
        code: names it in its address; empty where the status says all.
    """

    status: int
    title: str
    detail: str
    code: str = ""

    @property
    def type(self) -> str:
        """Return the address that identifies the kind."""
        return f"{TYPES}{self.code}" if self.code else "about:blank"


NOT_UTF8: Final = Kind(
    400,
    N_("อ่านเนื้อหาไม่ได้"),
    N_("เข้ารหัสเนื้อหาเป็น UTF-8 ไบต์ที่ %(byte)s อ่านไม่ได้"),
    "not-utf-8",
)
NOT_JSON: Final = Kind(
    400,
    N_("เนื้อหาไม่ใช่ JSON"),
    N_('ส่งเนื้อหาเป็น JSON ที่ถูกต้อง เช่น {"names": ["สศช. นายยินดี"]}'),
    "not-json",
)
UNKNOWN_EVENT: Final = Kind(
    404,
    N_("ไม่พบโครงการนี้"),
    N_("ใช้ตัวย่อในที่อยู่ของหน้าโครงการที่เผยแพร่อยู่ หรือไม่ต้องใส่ event เพื่อใช้แบบทั่วไป"),
    "unknown-event",
)
TOO_LARGE: Final = Kind(
    413,
    N_("เนื้อหาใหญ่เกินไป"),
    N_("ส่งเนื้อหาได้ไม่เกิน %(bytes)s ไบต์ต่อครั้ง แบ่งรายชื่อส่งหลายครั้ง"),
    "too-large",
)
NOT_APPLICATION_JSON: Final = Kind(
    415,
    N_("ชนิดของเนื้อหาใช้ไม่ได้"),
    N_("ส่งเนื้อหาเป็น Content-Type: application/json โดยไม่บีบอัด"),
    "not-application-json",
)
NOT_AS_DESCRIBED: Final = Kind(
    422,
    N_("เนื้อหาไม่ตรงตามที่กำหนด"),
    N_("แก้ไขตามที่ระบุใน errors แล้วส่งใหม่"),
    "not-as-described",
)
TOO_MANY_NAMES: Final = Kind(
    422,
    N_("ชื่อมากเกินไป"),
    N_("ส่งชื่อได้ไม่เกิน %(most)s ชื่อต่อครั้ง ครั้งนี้มี %(names)s ชื่อ แบ่งส่งหลายครั้ง"),
    "too-many-names",
)
TOO_OFTEN: Final = Kind(
    429,
    N_("ตรวจชื่อถี่เกินไป"),
    N_("ที่อยู่เครือข่ายนี้ตรวจได้ %(most)s ชื่อต่อนาที ลองใหม่หลังจาก %(seconds)s วินาที"),
    "too-many-requests",
)

# what the program itself can meet, whatever was asked
OF_STATUS: Final = {
    400: Kind(
        400,
        N_("คำขอไม่ถูกต้อง"),
        N_("ตรวจสอบที่อยู่และข้อมูลที่ส่ง คำขอต้องไม่มีอักขระ NUL"),
    ),
    404: Kind(
        404,
        N_("ไม่พบที่อยู่นี้"),
        N_("ตรวจสอบที่อยู่ คำอธิบายของทุกที่อยู่อยู่ที่ /api/v1/openapi.json"),
    ),
    405: Kind(
        405,
        N_("ใช้วิธีเรียกนี้ไม่ได้"),
        N_("ใช้วิธีเรียกที่ระบุในส่วนหัว Allow"),
    ),
    500: Kind(
        500,
        N_("ระบบขัดข้อง"),
        N_("ลองใหม่อีกครั้ง หากยังไม่ได้ กรุณาติดต่อผู้ดูแลระบบ"),
    ),
    503: Kind(
        503,
        N_("ระบบมีผู้ใช้มากในขณะนี้"),
        N_("รอสักครู่ แล้วลองใหม่อีกครั้ง"),
    ),
}
