"""Reports of webinars for tests, as the programs write them."""

import csv
import io
from collections.abc import Sequence

HEAD = """Attendee Report,
Report Generated:,"Feb 01, 2027 08:30:00"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total Users,Max Concurrent Views,Enable Registration
{topic},912 3456 7890,"Feb 01, 2027 09:00:00",180,100,0,100,180,100,Yes
Host Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,สศช. Host,host@example.go.th,"Feb 01, 2027 09:00:00","Feb 01, 2027 12:00:00",180,No,Thailand
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
"""  # noqa: E501 (lines of a report are as long as they are)

# name, address, and the clock from and to
Row = tuple[str, str, str, str]


def zoom_report(rows: Sequence[Row], topic: str = "SDG") -> bytes:
    """Write a Zoom webinar's report of 1 February 2027."""
    out = io.StringIO()
    writer = csv.writer(out)
    for name, email, joined, left in rows:
        times = [f"Feb 01, 2027 {clock}:00" for clock in (joined, left)]
        writer.writerow(
            ["Yes", name, name, "", email, "", "approved", *times, 1, "Yes", "Thailand"]
        )
    return b"\xef\xbb\xbf" + (HEAD.format(topic=topic) + out.getvalue()).encode()


def teams_report(name: str, minutes: int) -> bytes:
    """Write a Teams report that tells somebody's first join, last leave and length, no more."""
    text = f"""1. Summary
Meeting title\tSDG
Attended participants\t1
Start time\t2/1/27, 9:00:00 AM
End time\t2/1/27, 12:00:00 PM
Meeting duration\t3h 0m 0s
Average attendance time\t1h 0m 0s

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
{name}\t2/1/27, 9:00:00 AM\t2/1/27, 11:00:00 AM\t{minutes}m 0s\t\t\tAttendee
"""
    return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")
