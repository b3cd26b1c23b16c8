import type Stripe from 'stripe';
import { type Facts, SCENARIOS, type Scenario } from './scenarios';

type Print = (line: string) => void;

/** What a scenario came to, also when it could not be played to its end. */
async function outcomeOf({ play }: Scenario, stripe: Stripe): Promise<Facts> {
  try {
    return await play(stripe);
  } catch (error) {
    return { 'could not be played': error instanceof Error ? error.message : String(error) };
  }
}

/** Facts as `path: value`, so that two of them can be held against each other line by line. */
function flatten(facts: unknown, path = ''): Map<string, string> {
  const isBranch = typeof facts === 'object' && facts !== null;
  if (!isBranch || Object.keys(facts).length === 0) return new Map([[path, JSON.stringify(facts) ?? 'nothing']]);
  const lines = Object.entries(facts).flatMap(([key, value]) => [
    ...flatten(value, path === '' ? key : `${path}.${key}`),
  ]);
  return new Map(lines);
}

/** Plays every scenario at both and prints where they differ. Returns how many differences there are. */
export async function compare({ stripe, sandbox }: { stripe: Stripe; sandbox: Stripe }, print: Print): Promise<number> {
  let differences = 0;
  for (const scenario of SCENARIOS) {
    const [ours, theirs] = await Promise.all([outcomeOf(scenario, sandbox), outcomeOf(scenario, stripe)]);
    const [left, right] = [flatten(ours), flatten(theirs)];
    const paths = [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path) !== right.get(path));
    print(`${paths.length === 0 ? 'same   ' : 'DIFFERS'}  ${scenario.name}`);
    for (const path of paths) {
      print(`           ${path}: sandbox ${left.get(path) ?? 'nothing'}, Stripe ${right.get(path) ?? 'nothing'}`);
    }
    differences += paths.length;
  }
  return differences;
}
