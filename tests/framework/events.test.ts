import { describe, expect, it, vi } from 'vitest';
import { Events } from '../../framework/events.js';

const step = (index: number) => ({ step: index, seconds: 0 });

describe('events', () => {
  it('reach listeners in the order of subscription, until they leave', () => {
    const events = new Events();
    const heard: string[] = [];
    const leave = events.on('step', (detail) => heard.push(`a${detail.step}`));
    events.on('step', (detail) => heard.push(`b${detail.step}`));
    events.emit('step', step(0));
    leave();
    leave();
    events.emit('step', step(1));
    expect(heard).toEqual(['a0', 'b0', 'b1']);
  });

  it('count one function subscribed twice as two listeners', () => {
    const events = new Events();
    const listener = vi.fn();
    const leave = events.on('step', listener);
    events.on('step', listener);
    leave();
    events.emit('step', step(0));
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('tell a listener that subscribes while one is emitted from the next on', () => {
    const events = new Events();
    const late = vi.fn();
    const leave = events.on('step', () => {
      leave();
      events.on('step', late);
    });
    events.emit('step', step(0));
    expect(late).not.toHaveBeenCalled();
    events.emit('step', step(1));
    expect(late).toHaveBeenCalledTimes(1);
  });

  it('report a listener that throws once, drop it, and go on to the others', () => {
    const events = new Events();
    const reported: unknown[] = [];
    const other = vi.fn();
    const failure = new Error('broken display');
    events.on('error', (detail) => reported.push(detail));
    events.on('step', () => {
      throw failure;
    });
    events.on('step', other);
    events.emit('step', step(0));
    events.emit('step', step(1));
    expect(reported).toEqual([{ event: 'step', error: failure }]);
    expect(other).toHaveBeenCalledTimes(2);
  });

  it('report a listener whose promise is rejected', async () => {
    const events = new Events();
    const reported = new Promise((resolve) => events.on('error', resolve));
    events.on('step', () => Promise.reject(new Error('late')));
    events.emit('step', step(0));
    expect(await reported).toMatchObject({ event: 'step', error: { message: 'late' } });
    expect(events.has('step')).toBe(false);
  });

  it.each(['step', 'error'] as const)('warn when nobody hears of a failed listener of %s', (name) => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const events = new Events();
    events.on(name, () => {
      throw new Error('unheard');
    });
    if (name === 'step') events.emit('step', step(0));
    else events.emit('error', { event: 'stage', error: new Error('first') });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(String(warn.mock.calls[0]?.[0])).toContain('unheard');
    warn.mockRestore();
  });
});
