/** Ink, as all of the terminal takes it. */

// The order matters: Ink reads the environment when it is loaded.
import './everywhere.js';

export { Box, type Instance, type Key, render, Transform, useInput } from 'ink';
