"""The batch goes to the site on a stick, from the pane, and its answer is taken in there."""

from __future__ import annotations

from pathlib import Path

from stockpile_app import disposal
from stockpile_app.disposal import Duty, Participant, Participants
from stockpile_app.exchange.pack import Opener, open_pack
from stockpile_app.exchange.site_pack import MISSING, VERIFIED
from stockpile_app.gui.disposal.page import DisposalPage
from stockpile_app.gui.exchange.pack_dialogs import SendPackDialog, TakePackDialog
from tests.disposal.batches import Site
from tests.exchange.pack.packs import SECRET, TASKS
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.gui.disposal.conftest import Enter, front, post, row_of

LOOKS = "Ms P. Field"


def acts(page: DisposalPage, batch: int) -> list[str]:
    assert page.pane_of_batch.seen is not None
    assert page.pane_of_batch.seen.view.row.id == batch
    return [name for name, _words, _icon in page.pane_of_batch._packs(page.pane_of_batch.seen)]


def test_it_is_sent_and_its_answer_taken_in(desk: AtDesk, site: Site, enter: Enter, tmp_path: Path) -> None:
    batch = site.batch(site.rifles(2))
    with site.by("officer"):
        who = Participant(duty=Duty.VERIFIER, name=LOOKS, organisation="Police")
        disposal.add_persons(
            site.stockpile, Participants(operation_id=site.id(), batch_id=batch, persons=(who,))
        )
    site.to_site(batch)
    page = enter("officer")
    page.board.select_batch(batch)
    desk.idle()
    assert acts(page, batch) == ["send pack"]
    page.course.beside("send pack", row_of(site, batch))
    dialog = front(desk, SendPackDialog)
    assert isinstance(dialog, SendPackDialog)
    assert find_clipped_texts(dialog) == []
    assert unnamed_inputs(dialog) == []
    assert dialog.receiver.value() == LOOKS, "the program knows who was named to look"
    assert not dialog.place.isVisible()
    dialog.secrets.secret.set_value(SECRET)
    dialog.secrets.again.set_value(SECRET)
    path = tmp_path / "site.stockpack"
    dialog.path.set_path(path)
    post(desk)
    desk.qtbot.waitUntil(path.exists, timeout=20_000)
    desk.idle()
    assert acts(page, batch) == [], "what is out is not sent again, and who packed takes no answers in"
    at = desk.application.desk
    assert at is not None
    site.stockpile.actor = at.actor = at.reader.actor = site.staff.actors["inspector"]
    page.refresh()
    desk.idle()
    assert acts(page, batch) == ["take pack"]
    session = open_pack(path, Opener(passphrase=SECRET), TASKS, clock=site.books.clock)
    session.answer(1, VERIFIED, "")
    session.answer(2, MISSING, "")
    session.write_answer(tmp_path / "answer.stockpack", LOOKS)
    page.course.beside("take pack", row_of(site, batch))
    taking = front(desk, TakePackDialog)
    assert isinstance(taking, TakePackDialog)
    taking.path.set_path(tmp_path / "answer.stockpack")
    post(desk)
    desk.idle()
    assert [row.checked_by for row in disposal.batch_lines(site.stockpile, batch)] == [LOOKS, LOOKS]
    assert acts(page, batch) == []
    assert row_of(site, batch).open_cases == 1
