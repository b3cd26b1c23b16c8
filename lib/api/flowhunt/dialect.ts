import type { AppError } from '../../errors';
import { failureReply, sentenceOf } from '../wires/failure';
import type { Dialect } from '../wires/wire-operation';

/** 422 with a list of `{loc, msg, type}` for what does not validate; a text for everything else. */
export const flowhunt: Dialect = {
  name: 'flowhunt',
  // A client may send both: the key says who calls, and the bearer is for signed-in users, who may hold a key there too.
  credential: (headers) =>
    headers['api-key'] ? { 'api-key': headers['api-key'] } : { authorization: headers.authorization },
  renderError: (error) => {
    if ([400, 415, 422].includes(error.status)) return failureReply(error, 422, { detail: faultsOf(error) });
    return failureReply(error, error.status, {
      detail: error.status === 401 ? 'Not authenticated' : sentenceOf(error),
    });
  },
};

function faultsOf(error: AppError): { loc: (string | number)[]; msg: string; type: string }[] {
  const types = error.facts.faultTypes as string[] | undefined;
  if (error.fields.length === 0) return [{ loc: ['body'], msg: sentenceOf(error), type: 'json_invalid' }];
  return error.fields.map(({ path, message }, index) => ({
    loc: path,
    msg: message,
    type: types?.[index] ?? 'value_error',
  }));
}
