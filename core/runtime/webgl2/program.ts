import { Declined } from '../shaders/plan.ts';
import type { Gl, Handle } from './context.ts';
import { vertexShader } from './glsl.ts';

/** A program on its way: the driver compiles while others are handed over. */
export class Program {
  readonly source: string;
  readonly #gl: Gl;
  readonly #program: Handle;
  readonly #shaders: readonly Handle[];

  constructor(gl: Gl, source: string) {
    this.#gl = gl;
    this.source = source;
    this.#program = gl.createProgram();
    this.#shaders = [
      [gl.VERTEX_SHADER, vertexShader],
      [gl.FRAGMENT_SHADER, source],
    ].map(([kind, text]) => {
      const shader = gl.createShader(kind as number);
      gl.shaderSource(shader, text as string);
      gl.compileShader(shader);
      gl.attachShader(this.#program, shader);
      return shader;
    });
    gl.linkProgram(this.#program);
  }

  /** Waits for the driver, and tells the program which texture unit each of its samplers has. */
  finish(samplers: readonly string[]): void {
    const gl = this.#gl;
    if (!gl.getProgramParameter(this.#program, gl.LINK_STATUS) && !gl.isContextLost()) {
      const log = this.#shaders.map((shader) => gl.getShaderInfoLog(shader) ?? '').join('');
      throw new Declined(`a shader does not compile: ${log}${gl.getProgramInfoLog(this.#program) ?? ''}`);
    }
    gl.useProgram(this.#program);
    for (const [unit, name] of samplers.entries()) gl.uniform1i(gl.getUniformLocation(this.#program, name), unit);
  }

  use(): void {
    this.#gl.useProgram(this.#program);
  }

  destroy(): void {
    for (const shader of this.#shaders) this.#gl.deleteShader(shader);
    this.#gl.deleteProgram(this.#program);
  }
}
