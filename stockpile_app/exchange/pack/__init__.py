"""Packs: the one format for everything that leaves on a stick and comes back (DESIGN 2).

A pack is signed by the depot and sealed to its receiver; what it is about is on hold until it
returns; coming back twice has one effect.  `file` says how it stands on the disk, byte by byte.
Whoever receives one opens it in a session that can do its task and nothing else.
"""

from stockpile_app.exchange.pack.checks import CHECK
from stockpile_app.exchange.pack.file import read_header
from stockpile_app.exchange.pack.holding import HOLDING
from stockpile_app.exchange.pack.model import ENDING, Answer, PackHeader, PackLine, PackTask
from stockpile_app.exchange.pack.operations import (
    GivenUp,
    PackRequest,
    PackSent,
    give_up,
    send_pack,
    with_ending,
)
from stockpile_app.exchange.pack.queries import PackState, answers_of, pack_with_id, packs
from stockpile_app.exchange.pack.records import BODY_CODECS, Outcome, PackAnswer, PackOut, PackReturn
from stockpile_app.exchange.pack.returning import Returned, take_back
from stockpile_app.exchange.pack.seal import Opener, Sealing, ToKey, ToPassphrase
from stockpile_app.exchange.pack.session import PackSession, answer_path, open_pack

__all__ = [
    "BODY_CODECS",
    "CHECK",
    "ENDING",
    "HOLDING",
    "Answer",
    "GivenUp",
    "Opener",
    "Outcome",
    "PackAnswer",
    "PackHeader",
    "PackLine",
    "PackOut",
    "PackRequest",
    "PackReturn",
    "PackSent",
    "PackSession",
    "PackState",
    "PackTask",
    "Returned",
    "Sealing",
    "ToKey",
    "ToPassphrase",
    "answer_path",
    "answers_of",
    "give_up",
    "open_pack",
    "pack_with_id",
    "packs",
    "read_header",
    "send_pack",
    "take_back",
    "with_ending",
]
