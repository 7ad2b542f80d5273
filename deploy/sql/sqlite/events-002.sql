-- additive: older programs go on working on it

-- Users come at random, so that each index by user costs an event a page in the write-ahead log. The one by hash has the offsets of all of a user's
-- events, too: whoever reads events of a user looks through all of its entries of that user, and sorts those that are wanted.
DROP INDEX event_of_user;
