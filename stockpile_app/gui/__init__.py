"""The window: the only place that knows Qt.

One folder per feature holds its page and dialogs; `common` holds the kit they are built from;
`main_window` is the frame.  A page builds a frozen dataclass, calls one operation and shows one
query: no SQL and no rule lives here.

Names: Qt's own methods keep Qt's spelling (`setText`, `sizeHint`), because the type stubs know no
other and `from __feature__ import snake_case` changes it for every importer of a class at run
time.  Everything that is ours is snake_case, so a reader sees at once whose method it is.
"""
