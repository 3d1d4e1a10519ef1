"""The journal: entries, verification, activity, and the honest limit of the proof."""
