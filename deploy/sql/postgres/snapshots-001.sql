-- The newest snapshot of every user and feature space: a cache of the log, which may be emptied at any time.

CREATE TABLE user_snapshot (
    feature_space text COLLATE "C" NOT NULL,
    user_id       text COLLATE "C" NOT NULL,
    epoch         bigint NOT NULL,
    position      bigint NOT NULL,
    state         bytea NOT NULL,
    PRIMARY KEY (feature_space, user_id)
);

-- Numbers that look random do not compress; trying costs time.
ALTER TABLE user_snapshot ALTER COLUMN state SET STORAGE EXTERNAL;

CREATE INDEX user_snapshot_of_user ON user_snapshot (user_id);
