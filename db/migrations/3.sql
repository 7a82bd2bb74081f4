-- From version 2 to 3: rules for unknown layer types, solvers, options of networks.
ALTER TABLE networks ADD COLUMN options TEXT NOT NULL DEFAULT '';
CREATE INDEX documents_due ON documents (network) WHERE analyzer = '';
CREATE TABLE rules (
  type     TEXT NOT NULL PRIMARY KEY,
  text     TEXT NOT NULL,
  created  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE solvers (
  id       TEXT NOT NULL PRIMARY KEY,
  sha256   TEXT NOT NULL,
  file     TEXT NOT NULL,
  summary  TEXT NOT NULL,
  created  INTEGER NOT NULL,
  CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  CHECK (id = substr(sha256, 1, 24))
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 3;
