import { describe, expect, test } from 'vitest';
import { RandomStreams } from '../../../../framework/random/index.js';
import { csvTraffic } from '../../../../model/parameters.js';
import { openCapture } from '../../../../model/traffic/capture/index.js';
import { refusal, temporaryFolder } from './folder.js';

const folder = temporaryFolder();
const FLOWS = `seconds,source,protocol,bytes,packets,kind
0,a,tcp,10,1,normal
30,b,udp,20,2,normal
1,a,tcp,11,1,worm
12,a,tcp,500,3,worm
12,b,udp,20,2,maintenance
14,c,udp,21,2,scan
25,b,udp,22,2,normal
`;
folder.write('flows.csv', FLOWS);

const open = (options: object = {}, more: { subsample?: number } = {}) =>
  openCapture(
    csvTraffic.parse({
      source: 'csv',
      file: 'flows.csv',
      time: 'seconds',
      host: 'source',
      warmUp: 10,
      step: 10,
      ...options,
    }),
    { dataFolder: '/nowhere', baseFolder: folder.path, subsample: 2, streams: new RandomStreams(1), ...more },
  );

describe('any CSV by a mapping', () => {
  test('time, host, label and every other numeric column', () => {
    const traffic = open({ label: 'kind', ignore: ['maintenance'] });
    expect(traffic.featureNames).toEqual(['bytes', 'packets']);
    expect(traffic.nodeNames).toEqual(['a', 'others']);
    expect(traffic.attackNames).toEqual(['scan', 'worm']);
    expect(traffic.steps).toBe(3);
    expect([...traffic.warmUp().truth]).toEqual([0, 2]);
    expect([...traffic.at(0).truth]).toEqual([2, 255, 1]);
    expect([...traffic.at(0).batch.offsets]).toEqual([0, 1, 3]);
    expect(traffic.at(1).truth).toEqual(Uint8Array.of(0));
  });

  test('listed features, and no label: replayed, not scored', () => {
    const traffic = open({ features: ['packets'] });
    expect(traffic.featureNames).toEqual(['packets']);
    expect([...traffic.at(0).truth]).toEqual([255, 255, 255]);
    expect(traffic.facts.notes[0]).toContain('not scored');
    expect(traffic.facts.warmUp.attacks).toBe(0);
  });

  test('enough warm-up records make every host a node', () => {
    expect(open({ warmUp: 29 }, { subsample: 1 }).nodeNames).toEqual(['a', 'b', 'c']);
  });

  test.each<[string, object, RegExp, RegExp]>([
    ['no such file', { file: 'none.csv' }, /CSV file was not found/, /STARLING_DATA/],
    ['no such time column', { time: 'second' }, /no column "second"/, /"seconds"/],
    ['a time that is no number', { time: 'protocol' }, /"protocol" holds "tcp"/, /./],
    ['no such feature', { features: ['byte'] }, /no column "byte"/, /"bytes"/],
    ['a feature that is no number', { features: ['kind'] }, /"kind" holds "normal"/, /./],
  ])('%s', (_, options, message, hint) => {
    const error = refusal(() => open(options));
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
  });

  test('a file without features, a label column with too many labels', () => {
    folder.write('bare.csv', 'seconds,source\n0,a\n20,b\n');
    expect(refusal(() => open({ file: 'bare.csv' })).message).toContain('0 numeric columns');
    const many = Array.from({ length: 300 }, (_, i) => `${i},a,1,label-${i}`).join('\n');
    folder.write('many.csv', `seconds,source,x,kind\n${many}\n`);
    expect(refusal(() => open({ file: 'many.csv', label: 'kind' })).message).toContain('300 labels');
  });
});
