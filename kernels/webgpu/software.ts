/** Whether the processor plays the GPU, as SwiftShader and Mesa's llvmpipe do it. */
export const isSoftware = ({ vendor, architecture, device, description }: GPUAdapterInfo): boolean =>
  /swiftshader|llvmpipe|lavapipe|softpipe|\bwarp\b|basic render/i.test(
    [vendor, architecture, device, description].join(' '),
  );
