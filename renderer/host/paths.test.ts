import { expect, it } from 'vitest';
import { besides, placeOf } from './paths.ts';

it.each([
  ['/home/a/net.gradwire', 'iris.csv', '/home/a/iris.csv'],
  ['/home/a/net.gradwire', 'data/iris.csv', '/home/a/data/iris.csv'],
  ['/home/a/net.gradwire', '/mnt/iris.csv', '/mnt/iris.csv'],
  ['C:\\a\\net.gradwire', 'data/iris.csv', 'C:\\a\\data\\iris.csv'],
  ['C:\\a\\net.gradwire', 'D:\\iris.csv', 'D:\\iris.csv'],
  ['/net.gradwire', 'iris.csv', '/iris.csv'],
])('a project at %s means by %s the file %s, and names it so', (project, name, place) => {
  expect(placeOf(name, project)).toBe(place);
  expect(besides(place, project)).toBe(name);
});

it('steps up are taken', () => {
  expect(placeOf('../b/./iris.csv', '/home/a/net.gradwire')).toBe('/home/b/iris.csv');
});

it('a project that was never saved names files in full', () => {
  expect(placeOf('/mnt/iris.csv', null)).toBe('/mnt/iris.csv');
  expect(besides('/mnt/iris.csv', null)).toBe('/mnt/iris.csv');
});
