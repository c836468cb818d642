import { describe, expect, it } from 'vitest';
import type { Graph } from '../../core/graph/graph.ts';
import { graphPicture, type PictureOptions } from './picture.ts';
import { type PictureColours, pictureColours } from './pictureParts.ts';
import { escapeXml, truncate, widthOf, wrap } from './pictureText.ts';

const colours = Object.fromEntries(pictureColours.map((name) => [name, '#123456'])) as PictureColours;
const options: PictureOptions = {
  title: 'A network',
  colours,
  background: true,
  notes: true,
  parameters: (count) => `${count} parameters`,
};

const graph: Graph = {
  blocks: [
    { id: 'input', type: 'input', params: {}, position: { x: 0, y: 0 } },
    { id: 'linear1', type: 'linear', params: { units: 3 }, position: { x: 200, y: 0 }, label: '隠れ層' },
    { id: 'loss', type: 'crossEntropy', params: {}, position: { x: 400, y: 0 } },
  ],
  wires: [
    { from: 'input.x', to: 'linear1.x' },
    { from: 'linear1.y', to: 'loss.prediction' },
    { from: 'input.target', to: 'loss.target' },
  ],
  notes: [
    { id: 'note1', kind: 'comment', text: 'Look here', position: { x: 0, y: -120 }, size: { width: 180, height: 60 } },
    { id: 'note2', kind: 'frame', text: 'Head', position: { x: 180, y: -40 }, size: { width: 400, height: 200 } },
  ],
};
const facts = { features: 2, target: { kind: 'classes', width: 3 } } as const;

describe('the picture of a network', () => {
  it('says of each block what it is, what it is called, its params, shape and weights', () => {
    const { svg } = graphPicture(graph, facts, options);
    for (const text of ['Linear', '隠れ層', 'units 3', 'B × 3', '9 parameters', 'CrossEntropy', 'Look here', 'Head']) {
      expect(svg).toContain(`>${text}<`);
    }
    expect(svg.match(/>B × 2</g)).toHaveLength(2);
    expect(svg.match(/stroke-dasharray="5 4"/g)).toHaveLength(1);
  });

  it('holds all that it draws', () => {
    const { svg, width, height } = graphPicture(graph, facts, options);
    expect(svg).toMatch(/viewBox="-30 -144 /);
    expect(width).toBeGreaterThan(600);
    expect(height).toBeGreaterThan(300);
    const without = graphPicture(graph, facts, { ...options, notes: false, background: false });
    expect(without.svg).not.toContain('Look here');
    expect(without.height).toBeLessThan(height);
  });

  it('places blocks that have no place yet', () => {
    const homeless = { ...graph, blocks: graph.blocks.map(({ position: _, ...node }) => node) };
    const places = [...graphPicture(homeless, facts, options).svg.matchAll(/translate\(([-\d.]+ [-\d.]+)\)/g)];
    expect(new Set(places.map(([, place]) => place)).size).toBe(3);
  });

  it('draws what is wrong or unknown as far as it goes', () => {
    const odd: Graph = {
      blocks: [{ id: 'a', type: 'attention', params: {}, position: { x: 0, y: 0 } }],
      wires: [{ from: 'a.y', to: 'nowhere.x' }],
    };
    expect(graphPicture(odd, undefined, options).svg).toContain('>attention<');
    expect(graphPicture({ blocks: [], wires: [] }, undefined, options)).toMatchObject({ width: 48, height: 48 });
  });

  it.each([
    '<script>alert(1)</script>',
    ']]><script>alert(1)</script><![CDATA[',
    '"/><image href="javascript:alert(1)"/>',
    "' onload='alert(1)",
    '&lt;script&gt; &amp; </text>',
    '\u0000\u0008\ufffe\ud800broken',
  ])('keeps %j a text', (hostile) => {
    const blocks = graph.blocks.map((node) => ({ ...node, label: hostile }));
    const notes = (graph.notes ?? []).map((note) => ({ ...note, text: hostile, size: { width: 900, height: 200 } }));
    const { svg } = graphPicture({ ...graph, blocks, notes }, facts, { ...options, title: hostile });
    expect(tagsOf(svg)).toEqual(tagsOf(graphPicture(graph, facts, options).svg));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/);
  });
});

/** The names of all elements, in order; fails where the markup is not well formed. */
function tagsOf(svg: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const rest = svg.replace(/<(\/?)([a-z]+)((?:\s+[a-zA-Z-]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, __, empty) => {
    if (end) expect(open.pop()).toBe(name);
    else {
      names.push(name);
      if (!empty) open.push(name);
    }
    return '';
  });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/);
  return names;
}

describe('text without anybody to measure it', () => {
  it('is escaped', () => {
    expect(escapeXml(`a<b>&"'\n😀`)).toBe('a&lt;b&gt;&amp;&quot;&#39;\n😀');
  });

  it('is cut where it is too long', () => {
    expect(truncate('short', 10)).toBe('short');
    expect(truncate('a very long name of a block', 6)).toMatch(/^a very l.*…$/);
    expect(widthOf(truncate('とても長いブロックの名前です', 6))).toBeLessThanOrEqual(6);
  });

  it('is broken at spaces, and between Japanese signs', () => {
    expect(wrap('one two three', 5, 9)).toEqual(['one two', 'three']);
    expect(wrap('一二三四五', 2, 9)).toEqual(['一二', '三四', '五']);
    expect(wrap('one\ntwo\nthree', 9, 2)[1]).toMatch(/^two…+$/);
  });
});
