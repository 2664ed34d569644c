"""The texts of the demonstration: the facts of the invitation in words of our own."""

from typing import Final

from eventsys.services.events import EventTexts

TEXTS: Final = EventTexts(
    title_th="การประชุมเชิงปฏิบัติการเพื่อขับเคลื่อนเป้าหมายการพัฒนาที่ยั่งยืนเชิงพื้นที่ (SDG Localisation)",
    title_en="Workshop series on localising the Sustainable Development Goals (SDG Localisation)",
    subtitle_th="ผ่านระบบประชุมทางไกล ระบบ Zoom Webinar",
    subtitle_en="Online, by Zoom Webinar",
    background_th=(
        "ประเทศไทยร่วมกับประชาคมโลกดำเนินงานตามวาระการพัฒนาที่ยั่งยืน ค.ศ. 2030 "
        "ซึ่งมีเป้าหมาย 17 ข้อ โดยมีคณะกรรมการเพื่อการพัฒนาที่ยั่งยืน (กพย.) เป็นกลไกระดับนโยบาย "
        "และสำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ (สศช.) เป็นเลขานุการ\n\n"
        "งานในจังหวัด องค์กรปกครองส่วนท้องถิ่น ภาคเอกชน และภาคประชาสังคม เป็นฐานของการขับเคลื่อน "
        "กพย. ได้คัดเลือกพื้นที่นำร่อง 9 จังหวัด และองค์กรปกครองส่วนท้องถิ่น 5 แห่ง "
        "บทเรียนจากพื้นที่เหล่านี้ชี้ว่า ความรู้ความเข้าใจยังต่างกันมากในแต่ละพื้นที่ "
        "และข้อมูลตัวชี้วัดระดับจังหวัดยังมีน้อย\n\n"
        "การประชุมชุดนี้จึงจัดขึ้นเพื่อให้ทุกจังหวัดมีพื้นฐานเดียวกัน ได้แลกเปลี่ยนกับหน่วยงานส่วนกลาง "
        "และนำกลับไปใช้กับแผนและการติดตามผลของพื้นที่"
    ),
    background_en=(
        "Thailand works towards the 17 Sustainable Development Goals of the 2030 Agenda under a "
        "national committee, with NESDC as its secretariat.\n\n"
        "Provinces, local administrations, business and civil society carry the work. Nine pilot "
        "provinces and five local administrations have shown that knowledge differs widely between "
        "places and that provincial indicators are still few.\n\n"
        "This series gives all provinces a common footing, an exchange with the central agencies, "
        "and something to take home for their plans and monitoring."
    ),
    objectives_th=(
        "เสริมความรู้และศักยภาพด้านเป้าหมายการพัฒนาที่ยั่งยืนแก่หน่วยงานที่ทำงานในพื้นที่\n"
        "แลกเปลี่ยนและติดตามความก้าวหน้าระหว่างหน่วยงานส่วนกลาง ส่วนภูมิภาค "
        "องค์กรปกครองส่วนท้องถิ่น และภาคีเครือข่าย"
    ),
    objectives_en=(
        "Build knowledge of the Sustainable Development Goals in agencies that work locally.\n"
        "Exchange and follow progress between central, provincial and local bodies and partners."
    ),
    audience_th=(
        "เจ้าหน้าที่ภาครัฐ ภาคเอกชน และภาคีเครือข่ายที่ขับเคลื่อน SDGs ในพื้นที่ 77 จังหวัด "
        "จังหวัดละไม่เกิน 25 คน โดยจังหวัดเป็นผู้พิจารณาคัดเลือกและเชิญ\n"
        "เจ้าหน้าที่และภาคีเครือข่ายจากหน่วยงานส่วนกลาง ไม่เกิน 50 คน"
    ),
    audience_en=(
        "Officials, business people and partners who work on the SDGs in the 77 provinces, up to "
        "25 from each, chosen and invited by the province.\n"
        "Up to 50 people from central agencies and their partners."
    ),
    how_to_join_th=(
        "ลงทะเบียนในหน้านี้ ระบบจะแจ้งชื่อที่ต้องใช้ในการประชุม\n"
        "เข้าห้องประชุมด้วยชื่อที่ระบบแจ้งเท่านั้น เพื่อให้นับการเข้าร่วมได้ถูกต้อง\n"
        "ลิงก์ประชุมจะแสดงในหน้าส่วนตัวของท่านก่อนวันประชุม"
    ),
    how_to_join_en=(
        "Register on this page; you are told the name to use in the meeting.\n"
        "Join under exactly that name, so that your attendance is counted.\n"
        "The meeting link appears on your private page before the meeting."
    ),
    contact_th=("โทร. 0 2000 0000 อีเมล sdg-workshop@example.go.th (ข้อมูลติดต่อสมมุติ)"),
    contact_en=("Tel. 0 2000 0000, sdg-workshop@example.go.th (made-up contact)"),
    notes_th=(
        "ขอให้จังหวัดพิจารณาเชิญเจ้าหน้าที่ภาครัฐ ภาคเอกชน และประชาสังคมที่เกี่ยวข้องกับการขับเคลื่อน SDGs "
        "จังหวัดละไม่เกิน 25 คน โดยไม่กำหนดตำแหน่ง"
    ),
    notes_en="Provinces may invite up to 25 people each, of whatever position.",
)

CONSENT_TH: Final = (
    "ข้าพเจ้ายินยอมให้ผู้จัดใช้ชื่อ หน่วยงาน และข้อมูลติดต่อที่กรอกนี้ เพื่อจัดการประชุมชุดนี้และสรุปผลการเข้าร่วมเท่านั้น"
)
CONSENT_EN: Final = (
    "I agree that the organiser uses the name, agency and contact given here to run this series "
    "of meetings and to report attendance, and for nothing else."
)
