/** Marks an SQLite file as a run table: "SWTB". */
export const APPLICATION_ID = 0x53575442;
/** Raised when an older version of Starling could not go on with the file. */
export const SCHEMA_VERSION = 1;

/**
 * A run stands once, whichever designs come to it; `member` says which do. Runs have ids in the order of their members.
 *
 * `state` knows one more than `RunRow` tells of: `claimed`, a run that a shard has and has not begun. `allowed` is how often
 * the run may be begun in all: it grows where an attempt ended through no fault of the run.
 */
export const SCHEMA = `
  CREATE TABLE sweep (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts > 0),
    created TEXT NOT NULL
  ) STRICT;
  CREATE TABLE design (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    parameters TEXT NOT NULL
  ) STRICT;
  CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    design INTEGER NOT NULL REFERENCES design,
    replication INTEGER NOT NULL,
    seed TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'claimed', 'running', 'succeeded', 'failed', 'aborted')),
    attempts INTEGER NOT NULL DEFAULT 0,
    allowed INTEGER NOT NULL,
    shard TEXT,
    host TEXT,
    started TEXT,
    ended TEXT,
    digest TEXT,
    outcome TEXT,
    failure TEXT,
    CHECK ((state = 'succeeded') = (digest IS NOT NULL))
  ) STRICT;
  CREATE INDEX run_state ON run (state, id);
  CREATE INDEX run_shard ON run (shard) WHERE state IN ('claimed', 'running');
  CREATE INDEX run_design ON run (design, id);
  CREATE TABLE member (
    design INTEGER NOT NULL REFERENCES design,
    replication INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES run,
    PRIMARY KEY (design, replication)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX member_run ON member (run);
  CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    asker TEXT NOT NULL,
    at TEXT NOT NULL,
    answered TEXT
  ) STRICT;
`;
