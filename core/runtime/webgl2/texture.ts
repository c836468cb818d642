import { Declined } from '../shaders/plan.ts';
import type { Gl, Handle } from './context.ts';
import { type Layout, lengthOf, pack, unpack } from './layout.ts';

/** An array in a texture. */
export class ArrayTexture {
  readonly layout: Layout;
  readonly handle: Handle;
  readonly #gl: Gl;
  #framebuffer: Handle | null = null;
  #texels: Float32Array | null = null;

  constructor(gl: Gl, layout: Layout) {
    this.#gl = gl;
    this.layout = layout;
    this.handle = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, this.handle);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA32F, layout.width, layout.height, layout.layers);
  }

  write(data: Float32Array): void {
    const gl = this.#gl;
    const { width, height, layers } = this.layout;
    this.#texels ??= new Float32Array(lengthOf(this.layout));
    pack(this.layout, data, this.#texels);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, this.handle);
    gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, 0, width, height, layers, gl.RGBA, gl.FLOAT, this.#texels);
  }

  /** Lets draw calls write all layers of the texture. */
  drawInto(): void {
    const gl = this.#gl;
    this.#bind();
    gl.viewport(0, 0, this.layout.width, this.layout.height);
  }

  /** The array's numbers, once all that was drawn before is there. */
  read(): Float32Array {
    const gl = this.#gl;
    const { width, height, layers } = this.layout;
    this.#bind();
    this.#texels ??= new Float32Array(lengthOf(this.layout));
    const length = this.#texels.length / layers;
    for (let layer = 0; layer < layers; layer++) {
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + layer);
      const part = this.#texels.subarray(layer * length, (layer + 1) * length);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, part);
    }
    return unpack(this.layout, this.#texels);
  }

  destroy(): void {
    if (this.#framebuffer) this.#gl.deleteFramebuffer(this.#framebuffer);
    this.#gl.deleteTexture(this.handle);
  }

  #bind(): void {
    const gl = this.#gl;
    if (this.#framebuffer) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, this.#framebuffer);
      return;
    }
    const { layers, sheetHeight } = this.layout;
    if (sheetHeight) throw new Declined('a result is too large for the layers that are drawn at once');
    this.#framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#framebuffer);
    const attachments = Array.from({ length: layers }, (_, layer) => gl.COLOR_ATTACHMENT0 + layer);
    for (const [layer, attachment] of attachments.entries()) {
      gl.framebufferTextureLayer(gl.FRAMEBUFFER, attachment, this.handle, 0, layer);
    }
    gl.drawBuffers(attachments);
    if (gl.checkFramebufferStatus(gl.FRAMEBUFFER) !== gl.FRAMEBUFFER_COMPLETE) {
      throw new Declined('float textures cannot be drawn into');
    }
  }
}
