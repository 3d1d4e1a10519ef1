"""A weapon's deactivation begins: profile, type of firearm, what the weapon has, who does the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from stockpile_app.base import Finding
from stockpile_app.base.text import tr
from stockpile_app.disposal.deactivation import BeginDeactivation, DeactivationRow, Profile
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import refusal_words
from stockpile_app.gui.common import (
    CheckField,
    Choice,
    ComboField,
    Face,
    FindingCard,
    Label,
    LabelledField,
    MomentField,
    Status,
    TextField,
    hbox,
    vbox,
)
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.disposal.deactivation_words import source_chip

_WIDTH = 900


class BeginForm(QScrollArea):
    """What is asked before the first operation; the features decide which operations apply."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.desk = desk
        self._profiles: dict[str, Profile] = {}
        self.row: DeactivationRow | None = None
        self.features: dict[str, CheckField] = {}
        self.profile: ComboField[str] = ComboField(theme, tr("Profile"))
        self.status = Notice(theme, Status.UNVERIFIED)
        self.type: ComboField[str] = ComboField(theme, tr("Type"))
        self.calibre = TextField(theme, tr("Calibre"), help_text=tr("In millimetres: 7.62"))
        self.performer = TextField(theme, tr("Performer"), help_text=tr("The entity that does the work"))
        self.country = TextField(
            theme, tr("Country"), help_text=tr("Two letters; they stand in the mark: BE")
        )
        self.begun_on = MomentField(theme, tr("Begun on"), with_time=False)
        self._grid = QGridLayout()
        self._findings = vbox(None, spacing=8)
        self._lay_out()
        self.profile.chosen.connect(lambda _code: self._profile_chosen())
        self.type.chosen.connect(lambda _number: self._type_chosen())

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("kit", "clear")
        column = vbox(inside, Label(tr("Begin the deactivation"), Face.SECTION), spacing=14)
        column.setContentsMargins(0, 0, 12, 0)
        column.addLayout(self._findings)
        for part in (self.profile, self.status, self.type):
            column.addWidget(part)
        self._has = Label(tr("What this weapon has"), Face.STRONG)
        column.addWidget(self._has)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        column.addLayout(self._grid)
        for pair in ((self.calibre, self.begun_on), (self.performer, self.country)):
            row = hbox(None, spacing=12)
            for field in pair:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addStretch(1)
        inside.setMaximumWidth(self.desk.theme.px(_WIDTH))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    # Showing

    def offer(self, profiles: Sequence[Profile]) -> None:
        """The profiles there are; what was chosen stays."""
        self._profiles = {one.code: one for one in profiles}
        self.profile.set_choices(
            Choice(one.code, tr("{title}, edition {edition}", title=tr(one.title), edition=one.edition))
            for one in profiles
        )

    def show_row(self, row: DeactivationRow) -> None:
        """Begin with this weapon; profile, performer and country stay as they were for the one before."""
        self.row = row
        self.begun_on.set_value(self.desk.today())
        marked = row.weapon.calibre
        known = tr("In millimetres: 7.62. Marked on the weapon: {calibre}", calibre=marked) if marked else ""
        self.calibre.set_help(known or tr("In millimetres: 7.62"))
        self.show_findings(())
        self._profile_chosen()

    def _chosen_profile(self) -> Profile | None:
        return self._profiles.get(self.profile.value() or "")

    def _profile_chosen(self) -> None:
        profile = self._chosen_profile()
        kept = self.type.value()
        types = profile.types if profile else ()
        self.type.set_choices(Choice(one.number, f"{one.number} · {tr(one.label)}") for one in types)
        self.type.set_value(kept if profile and profile.type_numbered(kept or "") else None)
        self.status.say(_warning(profile) if profile else "")
        self._type_chosen()

    def _type_chosen(self) -> None:
        """Ask for the features that decide anything for this type, and the calibre where a bound is held to it."""
        profile, number = self._chosen_profile(), self.type.value() or ""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        features = profile.features_of(number) if profile and number else ()
        self.features = {}
        place = 0
        for one in features:
            field = CheckField(
                self.desk.theme, tr(one.label), help_text=tr(one.meaning) if one.meaning else ""
            )
            self.features[one.code] = field
            across = 2 if self._is_long(tr(one.label)) else 1
            place += place % 2 if across == 2 else 0
            self._grid.addWidget(field, place // 2, place % 2, 1, across, Qt.AlignmentFlag.AlignTop)
            place += across
        self._has.setVisible(bool(features))
        self.calibre.setVisible(bool(profile and number and profile.asks_calibre(number)))

    def _is_long(self, label: str) -> bool:
        """Whether half the width does not hold these words."""
        return self.desk.theme.text_width(label) > self.desk.theme.px(_WIDTH // 2 - 60)

    # Filling in

    def request(self, operation_id: str) -> BeginDeactivation | None:
        """What is asked; None while something must still be chosen."""
        for field in self._fields():
            field.set_finding("")
        row, day = self.row, self.begun_on.value()
        profile, number = self.profile.value(), self.type.value()
        missing = [
            field
            for field, empty in (
                (self.profile, not profile),
                (self.type, not number),
                (self.begun_on, day is None),
            )
            if empty
        ]
        for field in missing:
            field.set_finding(tr("Fill this in"))
        if missing or row is None or day is None:
            missing[0].setFocus()
            return None
        return BeginDeactivation(
            operation_id=operation_id,
            batch_id=row.batch_id,
            line_no=row.line_no,
            profile=profile or "",
            firearm_type=number or "",
            performer=self.performer.value(),
            country=self.country.value().upper(),
            begun_on=day.day.isoformat(),
            features=tuple(code for code, field in self.features.items() if field.value()),
            calibre=self.calibre.value().replace(",", ".") if self.calibre.isVisibleTo(self) else "",
        )

    def _fields(self) -> tuple[LabelledField, ...]:
        return (self.profile, self.type, self.calibre, self.performer, self.country, self.begun_on)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Under the field a finding names; as a card what names none."""
        while (item := self._findings.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        named = {field.name: field for field in self._fields()}
        first: LabelledField | None = None
        for finding in findings:
            field = named.get(finding.field)
            if field is None:
                self._findings.addWidget(FindingCard(self.desk.theme, finding, in_row=False))
            else:
                field.set_finding(refusal_words(finding))
                first = first or field
        if first is not None:
            first.setFocus()


def _warning(profile: Profile) -> str:
    """What is to be known of the profile before the work begins; '' where it is verified."""
    if profile.status != "unverified":
        return ""
    note = tr(profile.note).rstrip(".") if profile.note else ""
    return ". ".join(filter(None, (source_chip(profile.status).word, note, tr("Ask the national authority"))))
