-- From version 3 to 4: links that open a comparison on the network.
CREATE TABLE shares (
  token       TEXT NOT NULL PRIMARY KEY,
  comparison  TEXT NOT NULL REFERENCES comparisons ON DELETE CASCADE,
  created     INTEGER NOT NULL,
  expires     INTEGER NOT NULL,
  CHECK (length(token) = 64 AND token NOT GLOB '*[^0-9a-f]*')
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 4;
