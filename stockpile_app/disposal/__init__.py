"""Disposal: from the decision about declared surplus to the certificate that proves what became of it.

Destruction unless somebody says why not.  One machine for weapons and ammunition: designated, sealed,
handed over, received, verified serial by serial by somebody who did not pack, destroyed or
deactivated, residue cleared, certified.  What stands on a certificate never moves again.

Each verb takes the open stockpile and one request (`requests`), and gives what was done (`Done`), or
a `Requested` where a second person must approve:

    deciding      decide_disposal(DisposalDecision)                    Done | Requested
    taking_part   add_persons(Participants), record_incident(Incident), record_trace_check(TraceLook)
    packing       seal(Sealing)
    handing_over  hand_over(HandOver), receive_at_site(Arrival)
    verifying     verify_item(Scan) -> ListAnswer, undo_check(Undo), set_aside(Aside)
    finishing     finish_verification(Finishing)
    holding_back  hold_back(HoldingBack)
    destroying    destroy(Destroying)                                  Done | Requested
    clearing      clear_residue(Clearing)
    dispatching   dispatch(Dispatching), close(Closing)
"""
