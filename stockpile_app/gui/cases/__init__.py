"""Cases in the window: what must be explained, the research log, what proves it, and how it ended."""
