import { errorTable } from './error-catalogue';

/** What stands above the calls in every viewer of the document, in Markdown. */
export const introduction = (): string =>
  [
    'Prepaid credits: what is left, what was used, and more when you need it.',
    '## How to call',
    'Send an API key as `Authorization: Bearer YOUR_KEY`. A customer’s key knows its customer; with an operator’s key name one in `customerId`. Keys of mode `test` have books of their own.',
    'Amounts are decimal text of credits with at most 6 decimals, exact in both directions; times are ISO 8601 with an offset, in UTC when they come from us. Users, teams and customers go by our id or by yours. Success is always 200.',
    'Lists are `{ data, page: { next, previous } }`; send `next` as `cursor` for the page after. `expand` reads what rows name by ids with them, under `expanded`. Replies may get more members in later versions: ignore those that you do not know.',
    '## Retries',
    'Send an `Idempotency-Key` with every POST (PUT, PATCH and DELETE take one too) and keep it for retries. The same request under the same key is done once and answered alike, with `Idempotent-Replayed: true`; another request under it is 422. Keys belong to the API key that used them and are remembered for 13 months. Retry after 429 and 503 as long as `Retry-After` says, after a lost connection at once.',
    '## Limits',
    'Every reply to a key says what is left in `RateLimit` and the rule in `RateLimit-Policy`; one request too many is 429 with `Retry-After`. The count is shared by all processes of the installation. Bodies may have 1 MiB, batches 1000 spends, pages 200 rows.',
    'Every reply has an `X-Request-Id`: yours if you sent one, else ours. It finds the call in the log.',
    '## Errors',
    'A refusal is a problem document (RFC 9457) with a stable `code`, the exact facts, and `errors` by JSON pointer where fields are wrong. The calls tagged with a vendor’s name answer that vendor’s own clients, in its own forms.',
    errorTable(),
  ].join('\n\n');

/** In the order in which a reader wants them. */
export const TAGS = [
  { name: 'Credits', description: 'Spend, correct and move credits.' },
  { name: 'Holds', description: 'Credits set aside for work under way.' },
  { name: 'Grants', description: 'Lots of credits: what there is to spend.' },
  { name: 'Wallets', description: 'What a customer, a user or a team has.' },
  { name: 'Transactions', description: 'The history, which is never changed.' },
  { name: 'Usage', description: 'What was used, per day, week or month.' },
  { name: 'Budgets', description: 'Caps on what may be spent.' },
  { name: 'Purchases', description: 'Credits for money.' },
  { name: 'Customers', description: 'Who the credits belong to.' },
  { name: 'Members', description: 'People of a customer.' },
  { name: 'Teams', description: 'Groups with a wallet of their own.' },
  { name: 'Keys', description: 'API keys and what they may do.' },
  { name: 'Alerts', description: 'Being told in time that credits run low or expire.' },
  { name: 'Webhooks', description: 'Being told what happens.' },
  { name: 'OpenMonetize wire', description: 'For clients of OpenMonetize, in its own forms.' },
  { name: 'Togai wire', description: 'For clients of Togai, in its own forms.' },
  { name: 'FlowHunt wire', description: 'For clients of FlowHunt, in its own forms.' },
  { name: 'Kable wire', description: 'For clients of Kable, in its own forms.' },
  { name: 'Installation', description: 'Health and descriptions. No key needed.' },
];
