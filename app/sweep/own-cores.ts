/**
 * What Node is started with to keep to so many cores. V8 compiles and collects garbage on threads of its own, of which a process
 * with one core has no use: they would take the cores of the workers beside it.
 */
export const ownCores = (cores: number): readonly string[] => (cores < 2 ? ['--single-threaded'] : []);
