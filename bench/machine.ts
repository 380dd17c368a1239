import { createRequire } from 'node:module';
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** What figures depend on besides the code. */
export function machine(): Readonly<Record<string, string>> {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: String(availableParallelism()),
    memory_gib: (totalmem() / 2 ** 30).toFixed(1),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    tfjs: (createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json') as { version: string })
      .version,
    load_at_start: loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  };
}
