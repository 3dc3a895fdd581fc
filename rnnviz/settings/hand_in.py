"""The settings of the page of what was handed in: whose room, in which order, from which one on."""

from dataclasses import dataclass

from rnnviz.room.codes import check_code
from rnnviz.settings.base import choice, text, whole
from rnnviz.settings.landing import LandingSettings
from rnnviz.words import N_

ORDERS = {
    "given": N_("As they came"),
    "screen": N_("By screen"),
    "loss": N_("By loss"),
    "mine": N_("As I put them"),
}
MOST = 40  # links at once


@dataclass(frozen=True, kw_only=True)
class HandInSettings(LandingSettings):
    """The links themselves are in the session, or in the room; an address would be too long."""

    room: str = text("", 12, N_("Room"), check=check_code)
    order: str = choice("given", tuple(ORDERS), N_("Order"), show=ORDERS.__getitem__)
    first: int = whole(1, 1, MOST, N_("From"))
