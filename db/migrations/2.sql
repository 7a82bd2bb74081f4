-- From version 1 to 2: a comparison keeps a note, and the totals of its day.
ALTER TABLE comparisons ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE comparisons ADD COLUMN figures TEXT NOT NULL DEFAULT '';
PRAGMA user_version = 2;
