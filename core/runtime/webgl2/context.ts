/** The part of WebGL 2 that is used here; core is compiled without the DOM's types. */
export interface Gl {
  readonly TEXTURE_2D_ARRAY: number;
  readonly TEXTURE0: number;
  readonly TEXTURE_MIN_FILTER: number;
  readonly TEXTURE_MAG_FILTER: number;
  readonly NEAREST: number;
  readonly RGBA: number;
  readonly RGBA32F: number;
  readonly FLOAT: number;
  readonly FRAMEBUFFER: number;
  readonly FRAMEBUFFER_COMPLETE: number;
  readonly COLOR_ATTACHMENT0: number;
  readonly VERTEX_SHADER: number;
  readonly FRAGMENT_SHADER: number;
  readonly LINK_STATUS: number;
  readonly TRIANGLES: number;
  readonly SCISSOR_TEST: number;
  readonly UNPACK_FLIP_Y_WEBGL: number;
  readonly MAX_TEXTURE_SIZE: number;
  readonly MAX_ARRAY_TEXTURE_LAYERS: number;
  readonly MAX_TEXTURE_IMAGE_UNITS: number;
  readonly NO_ERROR: number;
  getExtension(name: string): unknown;
  getParameter(name: number): unknown;
  getError(): number;
  isContextLost(): boolean;
  disable(capability: number): void;
  pixelStorei(name: number, value: boolean): void;
  createTexture(): Handle;
  deleteTexture(texture: Handle): void;
  activeTexture(unit: number): void;
  bindTexture(target: number, texture: Handle | null): void;
  texParameteri(target: number, name: number, value: number): void;
  texStorage3D(target: number, levels: number, format: number, width: number, height: number, depth: number): void;
  texSubImage3D(
    target: number,
    level: number,
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
    depth: number,
    format: number,
    type: number,
    data: Float32Array,
  ): void;
  createFramebuffer(): Handle;
  deleteFramebuffer(framebuffer: Handle): void;
  bindFramebuffer(target: number, framebuffer: Handle | null): void;
  framebufferTextureLayer(target: number, attachment: number, texture: Handle, level: number, layer: number): void;
  checkFramebufferStatus(target: number): number;
  drawBuffers(attachments: readonly number[]): void;
  readBuffer(attachment: number): void;
  readPixels(
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    into: Float32Array,
  ): void;
  viewport(x: number, y: number, width: number, height: number): void;
  createShader(kind: number): Handle;
  deleteShader(shader: Handle): void;
  shaderSource(shader: Handle, text: string): void;
  compileShader(shader: Handle): void;
  getShaderInfoLog(shader: Handle): string | null;
  createProgram(): Handle;
  deleteProgram(program: Handle): void;
  attachShader(program: Handle, shader: Handle): void;
  linkProgram(program: Handle): void;
  getProgramParameter(program: Handle, name: number): unknown;
  getProgramInfoLog(program: Handle): string | null;
  getUniformLocation(program: Handle, name: string): Handle | null;
  uniform1i(location: Handle | null, value: number): void;
  useProgram(program: Handle | null): void;
  createVertexArray(): Handle;
  deleteVertexArray(array: Handle): void;
  bindVertexArray(array: Handle | null): void;
  drawArrays(mode: number, first: number, count: number): void;
}

/** Something that lives with the GPU. */
export type Handle = object;
