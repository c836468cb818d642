/** The part of WebGPU that is used here; core is compiled without the DOM's types. */
import { gpujs } from '../gpujs.ts';

export interface Buffer {
  readonly size: number;
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
  destroy(): void;
}

export interface Pass {
  setPipeline(pipeline: object): void;
  setBindGroup(index: number, group: object): void;
  dispatchWorkgroups(x: number, y: number): void;
  end(): void;
}

export interface Device {
  readonly limits: {
    readonly maxStorageBuffersPerShaderStage: number;
    readonly maxStorageBufferBindingSize: number;
    readonly maxBufferSize: number;
    readonly maxComputeWorkgroupsPerDimension: number;
  };
  readonly queue: {
    writeBuffer(buffer: Buffer, offset: number, data: Float32Array): void;
    submit(commands: readonly object[]): void;
  };
  createBuffer(options: { size: number; usage: number }): Buffer;
  createShaderModule(options: { code: string }): object;
  createBindGroupLayout(options: { entries: readonly object[] }): object;
  createPipelineLayout(options: { bindGroupLayouts: readonly object[] }): object;
  createComputePipelineAsync(options: { layout: object; compute: { module: object } }): Promise<object>;
  createBindGroup(options: { layout: object; entries: readonly object[] }): object;
  createCommandEncoder(): {
    beginComputePass(): Pass;
    copyBufferToBuffer(from: Buffer, fromOffset: number, to: Buffer, toOffset: number, size: number): void;
    finish(): object;
  };
}

/** A device and whether it is gone; all of GPU.js shares it. */
export interface DeviceContext {
  readonly device: Device;
  readonly isLost: boolean;
}

/** The numbers of `GPUBufferUsage`, `GPUMapMode` and `GPUShaderStage`, which are set by the standard. */
export const usage = { mapRead: 0x1, copySource: 0x4, copyTarget: 0x8, storage: 0x80 } as const;
export const MAP_READ = 0x1;
export const COMPUTE = 0x4;

export function acquireDevice(): Promise<DeviceContext> {
  const { WebGPUContext } = gpujs as unknown as { WebGPUContext: { acquire(): Promise<DeviceContext> } };
  return WebGPUContext.acquire();
}
