import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`));
}

const PLURAL = /_(one|few|many|other)$/;
const bases = (tree: Tree) => [...new Set(flat(tree).map(([key]) => key.replace(PLURAL, '')))].sort();
const forms = (tree: Tree, category: RegExp) => flat(tree).map(([key]) => key).filter(key => category.test(key));
const fields = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]))].sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(file =>
    file.isDirectory() ? sources(join(folder, file.name)) : /(?<!\.test)\.tsx?$/.test(file.name) ? [join(folder, file.name)] : []);
}

describe('the catalogues', () => {
  it('have the same keys in both languages', () => {
    expect(bases(ru)).toEqual(bases(en));
  });

  it('have every plural form of their language', () => {
    for (const key of forms(ru, /_one$/)) {
      const base = key.replace(PLURAL, '');
      expect(forms(ru, new RegExp(`^${base}_`)).length, base).toBe(4);
      expect(forms(en, new RegExp(`^${base}_`)).length, base).toBe(2);
    }
  });

  it('name the same fields in both languages', () => {
    const english = new Map(flat(en));
    for (const [key, text] of flat(ru)) {
      const other = english.get(key) ?? english.get(key.replace(/_(few|many)$/, '_other'));
      expect(fields(text), key).toEqual(fields(other ?? ''));
    }
  });

  it('know every key that the views name', () => {
    const known = new Set(bases(en));
    const named = sources('src').flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(match => match[1] ?? ''));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(key => !known.has(key))).toEqual([]);
  });

  it('do not shout', () => {
    expect(flat(ru).concat(flat(en)).filter(([, text]) => text.includes('!'))).toEqual([]);
  });
});

describe('customer text', () => {
  it('is never written into the page as markup', () => {
    const markup = /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/;
    expect(sources('src').filter(file => markup.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
