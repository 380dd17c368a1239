/**
 * Has Ink draw in continuous integration too, where a run is recorded though nobody watches it: Ink looks for these
 * once, when it is loaded, and would then draw nothing but the last frame.
 */

for (const name of ['CI', 'CONTINUOUS_INTEGRATION']) delete process.env[name];
