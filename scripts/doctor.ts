/**
 * `npm run doctor` — says what is wrong with an installation, a line for each thing looked at, and what to do about it.
 * Exit 1 when something must be done. Beside a running `npm start` it looks at that demo.
 */
import { existsSync } from 'node:fs';
import { type Env, parseEnv } from '../lib/env';
import { applyDemoEnvironment } from './lib/demo-environment';
import { checkDatabase } from './lib/doctor/database';
import { type Finding, fail, ok } from './lib/doctor/finding';
import { checkBuild, checkDisk, checkNode, checkPackages, checkPort, checkSecrets } from './lib/doctor/machine';
import { checkMail, checkStripe } from './lib/doctor/services';

function readEnvironment(): { env: Env | null; finding: Finding } {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    applyDemoEnvironment();
    const env = parseEnv();
    return { env, finding: ok('environment', `COFFER_ENV=${env.COFFER_ENV}, ${env.BASE_URL}`) };
  } catch (error) {
    return { env: null, finding: fail('environment', 'not right', (error as Error).message) };
  }
}

async function examine(): Promise<Finding[]> {
  const { env, finding } = readEnvironment();
  const findings = [checkNode(), checkPackages(), checkBuild(), checkDisk(), finding];
  if (!env) return findings;
  const [database, stripe, mail, port] = await Promise.all([
    checkDatabase(env.DATABASE_URL),
    checkStripe(env),
    checkMail(env),
    checkPort(env),
  ]);
  return [...findings, checkSecrets(env), ...database, ...stripe, mail, port];
}

const findings = await examine();
for (const { level, subject, says, advice } of findings) {
  console.log(`${level.padEnd(5)} ${subject.padEnd(17)} ${says}`);
  if (advice) console.log(`${' '.repeat(24)}→ ${advice.replaceAll('\n', `\n${' '.repeat(26)}`)}`);
}
const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
console.log(`\n${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} to repair`);
process.exit(count('fail') === 0 ? 0 : 1);
