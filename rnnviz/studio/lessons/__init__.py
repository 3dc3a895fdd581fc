"""The lessons: series, tasks that need a memory, texts, and handwritten digits."""

from rnnviz.studio.lessons.images import digit_lesson
from rnnviz.studio.lessons.memory import memory_lesson, memory_task
from rnnviz.studio.lessons.series import article_lesson, next_values
from rnnviz.studio.lessons.texts import text_lesson

__all__ = [
    "article_lesson", "digit_lesson", "memory_lesson", "memory_task", "next_values", "text_lesson",
]  # fmt: skip
