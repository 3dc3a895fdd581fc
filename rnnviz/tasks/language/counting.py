"""Strings a^n b^n: n times a, then as often b. Whoever predicts the end must have counted."""

from rnnviz.core.doors import door, whole


@door(n=whole(0))
def string(n: int) -> str:
    """The string of n.

    >>> string(3)
    'aaabbb'
    """
    return "a" * n + "b" * n


@door()
def holds(text: str) -> bool:
    """Whether a text is a^n b^n with n of at least 1.

    >>> holds("aabb"), holds("aab"), holds("abab"), holds("")
    (True, False, False, False)
    """
    return len(text) > 0 and text == string(len(text) // 2)


@door()
def following(text: str) -> frozenset[str]:
    """Letters that may follow a beginning; none after a whole string or a wrong beginning.

    >>> sorted(following("aa")), sorted(following("aab")), following("aabb"), following("ba")
    (['a', 'b'], ['b'], frozenset(), frozenset())
    """
    a = len(text) - len(text.lstrip("a"))
    b = len(text) - a
    if text != "a" * a + "b" * b or (b and b >= a):
        return frozenset()
    if b:
        return frozenset("b")
    return frozenset("ab") if a else frozenset("a")
