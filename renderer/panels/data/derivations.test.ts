import { describe, expect, it } from 'vitest';
import { chipsOf, pretty, toggled } from './derivations.ts';

describe('engineered inputs', () => {
  it('offer what TensorFlow Playground offers over two features', () => {
    const chips = chipsOf(undefined, 2);
    expect(chips.offered).toEqual(['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)']);
    expect(chips).toMatchObject({ active: ['x1', 'x2'], others: [], all: false });
  });

  it('are switched on and off in the order of the offer, others behind', () => {
    const chips = chipsOf(['x1', 'cos(x1)', 'x1*x2'], 2);
    expect(chips.others).toEqual(['cos(x1)']);
    expect(toggled(chips, 'x2')).toEqual(['x1', 'x2', 'x1*x2', 'cos(x1)']);
    expect(toggled(chips, 'x1')).toEqual(['x1*x2', 'cos(x1)']);
    expect(toggled(chips, 'cos(x1)')).toEqual(['x1', 'x1*x2']);
  });

  it('are told at once of large pictures too', () => {
    expect(chipsOf(undefined, 512 * 512 * 3)).toMatchObject({ all: true, offered: [], others: [] });
  });

  it('list a few features one by one, and many as all of them', () => {
    expect(chipsOf(undefined, 4).offered).toEqual(['x1', 'x2', 'x3', 'x4']);
    expect(chipsOf(undefined, 784)).toMatchObject({ offered: [], others: [], all: true });
    const many = Array.from({ length: 20 }, (_, index) => `x${index + 1}`);
    expect(chipsOf([...many, 'x3^2'], 20)).toMatchObject({ others: ['x3^2'], all: true });
  });

  it('are written as by hand', () => {
    expect(['x1', 'x12^2', 'x1*x2', 'sin(x1)'].map(pretty)).toEqual(['x₁', 'x₁₂²', 'x₁x₂', 'sin(x₁)']);
  });
});
