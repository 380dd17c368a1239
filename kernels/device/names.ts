/** Every device Starling knows by name, best first: `auto` tries them in this order. */
export const deviceNames = ['cuda', 'webgpu', 'tensorflow', 'wasm', 'cpu'] as const;

/** Those that work on a GPU. */
export const gpuNames: readonly DeviceName[] = ['cuda', 'webgpu'];

export type DeviceName = (typeof deviceNames)[number];

/** What a person may ask for: a device, or the best one that starts. */
export type DeviceChoice = DeviceName | 'auto';

export function isDeviceName(name: string): name is DeviceName {
  return (deviceNames as readonly string[]).includes(name);
}
