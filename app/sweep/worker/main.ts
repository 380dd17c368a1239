#!/usr/bin/env node
import '../../cli/heap.js';

// Imported once the heap is set up, which static imports would not wait for.
const { work } = await import('./work.js');
await work(process.argv.slice(2));
