// Builds the web UI into the place from which the service serves it; does nothing when its sources are as they were.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, 'web');
const out = join(here, 'target', 'classes', 'META-INF', 'resources');
const stamp = join(here, 'target', 'web.stamp');
// npm writes this last, so it is younger than the lock file it was made from.
const installed = join(web, 'node_modules', '.package-lock.json');
const skipped = new Set(['node_modules', 'dist', 'dev', 'coverage']);

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => !skipped.has(entry.name))
    .flatMap(entry => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function hash(paths) {
  const sum = createHash('sha256');
  for (const path of paths) sum.update(relative(web, path)).update('\0').update(readFileSync(path)).update('\0');
  return sum.digest('hex');
}

function same(file, text) {
  return existsSync(file) && readFileSync(file, 'utf8') === text;
}

function npm(...words) {
  const done = spawnSync('npm', words, { cwd: web, stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

if (!existsSync(join(web, 'package-lock.json'))) {
  console.error('the web UI has no package-lock.json: nothing was built');
  process.exit(0);
}
const sources = hash(files(web));
if (same(stamp, sources) && existsSync(join(out, 'index.html'))) process.exit(0);
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(join(web, 'package-lock.json')).mtimeMs) {
  npm('ci', '--no-audit', '--no-fund', '--loglevel', 'error');
}
npm('run', 'build', '--', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn');
mkdirSync(dirname(stamp), { recursive: true });
writeFileSync(stamp, sources);
