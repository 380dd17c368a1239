import Database from 'better-sqlite3';

/**
 * Every connection, statement and iterator of this process.
 *
 * From Node 24.19 on, a native object that is collected outside of any JavaScript (an idle or background collection) ends
 * the process: `~ObjectWrap` takes its clean-up hook from an environment that is not entered. better-sqlite3 before 13,
 * whose successor needs Node 22, makes such objects. What is never collected can't do that; a run makes some dozens, and
 * closing a connection gives back what SQLite holds for them.
 */
const kept = new Set<object>();

/** Opens an SQLite file; as `new Database(file, options)`, for any Node that is supported. */
export function openSqlite(file: string, options?: Database.Options): Database.Database {
  const database = keep(new Database(file, options));
  const prepare = database.prepare.bind(database);
  const keeping = (source: string): Database.Statement => {
    const statement = keep(prepare(source));
    const iterate = statement.iterate.bind(statement);
    return Object.assign(statement, { iterate: (...values: unknown[]) => keep(iterate(...values)) });
  };
  return Object.assign(database, {
    prepare: keeping,
    pragma: (source: string, { simple = false }: Database.PragmaOptions = {}): unknown => {
      const statement = keeping(`PRAGMA ${source}`);
      if (!statement.reader) {
        statement.run();
        return simple ? undefined : [];
      }
      return simple ? statement.pluck().get() : statement.all();
    },
  }) as Database.Database;
}

function keep<T extends object>(object: T): T {
  kept.add(object);
  return object;
}
