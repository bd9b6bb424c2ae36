import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@orderflow/platform';
import { format } from 'prettier';
import { withFigures } from './markdown.js';
import { pictureOf } from './picture.js';
import { type Report } from './result.js';

/** Writes the report as JSON, and as a picture where it has something to show. Answers where they are. */
export async function writeReport(report: Report, directory: string, name: string): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const [json, picture] = [join(directory, `${name}.json`), join(directory, `${name}.svg`)];
  await writeFile(json, await format(JSON.stringify(report), { parser: 'json', printWidth: 120 }));
  if (!report.measurements.some(({ metrics }) => metrics.some(({ pictured }) => pictured))) return [json];
  await writeFile(picture, pictureOf(report));
  return [json, picture];
}

/** Makes the report the one that a page of the documentation shows. */
export async function publish(report: Report, name: string): Promise<string[]> {
  const docs = join(workspaceRoot, 'docs');
  const page = join(docs, `${name}.md`);
  await writeFile(page, withFigures(await readFile(page, 'utf8'), report));
  return [page, ...(await writeReport(report, docs, name))];
}
