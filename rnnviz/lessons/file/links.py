"""The links of a card: whole ones, and such as only change something of another."""

from urllib.parse import parse_qsl, urlencode

from rnnviz.street.link import split_link


def whole(link: str, base: str) -> str:
    """A link; one that begins with & is `base` with some settings changed.

    >>> whole("&learned=1", "unroll?word=JAZZ&t=3"), whole("gates", "unroll?word=JAZZ")
    ('unroll?word=JAZZ&t=3&learned=1', 'gates')
    >>> whole("&t=", "unroll?word=JAZZ&t=3")
    'unroll?word=JAZZ'

    Raises:
        RnnvizError: if the base is no address.
    """
    if not link.startswith("&"):
        return link
    code, query = split_link(base, "unroll")
    kept = {name: values[-1] for name, values in query.items()}
    kept |= dict(parse_qsl(link[1:], keep_blank_values=True))
    return f"{code}?{urlencode({name: value for name, value in kept.items() if value})}"
