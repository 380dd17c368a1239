import { join } from 'node:path';

/** Where what is in a sweep's folder. */
export const sweepPaths = (folder: string) =>
  ({
    /** The sweep file as it was given. */
    file: join(folder, 'sweep.yaml'),
    /** The sweep as resolved; durable before its first run. */
    manifest: join(folder, 'sweep.json'),
    /** The run table (SQLite): the truth about the runs. */
    runs: join(folder, 'runs.db'),
    /** Where who drives the sweep can be reached. */
    socket: join(folder, 'driver.sock'),
    /** By which shards that can't see the folder find who drives: a secret. */
    collect: join(folder, 'collect.json'),
    /** While it is there, shards end after the run that they are at. */
    drain: join(folder, 'drain'),
    log: join(folder, 'log.jsonl'),
    report: join(folder, 'report'),
    /** `<table>/NNNNNN.parquet`: the results; those that count are listed in the run table. */
    tables: join(folder, 'tables'),
    /** What a process does: one JSON file a shard. */
    shard: (id: string) => join(folder, 'shards', `${id}.json`),
    /** What came of it: lines of JSON, appended. */
    outbox: (id: string) => join(folder, 'outbox', `${id}.jsonl`),
    /** What is there only while somebody looks at runs at work by way of the folder. */
    live: join(folder, 'live'),
    /** What somebody wishes to see of a shard. */
    asked: (id: string) => join(folder, 'live', `${id}.asked.json`),
    /** What its process shows. */
    shown: (id: string) => join(folder, 'live', `${id}.shown`),
    /** What its process wrote to its outputs. */
    output: (id: string) => join(folder, 'logs', `${id}.log`),
    /** The folder of a run, where all of it is kept. */
    run: (key: string) => join(folder, 'runs', key.slice(0, 16)),
  }) as const;
