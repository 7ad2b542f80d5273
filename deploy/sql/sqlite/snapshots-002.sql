-- additive: older programs go on working on it

-- In a table without row ids a search compares whole rows: each step of it read all of a state. Rows are now found by an index that has nothing but keys.

ALTER TABLE snapshot RENAME TO snapshot_in_order;

CREATE TABLE snapshot (
    feature_space TEXT NOT NULL,
    user_id       TEXT NOT NULL,
    epoch         INTEGER NOT NULL,
    position      INTEGER NOT NULL,
    state         BLOB NOT NULL,
    PRIMARY KEY (feature_space, user_id)
);

INSERT INTO snapshot (feature_space, user_id, epoch, position, state)
SELECT feature_space, user_id, epoch, position, state FROM snapshot_in_order;

-- Emptied first: the engine keeps a copy of each page of a table that is dropped with rows in it, in a temporary file.
DELETE FROM snapshot_in_order;

DROP TABLE snapshot_in_order;

CREATE INDEX snapshot_of_user ON snapshot (user_id);
