"""From surplus to certificate on the window: the batches, the verification, deactivation, certificates."""
