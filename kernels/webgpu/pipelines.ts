import { type ColumnUse, isWritten, moduleOf, type Program } from './program.js';

export interface Pipeline {
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

/** Programs compiled for a device, each when it is first needed. */
export class Pipelines {
  readonly #device: GPUDevice;
  readonly #known = new Map<string, Pipeline>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  of(program: Program): Pipeline {
    let known = this.#known.get(program.name);
    if (known === undefined) {
      known = this.#compile(program);
      this.#known.set(program.name, known);
    }
    return known;
  }

  #compile(program: Program): Pipeline {
    const { name: label, columns } = program;
    const typeOf = (use: ColumnUse) => (isWritten(use) ? 'storage' : 'read-only-storage');
    const types = ['uniform' as const, ...Object.values(columns).map(typeOf)];
    const visibility = GPUShaderStage.COMPUTE;
    const layout = this.#device.createBindGroupLayout({
      entries: types.map((type, binding) => ({ binding, visibility, buffer: { type } })),
    });
    const module = this.#device.createShaderModule({ label, code: moduleOf(program) });
    const pipeline = this.#device.createComputePipeline({
      label,
      layout: this.#device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: 'main' },
    });
    return { layout, pipeline };
  }
}
