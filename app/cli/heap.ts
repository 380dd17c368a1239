/** Keeps V8's nursery small, before the program's modules are loaded: they make it grow. */
import { smallNursery } from './nursery.js';

smallNursery();
