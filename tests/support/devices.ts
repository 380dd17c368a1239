import { type DeviceName, listDevices } from '../../kernels/device/index.js';

/** The devices that start here. */
export const devices = (await listDevices()).filter(({ available }) => available).map(({ name }) => name);

/** Those whose memory is the host's: they have compositions, and their kernels answer at once. */
export const hostDevices = devices.filter((name) => name !== 'webgpu');

/** Those of TensorFlow's library, with its 64-bit integers and segments. */
export const nativeDevices: readonly DeviceName[] = ['cuda', 'tensorflow'];

if (!devices.includes('cuda') && process.env['STARLING_CUDA'] === 'required')
  throw new Error('the device cuda does not start here, and STARLING_CUDA asks for it');
if (!devices.includes('webgpu')) {
  const line =
    'no GPU was found, and no software GPU in VK_DRIVER_FILES: tests of the webgpu device are left out';
  if (process.env['STARLING_WEBGPU'] === 'required') throw new Error(line);
  console.warn(line);
}
