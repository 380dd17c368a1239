import type { Settings } from './settings.js';

/** Why a device does not have the chosen kernels, and what to do; undefined where it has them. */
export function kernelsUnfit({
  device,
  kernels,
}: Pick<Settings['compute'], 'device' | 'kernels'>):
  | { readonly message: string; readonly remedy: string }
  | undefined {
  if (device !== 'webgpu' || kernels !== 'composed') return undefined;
  return {
    message:
      'the device webgpu has no composed kernels: compositions read their results in the midst of a call',
    remedy: 'choose kernels auto or reference there, or the device cuda, tensorflow, wasm or cpu',
  };
}
