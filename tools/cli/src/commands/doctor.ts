import colors from 'picocolors';
import { checkDisk, checkMemory } from '../doctor/check-machine.js';
import { checkJava, checkMaven, checkNode } from '../doctor/check-programs.js';
import { checkPlatformPorts, checkServicePorts } from '../doctor/check-ports.js';
import { checkChromium, checkPromtool } from '../doctor/check-test-programs.js';
import { type Finding } from '../doctor/finding.js';
import { type Terminal } from '../terminal/terminal.js';

const marks: Record<Finding['state'], string> = {
  ok: colors.green('✔'),
  warning: colors.yellow('!'),
  missing: colors.red('✖'),
};

/** Says what this machine lacks and how to get it; the exit code is 1 when Orderflow would not start. */
export async function doctor(terminal: Terminal, env = process.env): Promise<void> {
  const findings = [
    checkNode(),
    await checkJava(env),
    await checkMaven(env),
    await checkServicePorts(env),
    await checkPlatformPorts(env),
    await checkDisk(),
    checkMemory(),
    checkChromium(env),
    await checkPromtool(env),
  ];
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, state, found, remedy } of findings) {
    terminal.line(`${marks[state]} ${what.padEnd(width)}  ${found}`);
    if (remedy) terminal.line(`  ${''.padEnd(width)}  ${remedy}`);
  }
  const missing = findings.filter(({ state }) => state === 'missing').length;
  terminal.line(
    missing === 0 ? '\nOrderflow can start here: npm start' : `\nMissing: ${missing}. See the ways out above.`,
  );
  if (missing > 0) process.exitCode = 1;
}
