#!/usr/bin/env node
// The way in: plain JavaScript without dependencies, because it has to run before any is installed. It makes the
// command line itself runnable (Node's version, node_modules, build) and hands over to it.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = [20, 19];
/** What a command needs built beside the command line itself, as Nx names projects. */
const NEEDS = {
  start: ['tag:type:app'],
  test: ['tag:type:app'],
  platform: [],
  chaos: ['tag:type:app', 'chaos'],
  bench: ['tag:type:app', 'bench'],
  simulate: ['simulator'],
  screenshots: ['screenshots'],
  contracts: ['contracts-release'],
};
/** Commands that are a program of their own. */
const PROGRAMS = {
  chaos: 'tools/chaos/dist/main.js',
  bench: 'tools/bench/dist/main.js',
  simulate: 'apps/simulator/dist/main.js',
  screenshots: 'tools/screenshots/dist/main.js',
  contracts: 'tools/contracts-release/dist/main.js',
};
/** Those of them that call the system, which may ask who they are. */
const CALL_REST = ['simulate', 'screenshots'];

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const command = process.argv[2] ?? '';
const program = join(root, PROGRAMS[command] ?? 'tools/cli/dist/main.js');

checkNode();
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
if (isInstallNeeded()) install();
// A build writes all files anew, cached or not, and a system beside this one may run them: off is for who has built them.
const isBuilt = process.env.ORDERFLOW_BUILD === 'off';
if (!isBuilt && (command in NEEDS || !existsSync(program))) build(['cli', ...(NEEDS[command] ?? [])]);
if (CALL_REST.includes(command)) await giveToken();
const { main } = await import(pathToFileURL(program).href);
await main(process.argv);

function checkNode() {
  if (process.platform === 'win32') fail('Orderflow runs on Linux and macOS', 'On Windows, use it inside WSL 2');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const tooOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (tooOld) {
    const remedy = 'Install a newer one, for example with: nvm install';
    fail(`Orderflow needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}`, remedy);
  }
}

/** npm writes its own record last: one older than the lock file belongs to another set of packages. */
function isInstallNeeded() {
  const record = join(root, 'node_modules/.package-lock.json');
  return !existsSync(record) || statSync(record).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs;
}

function install() {
  console.log('Installing the dependencies (about a minute; again only when they change)');
  const seconds = timed(() => {
    const { status, error } = spawnSync('npm', ['ci', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
    if (error) fail(`npm does not run here: ${error.message}`, 'Install Node.js together with npm');
    if (status !== 0) fail('The dependencies could not be installed', 'What npm says above names the cause');
  });
  done('Installed the dependencies', seconds);
}

function build(projects) {
  const nx = join(root, 'node_modules/.bin/nx');
  const args = [nx, 'run-many', '-t', 'build', '-p', projects.join(','), '--output-style=static'];
  // Without its daemon, which would stay behind and keep 200 MB.
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  const seconds = timed(() => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: root,
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) fail(`${stdout}${stderr}\nThe build failed`, 'What Nx says above names the cause');
  });
  done('Built', seconds);
}

/** The programs know nothing of secrets: they send what ORDERFLOW_TOKEN says. */
async function giveToken() {
  const { ownToken } = await import(pathToFileURL(join(root, 'tools/cli/dist/index.js')).href);
  const token = await ownToken(process.env).catch(({ message, remedy }) => fail(message, remedy));
  if (token !== undefined) process.env.ORDERFLOW_TOKEN = token;
}

function timed(step) {
  const start = performance.now();
  step();
  return (performance.now() - start) / 1000;
}

function done(step, seconds) {
  const tick = process.stdout.isTTY && !process.env.NO_COLOR ? '\u001b[32m✔\u001b[39m' : '✔';
  console.log(`${tick} ${step} (${seconds.toFixed(1)} s)`);
}

function fail(problem, remedy) {
  console.error(`${problem}\n${remedy}`);
  process.exit(1);
}
