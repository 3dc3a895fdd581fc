"""Which of the three is seen: the way in, the teacher's board, the student's answer."""

from rnnviz.ui.vote import who
from rnnviz.ui.vote.door import Vote, door, room_of
from rnnviz.ui.vote.student import student
from rnnviz.ui.vote.teacher import teacher


def draw(page: Vote) -> None:
    """The page as far as one has come."""
    room = room_of(page)
    if room is None:
        door(page)
        return
    who.leave_cookies(room.code)
    if who.key(room.code):
        teacher(page, room)
    else:
        student(page, room)
