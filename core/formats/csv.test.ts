import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOf, toBytes, valueFrom } from '../testing/formats.ts';
import { readTable, type TableOptions, toNumber, writeCsv } from './csv.ts';

function read(text: string, file = 'a.csv', options: TableOptions = {}) {
  return valueFrom(readTable(toBytes(text), file, options));
}

function refuse(text: string, options: TableOptions = {}) {
  return failureOf(readTable(toBytes(text), 'a.csv', options));
}

describe('csv', () => {
  it('reads a header and rows', () => {
    expect(read('x, y ,label\n1,2,cat\n3, 4,"dog, ""big"""\n')).toEqual({
      columns: ['x', 'y', 'label'],
      hasHeader: true,
      delimiter: ',',
      rows: [
        ['1', '2', 'cat'],
        ['3', ' 4', 'dog, "big"'],
      ],
    });
  });

  it('gives back what was written', () => {
    const table = fc.integer({ min: 2, max: 4 }).chain((width) => {
      const row = fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', ';', '\t', 'é') }), {
        minLength: width,
        maxLength: width,
      });
      return fc.array(row, { minLength: 1, maxLength: 5 });
    });
    fc.assert(
      fc.property(table, (rows) => {
        const columns = (rows[0] ?? []).map((_, index) => `column ${index}`);
        expect(read(writeCsv(columns, rows), 'a.csv', { delimiter: ',' })).toEqual({
          columns,
          hasHeader: true,
          delimiter: ',',
          rows,
        });
      }),
    );
  });

  it('writes numbers and quotes', () => {
    expect(
      writeCsv(
        ['row', 'p_a,b'],
        [
          [0, 0.5],
          [1, 'x"y'],
        ],
      ),
    ).toBe('row,"p_a,b"\n0,0.5\n1,"x""y"\n');
  });

  it('takes no row with a decimal or a sign in it for a header', () => {
    for (const first of ['5.1,3,setosa', '-1,7,setosa', '1e3,7,setosa']) {
      expect(read(`${first}\n1,2,setosa`)).toMatchObject({
        columns: ['0', '1', '2'],
        rows: [first.split(','), ['1', '2', 'setosa']],
      });
    }
    expect(read('0,1,class\n5.1,3,setosa')).toMatchObject({ columns: ['0', '1', 'class'] });
  });

  it.each([
    ['words above numbers', 'id,kind\n1,a', true],
    ['words above other words', 'name,kind\nTokyo,city\nOsaka,city', true],
    ['years', 'country,2019,2020\nJapan,15,25', true],
    ['one year', 'country,2020\nJapan,15', true],
    ['years that count down in tens, above words', 'id,name,2000,1990\n1,a,x,y', true],
    ['counted columns beside one of words', '0,1,label\n15,25,yes', true],
    ['names of which one is a category too', 'class,color\nA,color\nB,grey', true],
    ['words of which most come again', 'vhigh,vhigh,2,small\nvhigh,high,2,big\nlow,vhigh,4,small', false],
    ['letters of which most come again', 'p,x,s,n\ne,x,y,n\np,b,s,w', false],
    ['whole numbers beside words', '39,Private,0,White,<=50K\n50,Private,0,Black,>50K\n38,Public,0,White,<=50K', false],
    ['a name and flags', 'aardvark,1,0,0,1\nantelope,1,0,1,1\nbass,0,0,0,0', false],
    ['flags and what is missing', 'E1,?,2\nE2,1037,1\nE3,?,2', false],
    ['a row that comes again', 'red,1,2\nred,1,2', false],
    ['numbers with a point, a sign or an exponent', 'setosa,1.0,2.0\nvirginica,3,4', false],
  ])('takes a first row of %s for names or not', (_, text, hasHeader) => {
    expect(read(text)).toMatchObject({ hasHeader });
  });

  it('is told by the columns that are asked for, whatever the rows look like', () => {
    const asked = ['2', '3'];
    expect(read('39,Private,2000,<=50K', 'a', { asked })).toMatchObject({ hasHeader: false });
    expect(read('a,2000,c\na,2000,c', 'a', { asked: ['2000', 'c'] })).toMatchObject({ hasHeader: true });
    expect(read('a,b\n1,2', 'a', { asked: ['z'] })).toMatchObject({ hasHeader: true });
    expect(read('2,3,x,y,z\n1,2,3,4,5', 'a', { asked })).toMatchObject({ hasHeader: true });
  });

  it('tells a header by a cell that is no number, unless told', () => {
    expect(read('1,2\n3,4')).toMatchObject({
      hasHeader: false,
      columns: ['0', '1'],
      rows: [
        ['1', '2'],
        ['3', '4'],
      ],
    });
    expect(read('1,a\n3,4')).toMatchObject({ hasHeader: true, columns: ['1', 'a'], rows: [['3', '4']] });
    expect(read('1,a\n3,4', 'a', { header: false })).toMatchObject({
      columns: ['0', '1'],
      rows: [
        ['1', 'a'],
        ['3', '4'],
      ],
    });
    expect(read('1,2\n3,4', 'a', { header: true })).toMatchObject({ columns: ['1', '2'], rows: [['3', '4']] });
  });

  it('gives every column a name of its own', () => {
    expect(read('a,a,,a_2,a,\n1,2,3,4,5,6').columns).toEqual(['a', 'a_3', '2', 'a_2', 'a_4', '5']);
  });

  it.each([
    ['commas', 'x,y\n1,2\n3,4'],
    ['tabs, beside commas in texts', 'x\ty\n1\tone, two, three\n2\tfour'],
    ['semicolons, beside decimal commas', 'x;y\n1,5;2\n2,5;3'],
    ['commas, beside semicolons in quotes', 'x,y\n1,"a;b"\n2,"c;d"'],
  ])('guesses %s', (_, text) => {
    expect(read(text).columns).toEqual(['x', 'y']);
  });

  it('takes .tsv at its word, and a given delimiter', () => {
    expect(read('a,b\n1,2', 'a.tsv').columns).toEqual(['a,b']);
    expect(read('a,b\n1,2', 'a.csv', { delimiter: '\t' }).columns).toEqual(['a,b']);
  });

  it('guesses from the first rows of a long file, and of one with very long rows', () => {
    const wide = Array.from({ length: 40_000 }, (_, index) => index).join(',');
    expect(read(`${wide}\n${wide}`).columns).toHaveLength(40_000);
    expect(read(`x;y\n${'1;2\n'.repeat(50_000)}`).rows).toHaveLength(50_000);
  });

  it('skips blank lines and takes all line ends', () => {
    const rows = [
      ['1', '2'],
      ['3', '4'],
    ];
    expect(read('\n\nx,y\r\n\r\n1,2\r\n   \r\n3,4\r\n\r\n').rows).toEqual(rows);
    expect(read('x,y\r1,2\r3,4').rows).toEqual(rows);
  });

  it('leaves quotes alone with quoting off', () => {
    const text = 'b\t"Quoted" at the start\nt\tand "unclosed\n';
    expect(read(text, 'a.txt', { quoting: false, header: false }).rows).toEqual([
      ['b', '"Quoted" at the start'],
      ['t', 'and "unclosed'],
    ]);
  });

  it.each([
    ['never closed', 'x,y\n1,"a\n2,b', 2],
    ['closed within the cell', 'x,y\n1,2\n3,"a" b\n4,c', 3],
    ['in the header', '"x,y\n1,2', 1],
  ])('refuses a quote that is %s', (_, text, line) => {
    expect(refuse(text, { delimiter: ',' })).toContain(`badQuotes: The quote that opens in line ${line} of 'a.csv'`);
  });

  it('reports rows of another length, ten at most', () => {
    const result = readTable(toBytes(`x,y\n1,2\n\n3\n${'4,5,6\n'.repeat(20)}`), 'a.csv', { delimiter: ',' });
    expect(result.problems).toHaveLength(10);
    expect(result.problems[0]).toMatchObject({ code: 'rowLength', details: { row: 2, found: 1, expected: 2 } });
    expect(result.problems[1]).toMatchObject({ code: 'rowLength', details: { row: 3, found: 3, expected: 2 } });
  });

  it.each([
    ['nothing', ''],
    ['blank lines', '\n \n\n'],
    ['a header', 'x,y\n'],
  ])('says that a file of %s is empty', (_, text) => {
    expect(refuse(text)).toContain('emptyData');
  });

  it('takes the delimiter that a first line names, which is no row', () => {
    expect(read('sep=;\r\na;b\r\n1,5;2\r\n')).toMatchObject({
      columns: ['a', 'b'],
      delimiter: ';',
      rows: [['1,5', '2']],
    });
    expect(read('sep=x\na\n1\n', 'a.csv')).toMatchObject({ columns: ['sep=x'] });
  });

  it('refuses more columns than could be held', () => {
    expect(failureOf(readTable(toBytes(`${','.repeat(100_001)}\n`), 'a.csv'))).toContain('fileFormat');
  });

  it("reads the first line of scikit-learn's files, which holds sizes, as no header", () => {
    expect(read('2,2,cat,dog\n1.5,2,0\n3,4,1\n')).toEqual({
      columns: ['0', '1', '2'],
      hasHeader: false,
      delimiter: ',',
      rows: [
        ['1.5', '2', '0'],
        ['3', '4', '1'],
      ],
    });
  });

  it('takes any bytes without throwing', () => {
    const nearlyCsv = fc.string({
      unit: fc.constantFrom('1', '"', ',', '\n', '\r', ';', '\t', ' ', 'é'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 60 }), nearlyCsv.map(toBytes)),
        fc.boolean(),
        (bytes, quoting) => {
          const result = readTable(bytes, 'a.csv', { quoting });
          if (!result.ok) return;
          const { columns, rows } = result.value;
          expect(rows.every((row) => row.length === columns.length)).toBe(true);
          expect(new Set(columns).size).toBe(columns.length);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('toNumber', () => {
  it.each([
    ['1', 1],
    ['-1.5e3', -1500],
    [' 2 ', 2],
    ['.5', 0.5],
    ['1.', 1],
    ['+1', 1],
    ['1E-2', 0.01],
  ])('reads %j', (cell, value) => {
    expect(toNumber(cell)).toBe(value);
  });

  it.each(['', ' ', 'NaN', 'inf', 'Infinity', '0x10', '1_000', '1,000', '1e999', '１', '--1', '1e', '.', 'e5', '1 2'])(
    'refuses %j',
    (cell) => {
      expect(toNumber(cell)).toBeNull();
    },
  );
});
