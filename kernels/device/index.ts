export type { Device, DeviceOptions, DeviceReport, Hardware, ListOptions, OpenOptions } from './device.js';
export { DeviceError, type DeviceFault } from './error.js';
export { listDevices } from './list.js';
export { type DeviceChoice, type DeviceName, deviceNames, gpuNames, isDeviceName } from './names.js';
export { type OpenedDevice, openDevice } from './open.js';
