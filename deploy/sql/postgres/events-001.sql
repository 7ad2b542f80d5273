-- The event log. Offsets are dense per partition and in commit order: whoever appends or erases holds the rows of log_head it needs,
-- locked in ascending order, until its transaction ends. Text is compared by its bytes, whatever the database's collation.

CREATE TABLE log_meta (
    key   text PRIMARY KEY,
    value bigint NOT NULL
);

INSERT INTO log_meta (key, value) VALUES ('epoch', 1);

-- Small and updated by every append: room on the page keeps the update from touching the index.
CREATE TABLE log_head (
    partition    integer PRIMARY KEY,
    last_offset  bigint NOT NULL,
    pruned_up_to bigint NOT NULL
) WITH (fillfactor = 25);

-- A user who is erased loses the row; one who returns gets another key, so that nothing links to what was.
CREATE TABLE log_user (
    user_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id  text COLLATE "C" NOT NULL UNIQUE
);

-- A tombstone is a row without user: it keeps offsets dense and says nothing. What the row said before can no longer be read, but the
-- server overwrites its bytes only after a vacuum, and keeps them in its write-ahead log and in backups for as long as it keeps those.
CREATE TABLE log_event (
    partition      integer NOT NULL,
    event_offset   bigint NOT NULL,
    user_key       bigint,
    prev           bigint NOT NULL,
    event_hash     bigint,
    event_id       text COLLATE "C",
    type           text COLLATE "C",
    item_id        text COLLATE "C",
    timestamp_ms   bigint,
    received_at_ms bigint,
    value          real,
    attributes     text COLLATE "C",
    PRIMARY KEY (partition, event_offset),
    CHECK (user_key IS NULL OR (event_hash IS NOT NULL AND event_id IS NOT NULL AND type IS NOT NULL
        AND timestamp_ms IS NOT NULL AND received_at_ms IS NOT NULL AND value IS NOT NULL))
);

-- Reads one user's events in order, and finds the last one.
CREATE UNIQUE INDEX log_event_of_user ON log_event (user_key, event_offset) WHERE user_key IS NOT NULL;

-- Finds an event id again; a hash keeps it small, and who looks compares the id itself.
CREATE INDEX log_event_by_hash ON log_event (user_key, event_hash) WHERE user_key IS NOT NULL;
