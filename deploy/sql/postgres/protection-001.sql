-- additive: older programs go on working on it
-- The keys that seal the cookies of browsers, the same for all silos. Whoever reads them can make such cookies.

CREATE TABLE protection_key (
    name  text NOT NULL PRIMARY KEY,
    xml   text NOT NULL,
    added timestamptz NOT NULL DEFAULT now()
);
