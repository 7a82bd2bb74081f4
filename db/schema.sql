-- What netweight keeps, version 4.  This file is the truth: a new database is made from
-- it, and a migrated one must come out the same (tests/db/test_migrate.c).
-- application_id is "nwgt"; user_version is the version above.

PRAGMA application_id = 0x6e776774;
PRAGMA user_version = 4;

-- One uploaded network, known by the bytes of its file.
CREATE TABLE networks (
  number        INTEGER PRIMARY KEY,  -- short key for the tables below; never shown
  id            TEXT NOT NULL UNIQUE, -- the first 24 digits of sha256, as in links
  sha256        TEXT NOT NULL,        -- of the source bytes, lower-case hex
  name          TEXT NOT NULL,        -- as shown; may be changed
  file          TEXT NOT NULL,        -- name of the file it came from
  origin        TEXT NOT NULL,        -- 'upload', or 'zoo' if it came with the program
  format        TEXT NOT NULL,        -- generation of the file: V0, V1, V2, or '' if none
  status        TEXT NOT NULL,        -- of its shapes, in the default document
  caffe_loads   INTEGER NOT NULL,     -- 1 if BVLC Caffe would load it
  size          INTEGER NOT NULL,     -- bytes of the source
  created       INTEGER NOT NULL,     -- milliseconds since 1970, UTC
  layers        INTEGER NOT NULL,     -- layers that run, inserted ones included
  params        INTEGER NOT NULL,     -- learnable parameters, shared ones once
  macs          INTEGER NOT NULL,     -- multiply-accumulates of one forward pass
  memory_bytes  INTEGER NOT NULL,     -- the sum that Caffe logs for its data
  summary       TEXT NOT NULL,        -- JSON: totals as the list of networks shows them
  options       TEXT NOT NULL DEFAULT '',  -- JSON: what its default documents are asked
  CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  CHECK (id = substr(sha256, 1, 24)),
  CHECK (origin IN ('upload', 'zoo')),
  CHECK (format IN ('', 'V0', 'V1', 'V2')),
  CHECK (status IN ('complete', 'partial', 'invalid')),
  CHECK (caffe_loads IN (0, 1)),
  CHECK (size >= 0)
) STRICT;

-- Lists start with the newest.
CREATE INDEX networks_created ON networks (created, id);

-- The bytes of each network's file, apart so that lists do not read past them.
CREATE TABLE sources (
  network  INTEGER PRIMARY KEY        -- whose
           REFERENCES networks ON DELETE CASCADE,
  bytes    BLOB NOT NULL              -- as uploaded, unchanged
) STRICT;

-- One analysis of a network: the answer for one set of options.
CREATE TABLE documents (
  number    INTEGER PRIMARY KEY,      -- short key for the tables below; never shown
  network   INTEGER NOT NULL          -- of which network
            REFERENCES networks ON DELETE CASCADE,
  options   TEXT NOT NULL,            -- what was asked, canonical: 'phase=TEST'
  analyzer  TEXT NOT NULL,            -- version of netweight that worked it out; '' if due
  status    TEXT NOT NULL,            -- complete, partial or invalid
  etag      TEXT NOT NULL,            -- SHA-256 of the document, lower-case hex
  raw_size  INTEGER NOT NULL,         -- bytes of the document
  json      BLOB NOT NULL,            -- the document, compressed with gzip
  UNIQUE (network, options),
  CHECK (status IN ('complete', 'partial', 'invalid')),
  CHECK (length(etag) = 64 AND etag NOT GLOB '*[^0-9a-f]*'),
  CHECK (raw_size >= 0)
) STRICT;

-- Which are due to be made anew?
CREATE INDEX documents_due ON documents (network) WHERE analyzer = '';

-- The layers of one analysis, in the order they run.
CREATE TABLE layers (
  document         INTEGER NOT NULL   -- of which analysis
                   REFERENCES documents ON DELETE CASCADE,
  position         INTEGER NOT NULL,  -- Caffe's layer index, from 0
  name             TEXT NOT NULL,     -- as in the file, or as Caffe names an inserted one
  type             TEXT NOT NULL,     -- its present name: 'Convolution'
  shape            TEXT NOT NULL,     -- of the first top: '1x96x55x55'; '' if unknown
  line             INTEGER NOT NULL,  -- in the source; 0 for an inserted layer
  params           INTEGER NOT NULL,  -- values in its parameter blobs
  memory_elements  INTEGER NOT NULL,  -- values in its tops
  macs             INTEGER NOT NULL,  -- multiply-accumulates of one forward pass
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

-- Further numbers of one analysis, by name.
CREATE TABLE figures (
  document  INTEGER NOT NULL          -- of which analysis
            REFERENCES documents ON DELETE CASCADE,
  layer     INTEGER NOT NULL,         -- position of the layer; -1 for the whole network
  key       TEXT NOT NULL,            -- 'memory.peak'
  value     INTEGER NOT NULL,         -- the number
  PRIMARY KEY (document, layer, key)
) STRICT, WITHOUT ROWID;

-- A stored comparison: what a short link opens.
CREATE TABLE comparisons (
  id         TEXT NOT NULL PRIMARY KEY, -- the first 24 digits of the hash of canonical
  canonical  TEXT NOT NULL,           -- JSON: networks, options, baseline and view
  title      TEXT NOT NULL,           -- as shown; may be changed
  analyzer   TEXT NOT NULL,           -- version of netweight that made it
  created    INTEGER NOT NULL,        -- milliseconds since 1970, UTC
  note       TEXT NOT NULL DEFAULT '',     -- remarks for its readers; may be changed
  figures    TEXT NOT NULL DEFAULT '',     -- JSON: the totals when it was made
  CHECK (length(id) = 24 AND id NOT GLOB '*[^0-9a-f]*')
) STRICT;

-- The networks of each comparison.  They may be deleted, or never have been here: a
-- link then says which files are missing.  Hence no foreign key to networks.
CREATE TABLE comparison_networks (
  comparison  TEXT NOT NULL           -- of which comparison
              REFERENCES comparisons ON DELETE CASCADE,
  position    INTEGER NOT NULL,       -- from 0, in the order shown
  sha256      TEXT NOT NULL,          -- of the network's source
  PRIMARY KEY (comparison, position),
  CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*')
) STRICT, WITHOUT ROWID;

-- Which comparisons use a network?
CREATE INDEX comparison_networks_sha256 ON comparison_networks (sha256);

-- What users say about layer types that netweight does not know (docs/rules.md).
CREATE TABLE rules (
  type     TEXT NOT NULL PRIMARY KEY, -- of its layers; 'python NAME': some Python ones
  text     TEXT NOT NULL,             -- the rule, in its one spelling
  created  INTEGER NOT NULL           -- milliseconds since 1970, UTC
) STRICT, WITHOUT ROWID;

-- Solver definitions: they say how the networks that they name are trained.
CREATE TABLE solvers (
  id       TEXT NOT NULL PRIMARY KEY, -- the first 24 digits of sha256
  sha256   TEXT NOT NULL,             -- of the file's bytes, lower-case hex
  file     TEXT NOT NULL,             -- name of the file it came from
  summary  TEXT NOT NULL,             -- JSON: its type, networks and states
  created  INTEGER NOT NULL,          -- milliseconds since 1970, UTC
  CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  CHECK (id = substr(sha256, 1, 24))
) STRICT, WITHOUT ROWID;

-- Links that open a comparison on the network (serve --share), for whoever has one.
CREATE TABLE shares (
  token       TEXT NOT NULL PRIMARY KEY, -- SHA-256 of what is in the link, lower-case hex
  comparison  TEXT NOT NULL           -- what it opens
              REFERENCES comparisons ON DELETE CASCADE,
  created     INTEGER NOT NULL,       -- milliseconds since 1970, UTC
  expires     INTEGER NOT NULL,       -- likewise; it opens nothing from then on
  CHECK (length(token) = 64 AND token NOT GLOB '*[^0-9a-f]*')
) STRICT, WITHOUT ROWID;

-- For people with sqlite3: every layer of every analysis, with the names in words.
CREATE VIEW layer_statistics AS
  SELECT networks.name AS network,    -- name of the network, as shown
    networks.id AS id,                -- id of the network
    documents.options AS options,     -- what was asked
    layers.position AS position,      -- Caffe's layer index
    layers.name AS layer,             -- name of the layer
    layers.type AS type,              -- its type
    layers.shape AS shape,            -- of the first top
    layers.params AS params,          -- values in its parameter blobs
    layers.macs AS macs,              -- multiply-accumulates
    layers.memory_elements AS memory_elements, -- values in its tops
    layers.line AS line               -- in the source
  FROM layers
  JOIN documents ON documents.number = layers.document
  JOIN networks ON networks.number = documents.network;

-- For people with sqlite3: every named number of every analysis.
CREATE VIEW network_figures AS
  SELECT networks.name AS network,    -- name of the network, as shown
    networks.id AS id,                -- id of the network
    documents.options AS options,     -- what was asked
    figures.layer AS position,        -- Caffe's layer index; -1 for the whole network
    figures.key AS figure,            -- name of the number
    figures.value AS value            -- the number
  FROM figures
  JOIN documents ON documents.number = figures.document
  JOIN networks ON networks.number = documents.network;
