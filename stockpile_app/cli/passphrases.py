"""Every passphrase of the command line: of the environment, or asked for without showing it."""

from __future__ import annotations

import os

import click

from stockpile_app.base import tr

OWN = "STOCKPILE_PASSPHRASE"


def own() -> str:
    """The passphrase of who acts."""
    return secret(OWN, tr("Passphrase"))


def first() -> str:
    """The passphrase of the first user of new books."""
    return secret(OWN, tr("New passphrase"), twice=True)


def new() -> str:
    """A first passphrase for somebody, or one's own next one."""
    return secret("STOCKPILE_NEW_PASSPHRASE", tr("New passphrase"), twice=True)


def approver(name: str) -> str:
    """The passphrase of the second person, who types it at the same machine."""
    return secret("STOCKPILE_APPROVER_PASSPHRASE", tr("Passphrase of {name}", name=name))


def pack(*, twice: bool = False) -> str:
    """The passphrase that a pack is sealed to; typed twice when the pack is made."""
    return secret("STOCKPILE_PACK_PASSPHRASE", tr("Passphrase of the pack"), twice=twice)


def keys() -> str:
    """The passphrase of the key file that signs a PDF."""
    return secret("STOCKPILE_SIGNING_PASSPHRASE", tr("Passphrase of the key file"))


def secret(variable: str, words: str, *, twice: bool = False) -> str:
    """What an environment variable holds, or what a person types, unseen."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    return str(click.prompt(words, hide_input=True, confirmation_prompt=twice, err=True))
