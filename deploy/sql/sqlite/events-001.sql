-- The event log. Offsets are dense per partition: the only writer takes them from partition_head within the transaction that inserts.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO meta (key, value) VALUES ('epoch', 1);

CREATE TABLE partition_head (
    partition    INTEGER PRIMARY KEY,
    last_offset  INTEGER NOT NULL,
    pruned_up_to INTEGER NOT NULL
);

-- A user who is erased loses the row; one who returns gets another key, so that nothing links to what was.
CREATE TABLE user (
    user_key INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id  TEXT NOT NULL UNIQUE
);

-- A tombstone is a row without user: it keeps offsets dense and says nothing.
CREATE TABLE event (
    partition      INTEGER NOT NULL,
    offset         INTEGER NOT NULL,
    user_key       INTEGER,
    prev           INTEGER NOT NULL,
    event_hash     INTEGER,
    event_id       TEXT,
    type           TEXT,
    item_id        TEXT,
    timestamp_ms   INTEGER,
    received_at_ms INTEGER,
    value          REAL,
    attributes     TEXT,
    PRIMARY KEY (partition, offset),
    CHECK (user_key IS NULL OR (event_id IS NOT NULL AND type IS NOT NULL AND timestamp_ms IS NOT NULL AND received_at_ms IS NOT NULL AND value IS NOT NULL))
) WITHOUT ROWID;

-- Reads one user's events in order, and finds the last one.
CREATE UNIQUE INDEX event_of_user ON event (user_key, offset) WHERE user_key IS NOT NULL;

-- Finds an event id again; a hash keeps it small, and who looks compares the id itself.
CREATE INDEX event_by_hash ON event (user_key, event_hash) WHERE user_key IS NOT NULL;
