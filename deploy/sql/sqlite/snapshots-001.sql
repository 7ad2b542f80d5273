-- The newest snapshot of every user and feature space: a cache of the log, which may be deleted at any time.

CREATE TABLE snapshot (
    feature_space TEXT NOT NULL,
    user_id       TEXT NOT NULL,
    epoch         INTEGER NOT NULL,
    position      INTEGER NOT NULL,
    state         BLOB NOT NULL,
    PRIMARY KEY (feature_space, user_id)
) WITHOUT ROWID;

CREATE INDEX snapshot_of_user ON snapshot (user_id);
