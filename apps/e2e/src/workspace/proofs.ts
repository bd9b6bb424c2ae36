import { dirname, join } from 'node:path';
import { read } from './workspace.js';

/** A link whose text is the name of a test and whose target is the file that it is in. */
const PROOF = /\[([^\]]+)\]\(([^)]+\.spec\.ts)\)/g;

/** A test that a page names. */
export type Proof = readonly [name: string, file: string];

/** The tests that a page of the documentation, or a part of it, links to. */
export const proofsIn = (text: string, page: string): Proof[] =>
  [...text.matchAll(PROOF)].map(([, name, target]) => [name!, join(dirname(page), target!)]);

/** What `it` and `it.each(…)` of a file are called with, as it is written. */
export const titlesIn = (file: string): string[] =>
  [...read(file).matchAll(/\bit(?:\.each(?:<[\s\S]*?>)?\([\s\S]*?\))?\(\s*(['"`])(.*?)\1,/g)].map(
    ([, , title]) => title!,
  );
