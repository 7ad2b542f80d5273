-- additive: older programs go on working on it
-- Of the two indexes by user one is enough: event_by_hash ends with partition and offset, the table's key, so that it has a user's offsets,
-- too, if not in order. Users come at random, and each index takes a page of its own for nearly every event that is written.
DROP INDEX event_of_user;
