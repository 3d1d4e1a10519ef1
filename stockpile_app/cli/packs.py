"""Packs: send one, see what is out, take one back; and answer one without any books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from stockpile_app.access import KeyStrength, founding
from stockpile_app.assembly import ASSEMBLY
from stockpile_app.audit import depot_public, sealing_private
from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.clock import local_text
from stockpile_app.cli import passphrases
from stockpile_app.cli.disposal_asked import batch_of
from stockpile_app.cli.outcome import DONE, answer, tell
from stockpile_app.cli.session import account_of, json_option, on_books, opened
from stockpile_app.exchange.pack import (
    Opener,
    PackRequest,
    PackSession,
    PackState,
    PackTask,
    Sealing,
    ToKey,
    ToPassphrase,
    answer_path,
    answers_of,
    give_up,
    open_pack,
    pack_with_id,
    packs,
    read_header,
    send_pack,
    take_back,
    with_ending,
)
from stockpile_app.exchange.pack.model import TO_PASSPHRASE, plain
from stockpile_app.exchange.pack.seal import fingerprint
from stockpile_app.exchange.site_pack import KIND
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed after an act of `pack`.

    Attributes:
        pack: The file, or the number the pack left under.
    """

    pack: str
    operation_id: str
    place: str
    batch: str
    receiver: str
    key: str
    reason: str


@click.command()
@on_books
@click.argument("act", type=click.Choice(["send", "list", "take", "answers", "give-up", "key"]))
@click.argument("pack", required=False)
@click.option("--place", default="", help="send: whose list goes along, a place or a holder.")
@click.option("--batch", default="", help="send: the batch that goes to its destruction site.")
@click.option("--to", "receiver", default="", help="send: who takes it along.")
@click.option(
    "--key", default="", help="send: seal to these books' key (see act “key”), not to a passphrase."
)
@click.option("--reason", default="", help="give-up: what became of it.")
@click.option("--id", "operation_id", default="", help="Your own id: the same id twice has one effect.")
def pack(
    stockpile: Stockpile,
    act: str,
    pack: str | None,
    place: str,
    batch: str,
    receiver: str,
    key: str,
    reason: str,
    operation_id: str,
    as_json: bool,
) -> int:
    """Send, list, take back or give up packs of FILE: the file or number PACK; or read its answers.

    A pack's own passphrase comes from STOCKPILE_PACK_PASSPHRASE or a prompt.
    """
    if act in _WITHOUT_A_PACK:
        return _WITHOUT_A_PACK[act](stockpile, as_json)
    asked = _Asked(
        _named(pack, act), operation_id or stockpile.ids.new_id(), place, batch, receiver, key, reason
    )
    return _WITH_A_PACK[act](stockpile, asked, as_json)


def _named(pack: str | None, act: str) -> str:
    if pack:
        return pack
    raise click.UsageError(
        tr("“{act}” needs the pack: its file, or its number for “answers” and “give-up”", act=act)
    )


def _send(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    subject = (
        batch_of(stockpile, asked.batch)
        if asked.batch
        else account_of(stockpile, asked.place, tr("Place or holder")).id
    )
    sealing: Sealing = ToKey(asked.key) if asked.key else ToPassphrase(_pack_secret(), KeyStrength())
    request = PackRequest(
        operation_id=asked.operation_id,
        path=Path(asked.pack),
        kind=KIND if asked.batch else "holding",
        subject_id=subject,
        receiver=asked.receiver,
        sealing=sealing,
    )
    sent = send_pack(stockpile, request)
    content = {
        **plain(sent.pack),
        "file": str(with_ending(request.path)),
        "holds": len(sent.holds),
        "repeated": sent.repeated,
    }
    said = tr("Sent {lines} lines to {name}: {file}", lines=sent.pack.lines, name=sent.pack.receiver,
              file=content["file"])  # fmt: skip
    repeated = tr("This request was sent before: {pack}", pack=sent.pack.pack_id)
    answer(as_json, content, [repeated if sent.repeated else said])
    return DONE


def _list(stockpile: Stockpile, as_json: bool) -> int:
    found = packs(stockpile)
    content = {"out": [_state(one) for one in found if one.end is None],
               "ended": [_state(one) for one in found if one.end is not None]}  # fmt: skip
    answer(as_json, content, _state_lines(found, founding(stockpile).zone))
    return DONE


def _state(state: PackState) -> dict[str, object]:
    return {
        **plain(state.pack),
        "sent_by": state.sent_by,
        "days": state.days,
        "holds": state.holds,
        "end": state.end and plain(state.end),
    }


def _state_lines(found: Sequence[PackState], zone: str) -> Iterator[str]:
    for state in found:
        day, name, task = local_text(state.pack.made_at, zone)[:10], state.pack.receiver, state.pack.task
        if state.end is None:
            yield tr("Out since {day} with {name}: {task} ({pack})", day=day, name=name, task=task,
                     pack=state.pack.pack_id)  # fmt: skip
    if not any(state.end is None for state in found):
        yield tr("Nothing is out")


def _key(stockpile: Stockpile, as_json: bool) -> int:
    public = depot_public(stockpile)
    content = {"sealing": public.sealing_public, "fingerprint": fingerprint(public.sealing_public),
               "signing": public.signing_public}  # fmt: skip
    answer(as_json, content, [tr("Others seal packs to these books with: {key}", key=public.sealing_public)])
    return DONE


def _take(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    back = take_back(stockpile, Path(asked.pack), asked.operation_id)
    content = {"pack": back.pack.pack_id, "answered_by": back.end.answered_by, "states": back.states,
               "open": back.open, "repeated": back.repeated}  # fmt: skip
    said = tr("Taken back from {name}: {answers} lines answered, {open} left open",
              name=back.end.answered_by, answers=back.end.answers, open=back.open)  # fmt: skip
    answer(as_json, content, [tr("These answers had come back before") if back.repeated else said])
    return DONE


def _give_up(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    gone = give_up(stockpile, asked.operation_id, asked.pack, asked.reason)
    answer(as_json, {"pack": gone.pack.pack_id, "repeated": gone.repeated},
           [tr("Given up: {pack}. Its holds have ended", pack=gone.pack.pack_id)])  # fmt: skip
    return DONE


def _answers(stockpile: Stockpile, asked: _Asked, as_json: bool) -> int:
    sent = pack_with_id(stockpile, asked.pack)
    found = answers_of(stockpile, sent.id) if sent else []
    lines = (" · ".join(filter(None, (str(one.line), one.mark, one.item, one.place, one.state, one.remark)))
             for one in found)  # fmt: skip
    answer(
        as_json,
        {"rows": [plain(one) for one in found]},
        lines if found else [tr("No answers have come back")],
    )
    return DONE


_WITHOUT_A_PACK = {"list": _list, "key": _key}
_WITH_A_PACK = {"send": _send, "take": _take, "answers": _answers, "give-up": _give_up}


@click.command("pack-open")
@click.argument("pack", type=click.Path(path_type=Path))
@click.option(
    "--answer", "answers", multiple=True, metavar="LINE=WORD", help="Answer a line: seen, not seen."
)
@click.option("--remark", "remarks", multiple=True, metavar="LINE=TEXT", help="Answer a line with a remark.")
@click.option("--write", is_flag=True, help="Write the answering pack; without it the answers are kept.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the answering pack goes.")
@click.option("--by", default="", help="Who looked.")
@click.option(
    "--books", type=click.Path(path_type=Path), help="Open a pack sealed to the key of these books."
)
@click.option("--user", envvar="STOCKPILE_USER", default="", help="Who opens those books.")
@json_option
def pack_open(
    pack: Path,
    answers: tuple[str, ...],
    remarks: tuple[str, ...],
    write: bool,
    out: Path | None,
    by: str,
    books: Path | None,
    user: str,
    as_json: bool,
) -> int:
    """Answer the pack PACK in a session that can do its task and nothing else."""
    session = _opened_pack(pack, books, user)
    told = [(*_split(text), "") for text in answers]
    told += [(line, "remark", text) for line, text in map(_split, remarks)]
    for line, state, text in told:
        session.answer(line, state, text)
    if told:
        session.save()
    target = (out or answer_path(pack)) if write else None
    if target is not None:
        target = with_ending(target)
        session.write_answer(target, by)
    content = {**plain(session.header), "receiver": session.letter.receiver,
               "rows": [{**plain(one.asked), **plain(one.answer)} for one in session.answered()],
               "open": session.open_lines, "answer": str(target or "")}  # fmt: skip
    answer(as_json, content, _session_lines(session, target))
    return DONE


def _session_lines(session: PackSession, target: Path | None) -> Iterator[str]:
    header, words = session.header, dict(session.task.states)
    yield tr("{task}. Signed by {code} {name}, key {key}", task=header.task, code=header.origin_code,
             name=header.origin_name, key=fingerprint(header.signer))  # fmt: skip
    for one in session.answered():
        line, given = one.asked, one.answer
        state = tr(words[given.state]) if given.state else tr("open")
        parts = (str(line.line), line.mark, line.item, line.place, str(line.quantity), state, given.remark)
        yield " · ".join(filter(None, parts))
    if target is not None:
        yield tr("Answer written: {file}. Take it back to the books that sent the pack", file=target)


def _opened_pack(path: Path, books: Path | None, user: str) -> PackSession:
    with _opener(path, books, user) as opener:
        return open_pack(path, opener, ASSEMBLY.of(PackTask))


@contextmanager
def _opener(path: Path, books: Path | None, user: str) -> Iterator[Opener]:
    if books is not None:
        with opened(books, user) as stockpile:
            yield Opener(private=sealing_private(stockpile))
        return
    header = read_header(path)  # a damaged pack is told before anybody types
    yield Opener(passphrase=passphrases.pack() if header.sealed_to == TO_PASSPHRASE else "")


def _pack_secret() -> str:
    tell(tr("Tell the passphrase another way than with the stick"))
    return passphrases.pack(twice=True)


def _split(text: str) -> tuple[int, str]:
    line, sign, rest = text.partition("=")
    if sign and line.strip().isascii() and line.strip().isdecimal() and len(line.strip()) < 10:
        return int(line), rest.strip()
    raise Refused([Finding("PACK-32", Severity.REFUSAL, tr("This names no line of the pack"), field=tr("Line"),
                           expected=tr("a line and its answer: 12=seen"), got=text,
                           remedy=tr("Type it anew"))])  # fmt: skip


COMMANDS = (pack, pack_open)
