import type { AppError } from '../../errors';
import { flowhunt } from '../flowhunt/dialect';
import { kable } from '../kable/dialect';
import { openmonetize } from '../openmonetize/dialect';
import { problemReply } from '../problem';
import { togai } from '../togai/dialect';
import type { ApiCall, ApiReply } from '../types';
import type { Dialect } from './wire-operation';

/** Whose path it is; under /v1, only OpenMonetize's own calls are. */
const PATHS: { form: RegExp; dialect: Dialect }[] = [
  { form: /^\/(credits|accounts)(\/|$)/, dialect: togai },
  { form: /^\/v2(\/|$)/, dialect: flowhunt },
  { form: /^\/api\/v1(\/|$)/, dialect: kable },
  { form: /^\/v1\/credits\/(balance|grant|purchase)\/?$/, dialect: openmonetize },
  { form: /^\/v1\/(customers\/[^/]+\/)?users\/[^/]+\/(credits|transactions)\/?$/, dialect: openmonetize },
];

/** A refusal before any operation was found or run, in the words of whoever speaks at that path. */
export function renderRefusal(error: AppError, call: Pick<ApiCall, 'path' | 'requestId'>): ApiReply {
  const vendor = PATHS.find(({ form }) => form.test(call.path));
  return vendor ? vendor.dialect.renderError(error, call) : problemReply(error, call);
}
