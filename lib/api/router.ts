import { AppError } from '../errors';
import type { Operation } from './types';

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Route {
  method: Method;
  /** `/v1/grants/{grantId}`: a parameter is one whole segment. */
  path: string;
  operation: Operation;
}

export type Match =
  | { kind: 'found'; operation: Operation; params: Record<string, string> }
  | { kind: 'wrong_method'; allowed: string[] }
  | { kind: 'missing' };

interface Node {
  fixed: Map<string, Node>;
  parameter: Node | null;
  routes: Map<Method, { operation: Operation; names: string[] }>;
}

const createNode = (): Node => ({ fixed: new Map(), parameter: null, routes: new Map() });

/**
 * Finds the operation for a method and a path. A fixed segment wins over a parameter, whatever the order of the list.
 * Errors: invalid_request for a path with a broken percent-encoding.
 */
export function createMatcher(routes: readonly Route[]): (method: string, path: string) => Match {
  const root = createNode();
  const whole = new Map<string, Node>();
  for (const route of routes) {
    const { node, names } = insert(root, route.path);
    if (node.routes.has(route.method)) throw new Error(`${route.method} ${route.path} is listed twice`);
    node.routes.set(route.method, { operation: route.operation, names });
    if (names.length === 0) whole.set(route.path, node);
  }
  return (method, path) => {
    const exact = whole.get(path);
    if (exact) return choose(exact, method, []);
    const values: string[] = [];
    const node = descend(root, path.slice(1).split('/'), 0, values);
    return node ? choose(node, method, values) : { kind: 'missing' };
  };
}

function insert(root: Node, path: string): { node: Node; names: string[] } {
  const names: string[] = [];
  let node = root;
  for (const segment of path.slice(1).split('/')) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    let next = name ? node.parameter : node.fixed.get(segment);
    next ??= createNode();
    if (name) {
      names.push(name);
      node.parameter = next;
    } else node.fixed.set(segment, next);
    node = next;
  }
  return { node, names };
}

function descend(node: Node, segments: string[], index: number, values: string[]): Node | null {
  const segment = segments[index];
  if (segment === undefined) return node.routes.size > 0 ? node : null;
  const fixed = node.fixed.get(segment);
  const found = fixed && descend(fixed, segments, index + 1, values);
  if (found) return found;
  if (!node.parameter || segment === '') return null;
  values.push(segment);
  const byParameter = descend(node.parameter, segments, index + 1, values);
  if (!byParameter) values.pop();
  return byParameter;
}

function choose(node: Node, method: string, values: string[]): Match {
  const route = node.routes.get((method === 'HEAD' ? 'GET' : method) as Method);
  if (!route) return { kind: 'wrong_method', allowed: allowedMethods(node) };
  const params: Record<string, string> = {};
  route.names.forEach((name, index) => {
    params[name] = decodeSegment(values[index] ?? '');
  });
  return { kind: 'found', operation: route.operation, params };
}

function allowedMethods(node: Node): string[] {
  const methods: string[] = [...node.routes.keys()];
  if (methods.includes('GET')) methods.push('HEAD');
  return [...methods, 'OPTIONS'];
}

function decodeSegment(segment: string): string {
  let text: string;
  try {
    text = decodeURIComponent(segment);
  } catch {
    throw new AppError('invalid_request', { detail: 'The path has a broken percent-encoding.' });
  }
  if (text.includes('\0')) throw new AppError('invalid_request', { detail: 'The path has a NUL character.' });
  return text;
}
