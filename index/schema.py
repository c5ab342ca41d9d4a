"""The tables of the truth, and the number of their format; as SQLite writes them (see `index.store.postgres`)."""

FORMAT = 8
"""Goes up with each change of the tables; `index.store` migrates or refuses other numbers."""

NAMES = """
CREATE TABLE IF NOT EXISTS names (
    passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (passage, start)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS named (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    recipe TEXT NOT NULL,
    known INTEGER NOT NULL
);
"""
# `named`: which documents have their names, by which recipe and with how many names of the archive's own.

MARKS = """
CREATE TABLE IF NOT EXISTS personal (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, start)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS exempt (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (document, start, "end")
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sums (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    sum TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS segment_sums (name TEXT PRIMARY KEY, sum INTEGER NOT NULL) WITHOUT ROWID;
"""
# `personal`: national identity numbers; `exempt`: what is marked as exempt from public access, and
# the mark; both as document offsets. `sums`: of each document's text; `segment_sums`: of dense files.

SCANS = """
CREATE TABLE IF NOT EXISTS recognised (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, start)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS recognisers (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    name TEXT NOT NULL
);
"""
# `recognised`: text that was recognised in pictures, as document offsets. `recognisers`: what
# recognised it, for documents with such pages; the empty name where they still wait for a program that can.

STEPS = {1: NAMES, 2: MARKS, 3: SCANS, 4: "", 5: "", 6: "", 7: ""}
"""What takes an index of an older format to the next one; `index.migrate` fills what is new."""

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    media TEXT,
    title TEXT NOT NULL,
    author TEXT,
    created TEXT,
    state TEXT NOT NULL CHECK (state IN ('ok', 'unreadable')),
    reason TEXT,
    characters INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    unread_pages TEXT NOT NULL,
    indexed TEXT NOT NULL
);
CREATE INDEX documents_source ON documents (source);
CREATE INDEX documents_fingerprint ON documents (fingerprint);

CREATE TABLE pages (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    number INTEGER,
    width REAL NOT NULL,
    height REAL NOT NULL,
    label TEXT,
    text TEXT NOT NULL,
    boxes BLOB NOT NULL,
    PRIMARY KEY (document, start)
) WITHOUT ROWID;

CREATE TABLE parts (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    date TEXT,
    body TEXT,
    meeting TEXT,
    case_number TEXT,
    draft INTEGER NOT NULL
);
CREATE INDEX parts_document ON parts (document);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    part INTEGER NOT NULL REFERENCES parts ON DELETE CASCADE,
    page INTEGER,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    context TEXT NOT NULL,
    heading TEXT NOT NULL,
    sentences TEXT NOT NULL,
    case_number TEXT
);
CREATE INDEX passages_document ON passages (document, start);
CREATE INDEX passages_part ON passages (part);

CREATE TABLE vectors (
    encoder TEXT NOT NULL,
    passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE,
    vector BLOB NOT NULL,
    PRIMARY KEY (encoder, passage)
) WITHOUT ROWID;
CREATE INDEX vectors_passage ON vectors (passage);

CREATE TABLE encoder_arrays (
    encoder TEXT NOT NULL,
    name TEXT NOT NULL,
    dtype TEXT NOT NULL,
    shape TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (encoder, name)
) WITHOUT ROWID;

CREATE TABLE segments (
    name TEXT PRIMARY KEY,
    encoder TEXT NOT NULL,
    size INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    type TEXT NOT NULL,
    start INTEGER NOT NULL,
    key TEXT,
    value TEXT NOT NULL
);
CREATE INDEX records_document ON records (document);
CREATE INDEX records_key ON records (type, key);

CREATE TABLE pending (document INTEGER PRIMARY KEY, reason TEXT NOT NULL);
{NAMES}
{MARKS}
{SCANS}"""
# `pending` names documents that tantivy may hold although the truth does not: written before an
# addition reaches tantivy, and in the very commit of a removal, until tantivy has followed.

OF_ALL = frozenset({"meta", "encoder_arrays", "segments", "segment_sums"})
"""Tables that tell nothing of a single document; every other one must stand in `_SHOWN`."""

_OF_PASSAGE = (
    "EXISTS (SELECT 1 FROM {main}.passages AS p WHERE p.id = passage"
    " AND p.document IN (SELECT document FROM visible))"
)

_SHOWN = {
    "documents": "id IN (SELECT document FROM visible)",
    **dict.fromkeys(
        (
            "pages",
            "parts",
            "passages",
            "records",
            "named",
            "personal",
            "exempt",
            "sums",
            "recognised",
            "recognisers",
            "pending",
        ),
        "document IN (SELECT document FROM visible)",
    ),
    "vectors": _OF_PASSAGE,
    "names": _OF_PASSAGE,
}

_VIEW = "CREATE TEMP VIEW {0} AS SELECT * FROM {{main}}.{0} WHERE {1};"

SHOWN = "CREATE TEMP TABLE visible (document INTEGER PRIMARY KEY);" + "".join(
    _VIEW.format(table, shown) for table, shown in _SHOWN.items()
)
"""For a connection that may see some documents only: views that stand before the tables of their name.

Both databases look for a name among what is temporary first, so that every statement, whoever writes it,
sees what is visible and nothing else. ``{main}`` stands for the schema of the tables themselves.
"""
