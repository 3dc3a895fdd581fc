"""Class vote: the way into a room, the teacher's board, the student's answer."""
