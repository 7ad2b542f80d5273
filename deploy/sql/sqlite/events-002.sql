-- additive: older programs go on working on it

-- Users come at random, so that each index by user costs an event a page in the write-ahead log. The one by hash has all that is needed of a user's
-- events, offsets too; who wants them in order sorts them, which an append never needs and a read seldom of many.
DROP INDEX event_of_user;
