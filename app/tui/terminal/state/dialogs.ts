import { inspect } from './agent.js';
import { type Next, next } from './event.js';
import { scrolled, toEnd } from './scroll.js';
import type { Prompt, State } from './state.js';

/** The question whether to end is open: only `y`, which the caller takes, says yes. */
export const asked = (state: State, key: string): State =>
  ['n', 'N', 'q', 'escape'].includes(key) ? { ...state, question: false } : state;

/** Help is open: it scrolls, and goes. */
export const helped = (state: State, key: string): State =>
  ['?', 'q', 'escape', 'enter', ' '].includes(key) ? { ...state, help: false } : scrolled(state, key);

/** Opens the line to type in. */
export function typed(state: State, kind: Prompt['kind']): State {
  const before = kind === 'search' ? searchOf(state) : '';
  return { ...state, prompt: { kind, text: before, before } };
}

/** A line is being typed: a search takes effect with every character. */
export function prompted(state: State, prompt: Prompt, key: string): Next {
  const { kind, text } = prompt;
  if (key === 'enter') {
    const after = { ...state, prompt: undefined };
    return kind === 'agent' && text !== '' ? inspect(after, Number(text)) : next(after);
  }
  if (key === 'escape') {
    const after = { ...state, prompt: undefined };
    return next(kind === 'search' ? searching(after, prompt.before) : after);
  }
  if (key === 'backspace') return next(edited(state, prompt, [...text].slice(0, -1).join('')));
  const fits = kind === 'agent' ? /^\d$/.test(key) && text.length < 9 : [...key].length === 1;
  return next(fits ? edited(state, prompt, text + key) : state);
}

function edited(state: State, prompt: Prompt, text: string): State {
  const after = { ...state, prompt: { ...prompt, text } };
  return prompt.kind === 'search' ? searching(after, text) : after;
}

/** Which of the searches is that of the tab that is open. */
const searchedIn = ({ tab }: State): keyof State['search'] => (tab === 'feed' ? 'feed' : 'log');

/** What is searched for in the tab that is open. */
export const searchOf = (state: State): string => state.search[searchedIn(state)];

export function searching(state: State, text: string): State {
  return toEnd({ ...state, search: { ...state.search, [searchedIn(state)]: text } });
}
