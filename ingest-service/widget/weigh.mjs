// The widget is loaded by pages that are not ours: it stays light. A build that is heavier fails.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const MOST = 25 * 1024;
const file = `${process.env['ONETHREAD_OUT'] ?? 'dist'}/widget.js`;
const bytes = gzipSync(readFileSync(file), { level: 9 }).length;
if (bytes > MOST) {
  console.error(`The widget takes ${bytes} bytes gzipped, ${MOST} are allowed.`);
  process.exit(1);
}
console.log(`widget.js: ${bytes} of ${MOST} bytes gzipped`);
