-- Of one grain there is one state: the statement that writes the first one looks whether there is one and then inserts, and two at once
-- would both find none.
CREATE UNIQUE INDEX orleansstorage_key ON OrleansStorage (
    grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, coalesce(grainidextensionstring, ''), serviceid);
