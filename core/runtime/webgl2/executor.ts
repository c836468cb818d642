import {
  Declined,
  type Executor,
  type ExtendedPipeline,
  executeWith,
  type PlanStep,
  SizesChanged,
  type StockPlan,
} from '../shaders/plan.ts';
import { arrayOf, Programs, type StepShape } from '../shaders/programs.ts';
import { sizesOf } from '../shaders/storage.ts';
import { translate } from '../shaders/translate.ts';
import type { FunctionAst } from '../webasm/ast.ts';
import type { Gl, Handle } from './context.ts';
import { fragmentShader, glsl, type TextureArray, TextureStorage } from './glsl.ts';
import { layoutOf, type TextureLimits } from './layout.ts';
import { Program } from './program.ts';
import { ArrayTexture } from './texture.ts';

/** How this executor calls itself: all steps of a plan are draw calls, one after the other. */
const KIND = 'fused-draws';

/** Lets a pipeline on `webgl2` run its plans by this executor; GPU.js's own has none for WebGL. */
export function drawSteps(pipeline: ExtendedPipeline, storage = new TextureStorage()): void {
  executeWith(pipeline, (plan, given) => new WebGl2Executor(pipeline.gpu.context as Gl, plan, given, storage));
}

interface StepProgram {
  readonly program: Program;
  readonly isBlock: boolean;
  readonly samplers: readonly string[];
  readonly constants: readonly ArrayTexture[];
}

interface Draw {
  readonly program: Program;
  readonly reads: readonly Handle[];
  readonly into: ArrayTexture;
}

class WebGl2Executor implements Executor {
  readonly kind = KIND;
  readonly blocked: number;
  readonly #gl: Gl;
  readonly #plan: StockPlan;
  readonly #storage: TextureStorage;
  readonly #limits: TextureLimits;
  readonly #programs: Programs<StepProgram>;
  readonly #arguments = new Map<number, ArrayTexture>();
  readonly #constants = new Map<object, ArrayTexture>();
  readonly #buffers: readonly ArrayTexture[];
  readonly #draws: readonly Draw[];
  readonly #vertices: Handle;
  readonly #sources = new Map<number, string>();
  /** All that has to be given back to the driver. */
  readonly #owned: { destroy(): void }[] = [];

  constructor(gl: Gl, plan: StockPlan, given: readonly unknown[], storage: TextureStorage) {
    if (!gl.getExtension('EXT_color_buffer_float')) throw new Declined('float textures cannot be drawn into');
    this.#gl = gl;
    this.#plan = plan;
    this.#storage = storage;
    this.#limits = {
      size: gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
      layers: gl.getParameter(gl.MAX_ARRAY_TEXTURE_LAYERS) as number,
    };
    this.#vertices = gl.createVertexArray();
    this.#programs = new Programs(plan, given, (shape, ast) => this.#program(shape, ast));
    try {
      this.#buffers = plan.buffers.map(({ output }) => this.#texture(output));
      this.#draws = plan.steps.map((step) => this.#draw(step, given));
      // Only now, so that the driver had all of them to work on.
      for (const { program, samplers } of this.#programs.all) program.finish(samplers);
    } catch (error) {
      this.destroy();
      throw error;
    }
    const blocked = plan.steps.filter((step) => this.#programs.of(step).isBlock);
    this.blocked = new Set(blocked.map(({ kernel }) => kernel)).size;
  }

  async execute(given: readonly unknown[]): Promise<unknown> {
    const gl = this.#gl;
    gl.disable(gl.SCISSOR_TEST);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.activeTexture(gl.TEXTURE0);
    for (const [index, texture] of this.#arguments) {
      const { sizes, data } = arrayOf(given[index]);
      if (sizes.join() !== texture.layout.sizes.join()) throw new SizesChanged(`argument ${index} changed its size`);
      texture.write(data);
    }
    gl.bindVertexArray(this.#vertices);
    for (const { program, reads, into } of this.#draws) {
      program.use();
      for (let unit = 0; unit < reads.length; unit++) {
        gl.activeTexture(gl.TEXTURE0 + unit);
        gl.bindTexture(gl.TEXTURE_2D_ARRAY, reads[unit] as Handle);
      }
      into.drawInto();
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
    gl.bindVertexArray(null);
    const { kind, entries } = this.#plan.results;
    const results = entries.map(({ binding }) => {
      if (binding.source === 'literal') return binding.value;
      if (binding.source === 'pipelineArg') return given[binding.index];
      return this.#written(this.#plan.steps[binding.step] as PlanStep).read();
    });
    return kind === 'single' ? results[0] : results;
  }

  sourceOf(kernel: number): string | null {
    return this.#sources.get(kernel) ?? null;
  }

  destroy(): void {
    for (const one of this.#owned.splice(0)) one.destroy();
    this.#gl.deleteVertexArray(this.#vertices);
  }

  #written({ outputBuffer }: PlanStep): ArrayTexture {
    return this.#buffers[outputBuffer] as ArrayTexture;
  }

  #texture(sizes: readonly number[]): ArrayTexture {
    const texture = new ArrayTexture(this.#gl, layoutOf(sizesOf(sizes), this.#limits));
    this.#owned.push(texture);
    return texture;
  }

  #draw(step: PlanStep, given: readonly unknown[]): Draw {
    const { program, constants } = this.#programs.of(step);
    const arguments_ = step.argBindings.map((binding) => {
      if (binding.source === 'step') return this.#written(this.#plan.steps[binding.step] as PlanStep);
      if (binding.source === 'pipelineArg') return this.#argument(binding.index, given);
      throw new Declined('a step takes a value that is written into the plan');
    });
    this.#sources.set(step.kernel, program.source);
    const reads = [...arguments_, ...constants].map(({ handle }) => handle);
    return { program, reads, into: this.#written(step) };
  }

  #argument(index: number, given: readonly unknown[]): ArrayTexture {
    const texture = this.#arguments.get(index) ?? this.#texture(arrayOf(given[index]).sizes);
    this.#arguments.set(index, texture);
    return texture;
  }

  #constant(value: object): ArrayTexture {
    let texture = this.#constants.get(value);
    if (!texture) {
      const { sizes, data } = arrayOf(value);
      texture = this.#texture(sizes);
      this.#constants.set(value, texture);
      texture.write(data);
    }
    return texture;
  }

  #program({ output, parameters, constants }: StepShape, ast: FunctionAst): StepProgram {
    const layout = layoutOf(output, this.#limits);
    const texture = (prefix: string, { name, sizes }: StepShape['parameters'][number]): TextureArray => ({
      name: `${prefix}_${name}`,
      sizes,
      layout: layoutOf(sizes, this.#limits),
    });
    const arrays = new Map(parameters.map((one) => [one.name, texture('user', one)]));
    const known = new Map(constants.map((one) => [one.name, texture('constant', one)]));
    const all = [...arrays.values(), ...known.values()];
    if (all.length > (this.#gl.getParameter(this.#gl.MAX_TEXTURE_IMAGE_UNITS) as number)) {
      throw new Declined('a kernel reads more arrays than there are texture units');
    }
    const blockRows = output[2] === 1 ? layout.layers : 0;
    const translation = translate({ ast, arrays, constants: known, blockRows }, glsl, this.#storage);
    const program = new Program(this.#gl, fragmentShader(translation, all, layout));
    this.#owned.push(program);
    return {
      program,
      isBlock: translation.isBlock,
      samplers: all.map(({ name }) => name),
      constants: constants.map(({ value }) => this.#constant(value)),
    };
  }
}
