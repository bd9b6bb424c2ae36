// Nx requires this file as it is, in a fresh clone too: what the generator is made of is built first.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '../../..');

module.exports = async function consumer(tree, options) {
  const nx = join(root, 'node_modules/.bin/nx');
  const { status, stdout, stderr } = spawnSync(process.execPath, [nx, 'build', 'generators', '--output-style=static'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  if (status !== 0) throw new Error(`The generator could not be built:\n${stdout}${stderr}`);
  const { generateConsumer } = await import('../dist/consumer/generate-consumer.js');
  return generateConsumer(tree, options);
};
