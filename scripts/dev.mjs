/**
 * Compiles and restarts the server at every change: `tsc --watch` beside `node --watch`. Neither
 * tsx nor esbuild can do it, because they leave out the decorator metadata that Nest needs.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';

const commands = [
  [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.build.json',
    '--watch',
    '--preserveWatchOutput',
  ],
  ['--watch', '--watch-preserve-output', '--enable-source-maps', 'dist/main.js'],
];

const children = commands.map((command) => spawn(process.execPath, command, { stdio: 'inherit' }));

function stop(exitCode) {
  process.exitCode ??= exitCode;
  for (const child of children) child.kill('SIGTERM');
}

for (const child of children) child.once('exit', (code) => stop(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0));
