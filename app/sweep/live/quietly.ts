/** Does what may fail, for neither a sweep nor a run hangs on who looks on. @returns whether it was done */
export function quietly(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
