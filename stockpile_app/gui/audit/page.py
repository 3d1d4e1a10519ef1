"""Journal: every operation, chained and provable, and what the proof cannot do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from stockpile_app import access, audit
from stockpile_app.access import EntryPersons
from stockpile_app.audit import DepotKey, Entry, Head, Proof, Trouble
from stockpile_app.audit.activity import Activity
from stockpile_app.base import Progress
from stockpile_app.base.clock import local_text
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.backing_up import back_up_now
from stockpile_app.gui.access.words import outcome_words
from stockpile_app.gui.audit.keys_panel import KeysPanel
from stockpile_app.gui.audit.words import activity_word, operation_word
from stockpile_app.gui.common import (
    Button,
    Column,
    EmptyState,
    FactList,
    Kind,
    Label,
    MessagePanel,
    PagedRows,
    Panel,
    PrimaryButton,
    Role,
    Status,
    StatusLine,
    TableView,
    Tabs,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.store import Stockpile

ENTRIES, ACTIVITY = range(2)


@dataclass(frozen=True, slots=True)
class JournalState:
    """Where the journal stands, and how far it was proved."""

    head: Head
    verified: int
    verified_at: str
    activity: tuple[Activity, ...]
    backup: access.LastBackup | None
    keys: DepotKey | None


def journal_state(stockpile: Stockpile) -> JournalState:
    """The journal as it is now."""
    entry, at = audit.last_verified(stockpile)
    return JournalState(
        audit.head(stockpile),
        entry,
        at,
        tuple(audit.activities(stockpile)),
        access.last_backup(stockpile),
        audit.depot_public(stockpile) if audit.has_depot_key(stockpile) else None,
    )


def proved(stockpile: Stockpile, progress: Progress) -> Proof:
    """Prove the books, and hold them beside what this computer has seen of them."""
    proof = audit.verify(stockpile, progress)
    return replace(proof, troubles=(*proof.troubles, *audit.rollback_troubles(stockpile)))


def entry_rows(stockpile: Stockpile, ids: Sequence[int]) -> Mapping[int, Entry]:
    """Entries by number; the ids of a page are neighbours."""
    first, last = min(ids), max(ids)
    return {entry.entry: entry for entry in audit.entries(stockpile, first - 1, last - first + 1)}


class JournalPage(PageWidget):
    """Entries newest first, verification, activity, and the honest limit."""

    help_topic = "journal"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.theme,
            tr("Journal"),
            tr("Every operation, chained to the one before it. Nothing is edited or deleted"),
        )
        self.desk = desk
        self._stale = True
        self.verify = PrimaryButton(self.theme, tr("Verify all"), "circle-check", "Ctrl+Return").does(
            self.verify_all
        )
        self.back_up = Button(self.theme, tr("Back up now"), "hard-drive-download").does(self.back_up_now)
        self.header.add_act(self.back_up)
        self.header.add_act(self.verify)
        self.message = MessagePanel(self.theme, "")
        self.message.hide()
        self.tabs = Tabs(self.theme, [tr("Entries"), tr("Activity")])
        self.count = Label("", tone=Role.TEXT_2)
        self.entries: TableView[Entry] = TableView(self.theme, tr("Entries"), self._entry_columns())
        self.activity: TableView[Activity] = TableView(self.theme, tr("Activity"), self._activity_columns())
        self.activity.set_empty(
            EmptyState(
                self.theme,
                tr("No activity yet"),
                tr("Prints, exports and denials stand here; they change no book."),
            )
        )
        self.stack = QStackedWidget()
        for table in (self.entries, self.activity):
            self.stack.addWidget(table)
        self._lay_out()
        self.tabs.changed.connect(self._show_tab)
        self.entries.row_selected.connect(self._ask_persons)

    def _lay_out(self) -> None:
        row = hbox(None, self.tabs, self.count, spacing=12)
        row.setStretch(0, 1)
        left = QWidget()
        left.setProperty("kit", "clear")
        column = vbox(left, spacing=12)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        whole = hbox(None, left, self._proof_panel(), spacing=12)
        whole.setStretch(0, 1)
        self.add(self.message)
        self.content.addLayout(whole, 1)

    def _proof_panel(self) -> QWidget:
        side = QWidget()
        side.setProperty("kit", "clear")
        proof = Panel(tr("Proof"))
        self.proved = StatusLine(self.theme, Status.UNVERIFIED, tr("Not verified yet"))
        self.facts = FactList(name_width=self.theme.px(80))
        proof.add(self.proved)
        proof.add(self.facts)
        limit = Panel(tr("What the proof cannot do"))
        for sentence in (
            tr(
                "Whoever can open this file can, with another program, read all of it and rewrite what is newer than "
                "the last paper or report that left this machine. Roles bind this program alone."
            ),
            tr("What such a person cannot do unseen: change anything older, or approve in another’s name."),
            tr(
                "Printed papers and the ministry’s copy are the witnesses: compare the figures on them with these."
            ),
        ):
            limit.add(Label(sentence, tone=Role.TEXT_2, wrap=True))
        self.keys = KeysPanel(self.theme)
        self.persons = Panel(tr("Persons of this entry"))
        self.person_facts = FactList(name_width=self.theme.px(80))
        self.persons.add(self.person_facts)
        self.persons.hide()
        column = vbox(side, self.persons, proof, limit, self.keys, spacing=12)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFixedWidth(self.theme.px(self.theme.tokens.sizes.pane))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(side)
        return scroll

    def _entry_columns(self) -> list[Column[Entry]]:
        zone = self.desk.founding.zone
        return [
            Column("entry", tr("Entry"), Kind.NUMBER, sortable=False),
            Column("recorded_at", tr("Recorded"), Kind.DATE, lambda one: local_text(one.recorded_at, zone),
                   sample="2026-11-20 07:42", sortable=False),
            Column("kind", tr("Operation"), value=lambda one: operation_word(one.kind), stretch=True, strong=True,
                   sortable=False),
            Column("actor", tr("By"), sample="WO2 K. Brandt", sortable=False),
            Column("lines", tr("Records"), Kind.NUMBER, lambda one: max(0, one.lines - 1), sortable=False),
            Column("hash", tr("Hash"), Kind.SERIAL, lambda one: _short(one.hash), sample="7f3a c91e", sortable=False),
        ]  # fmt: skip

    def _activity_columns(self) -> list[Column[Activity]]:
        zone = self.desk.founding.zone
        return [
            Column("at", tr("At"), Kind.DATE, lambda one: local_text(one.at, zone)),
            Column("kind", tr("What"), value=lambda one: activity_word(one.kind), strong=True),
            Column("detail", tr("Detail"), stretch=True),
            Column("actor", tr("By"), sample="WO2 K. Brandt"),
        ]

    # What the frame tells

    def arrived(self) -> None:
        """Run the query again when something was written since."""
        if self._stale:
            self._stale = False
            self.desk.read(self, journal_state, self._show)

    def on_changes(self, changes: object) -> None:
        """Every write is an entry."""
        self._stale = True
        if self.isVisible():
            self.arrived()

    def refresh(self) -> None:
        """F5."""
        self._stale = True
        self.arrived()

    # Showing

    def _show(self, now: JournalState) -> None:
        size = now.head.size
        ask = self.desk.runner.pages(self, lambda ids: entry_rows(self.desk.reader, ids))
        self.entries.set_pages(PagedRows(range(size, 0, -1), ask))
        self.activity.set_rows(now.activity)
        self.facts.clear()
        self.facts.add_fact(tr("Entries"), isolate(grouped(size)))
        self.facts.add_fact(tr("Root"), isolate(_groups(now.head.root)), mono=True)
        self.facts.add_fact(tr("Backup"), isolate(self._backup_words(now.backup)))
        self.keys.show_keys(now.keys)
        at = local_text(now.verified_at, self.desk.founding.zone)
        if at:
            words = tr("Proved to entry {entry}, {at}", entry=isolate(grouped(now.verified)), at=isolate(at))
            self.proved.show_status(Status.OK, words)
        else:
            self.proved.show_status(Status.UNVERIFIED, tr("Not verified yet"))
        self._show_tab(self.tabs.current())

    def _backup_words(self, last: access.LastBackup | None) -> str:
        if last is None:
            return tr("never")
        return f"{local_text(last.at, self.desk.founding.zone)} · {last.name}"

    def _show_tab(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        count = (self.entries, self.activity)[number].model.rowCount()
        self.count.setText(trn("{shown} line", "{shown} lines", count, shown=isolate(grouped(count))))

    # The persons of an entry

    def _ask_persons(self, row: object) -> None:
        if not isinstance(row, Entry):
            self.persons.hide()
            return
        entry = row.entry
        self.desk.read(
            self,
            lambda books: access.persons_of(books, entry),
            lambda found: self._show_persons(entry, found),
        )

    def _show_persons(self, entry: int, found: EntryPersons) -> None:
        """Who asked, who decided, whose own keys signed it."""
        self.persons.title.setText(tr("Persons of entry {entry}", entry=isolate(grouped(entry))))
        self.person_facts.clear()
        for name, value in (
            (tr("Written by"), found.written_by),
            (tr("Requested by"), found.asked_by),
            (tr("What"), found.summary),
            (tr("Decision"), outcome_words(found)),
            (tr("Signed by"), ", ".join(found.signed_by)),
        ):
            if value:
                self.person_facts.add_fact(name, value)
        self.persons.show()

    # Backup

    def back_up_now(self) -> None:
        """Copy the books to their folder and check the copy; the page stays readable."""
        back_up_now(self.desk, self, self.progress, self.refresh)

    # Verification

    def verify_all(self) -> None:
        """Prove every entry, row and projection; the page stays readable."""
        self.message.hide()
        self.verify.setEnabled(False)
        self.desk.write(
            self,
            proved,
            self._proved,
            failed=lambda problem: self._stopped(problem.sentence),
            cancelled=lambda: self._stopped(tr("Cancelled. Nothing was written")),
            strip=self.progress,
            name=tr("Verifying the books"),
        )

    def _proved(self, proof: Proof) -> None:
        self.verify.setEnabled(True)
        if proof.holds:
            self.desk.say(tr("The books hold: proved to entry {entry}", entry=isolate(grouped(proof.size))))
        else:
            self.message.say(troubles_words(proof.troubles))
        self.desk.refresh_status()
        self.refresh()

    def _stopped(self, sentence: str) -> None:
        self.verify.setEnabled(True)
        self.message.say(sentence)

    def take_focus(self) -> None:
        """The list."""
        self.entries.view.setFocus(Qt.FocusReason.OtherFocusReason)


def troubles_words(troubles: Sequence[Trouble]) -> str:
    """What differs, where, and what still works."""
    first = "; ".join(trouble.sentence for trouble in troubles[:3])
    more = trn("and {count} more", "and {count} more", len(troubles) - 3) if len(troubles) > 3 else ""
    return tr("{what} {more} You can look, export and back up", what=f"{first}.", more=more).replace(
        "  ", " "
    )


def _short(digest: bytes) -> str:
    text = bytes(digest).hex()
    return f"{text[:4]} {text[4:8]}"


def _groups(root: str) -> str:
    return " ".join(root[start : start + 4] for start in range(0, len(root), 4))
