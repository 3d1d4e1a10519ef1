"""What a command says and how it ends: JSON or sentences, findings, exit codes.

Nobody but this module catches exceptions for the terminal, so every command ends alike.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from enum import Enum

import click

from stockpile_app.base import Cancelled, Finding, KnownError, Refused, SystemClock, tr
from stockpile_app.base.log import Word
from stockpile_app.base.traces import kind_of, place_of
from stockpile_app.store.reports import fault_report, keep_report

_LOG = logging.getLogger(__name__)

DONE, REFUSED, USAGE, ENVIRONMENT = 0, 1, 2, 3
Answer = Mapping[str, object]


def guarded(group: click.Group, arguments: list[str], open_window: object) -> int:
    """Run a command and turn whatever happens into an exit code; no traceback reaches a person."""
    as_json = "--json" in arguments
    _let_any_text_out(as_json=as_json)
    command = Word(next((one for one in arguments[:1] if one in group.commands), ""))
    _LOG.info("Command %s", command)
    try:
        code = _run(group, arguments, open_window, as_json=as_json)
    except Exception as fault:  # noqa: BLE001  (our bug: told calmly, with what a report needs)
        code = _own_fault(fault, command)
    _LOG.info("Command %s ended with %d", command, code)
    return code


def _run(group: click.Group, arguments: list[str], open_window: object, *, as_json: bool) -> int:
    try:
        outcome = group.main(arguments, prog_name="stockpile", standalone_mode=False, obj=open_window)
    except click.exceptions.Exit as end:
        return int(end.exit_code)
    except click.ClickException as wrong:
        _tell_usage(wrong)
        return USAGE
    except (Refused, KnownError) as stop:
        return _stopped(stop, as_json=as_json)
    except (click.Abort, Cancelled, KeyboardInterrupt):
        tell(tr("Cancelled. Nothing was written"))
        return ENVIRONMENT
    return outcome if isinstance(outcome, int) else DONE


def _tell_usage(wrong: click.ClickException) -> None:
    """What was typed wrong, in our own form: how the command is used, then the sentence."""
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    if context is not None:
        tell(context.get_usage())
    tell(wrong.format_message())


def _let_any_text_out(*, as_json: bool) -> None:
    r"""What a terminal cannot write it writes as an escape (`\udcff`), which is what JSON does too."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if as_json else None, errors="backslashreplace")


def _stopped(stop: Refused | KnownError, *, as_json: bool) -> int:
    _LOG.warning("Stopped: %s", Word(kind_of(stop)))
    if isinstance(stop, Refused):
        show_findings(stop.findings)
        content: Answer = {"refused": True, "findings": stop.findings}
    else:
        tell(stop.sentence)
        content = {"cause": stop.cause, "sentence": stop.sentence}
    if as_json:
        print_json(content)
    return REFUSED if isinstance(stop, Refused) else ENVIRONMENT


def _own_fault(fault: Exception, command: str) -> int:
    _LOG.error("A fault of the program", exc_info=fault)
    tell(tr("The program made a mistake of its own; the books are as they were before this command"))
    tell(tr("For the report: {kind} in {where}", kind=type(fault).__name__, where=place_of(fault)))
    at = SystemClock().now()
    kept = keep_report(fault_report(fault, f"stockpile {command}".strip(), at), at)
    if kept is not None:
        tell(tr("The report, to read and to send: {path}", path=kept))
    return ENVIRONMENT


def tell(sentence: str) -> None:
    """A message for the person, on standard error."""
    click.echo(sentence, err=True)


def print_json(answer: Answer) -> None:
    """The one JSON object of a command, on standard output."""
    click.echo(json.dumps(_plain(answer), ensure_ascii=False, indent=1))


def answer(as_json: bool, content: Answer, lines: Iterable[str]) -> None:
    """Say the outcome: as JSON, or as lines for a person."""
    if as_json:
        print_json(content)
        return
    for line in lines:
        click.echo(line)


def show_findings(findings: Iterable[Finding], limit: int = 40) -> None:
    """Findings for a person, refusals first, each with where, what was expected and what to do."""
    shown = list(findings)
    for finding in shown[:limit]:
        tell(_finding_line(finding))
    if len(shown) > limit:
        tell(tr("... and {count} more findings", count=len(shown) - limit))


def _finding_line(finding: Finding) -> str:
    where = tr("row {row}, {field}", row=finding.row, field=finding.field) if finding.row else finding.field
    parts = [f"{finding.severity}: {finding.sentence}"]
    parts += [f"({where})"] if where else []
    parts += [tr("expected {expected}", expected=finding.expected)] if finding.expected else []
    parts += [tr("got {got}", got=finding.got)] if finding.got else []
    return " · ".join([" ".join(parts[:2]), *parts[2:], *filter(None, [finding.remedy, finding.rule])])


def _plain(value: object) -> object:
    """JSON values only: decimals as strings, enums as their values, findings field by field."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    return value
