import { expect, test, vi } from 'vitest';

async function fresh() {
  vi.resetModules();
  return import('./data.js');
}

test('an absent data set is an error in CI', async () => {
  vi.stubEnv('STARLING_DATA', '/nowhere');
  vi.stubEnv('CI', 'true');
  const { dataFolder, withData } = await fresh();
  expect(dataFolder('westermo')).toBeUndefined();
  expect(() => withData('westermo', () => {})).toThrow('needs the data set "westermo" in /nowhere');
  vi.unstubAllEnvs();
});

test('a present data set is handed over', async () => {
  vi.stubEnv('STARLING_DATA', 'tests');
  const { dataRoot, withData } = await fresh();
  const folders: string[] = [];
  withData('support', (folder) => folders.push(folder));
  expect(folders).toEqual([`${dataRoot}/support`]);
  vi.unstubAllEnvs();
});
