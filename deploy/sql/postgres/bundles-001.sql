-- The bundles of the model versions: their files in pieces, so that neither a row nor a reader's memory need be large. A bundle is there
-- wholly or not at all, for it is written in one transaction.

CREATE TABLE model_bundle (
    version text COLLATE "C" PRIMARY KEY,
    hash    text COLLATE "C" NOT NULL
);

CREATE TABLE model_bundle_piece (
    version text COLLATE "C" NOT NULL REFERENCES model_bundle ON DELETE CASCADE,
    file    text COLLATE "C" NOT NULL,
    number  integer NOT NULL,
    data    bytea NOT NULL,
    PRIMARY KEY (version, file, number)
);

-- Numbers of a model do not compress.
ALTER TABLE model_bundle_piece ALTER COLUMN data SET STORAGE EXTERNAL;
