/**
 * What the results add to the file of the run table, so that a run's state and its rows change in one transaction.
 *
 * `staged` holds rows until they are in a part: a record of an outbox each, `counts` once its run has succeeded by the same
 * process. `shape` holds the columns of the runs that count; `part` the files that do.
 */
export const RESULTS_SCHEMA = `
  CREATE TABLE outbox (
    shard TEXT PRIMARY KEY,
    offset INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE staged (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run,
    writer TEXT NOT NULL,
    name TEXT NOT NULL,
    counts INTEGER NOT NULL DEFAULT 0,
    rows INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    types TEXT NOT NULL,
    columns TEXT NOT NULL
  ) STRICT;
  CREATE INDEX staged_run ON staged (run);
  CREATE INDEX staged_table ON staged (name, id) WHERE counts;
  CREATE TABLE shape (
    name TEXT NOT NULL,
    types TEXT NOT NULL,
    PRIMARY KEY (name, types)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE part (
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    PRIMARY KEY (name, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER broken_off AFTER UPDATE OF state ON run
    WHEN old.state = 'running' AND new.state NOT IN ('running', 'succeeded')
  BEGIN
    DELETE FROM staged WHERE run = new.id AND NOT counts;
  END;
`;
