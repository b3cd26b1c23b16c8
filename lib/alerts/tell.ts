import { formatAmount } from '../amount-text';
import type { PoolClient } from '../db/pool';
import { getEnv } from '../env';
import { enqueueMail } from '../notify/outbox';
import { enqueueEvent } from '../webhooks/enqueue';
import { type AlertNews, composeAlertMail } from './compose-mail';
import { readAlertWorkspace, readRecipients } from './recipients';
import type { AlertRule } from './types';

/** What endpoints are told: amounts as decimal text, times as ISO text. */
function eventData(rule: AlertRule, news: AlertNews): Record<string, unknown> {
  const base = { customerId: rule.workspaceId, alertId: rule.id, kind: news.kind };
  switch (news.kind) {
    case 'balance_below':
      return { ...base, available: formatAmount(news.availableMicro), threshold: formatAmount(news.thresholdMicro) };
    case 'share_below':
      return {
        ...base,
        available: formatAmount(news.availableMicro),
        percent: news.percent,
        lastTopUp: formatAmount(news.topUpMicro),
      };
    case 'runway_below':
      return {
        ...base,
        available: formatAmount(news.availableMicro),
        days: news.days,
        daysLeft: Math.floor(news.daysLeft),
      };
    case 'grants_expiring':
      return {
        ...base,
        days: news.days,
        total: formatAmount(news.totalMicro),
        grants: news.lots.map(({ amountMicro, expiresAt }) => ({
          amount: formatAmount(amountMicro),
          expiresAt: expiresAt.toISOString(),
        })),
      };
  }
}

/**
 * Puts what a rule has to say into the outboxes, in the transaction that notes that it was said: mails to each of its
 * recipients in their language, and an event to the workspace's endpoints.
 */
export async function tell(client: PoolClient, rule: AlertRule, news: AlertNews): Promise<void> {
  const workspace = await readAlertWorkspace(client, rule.workspaceId);
  if (!workspace) return;
  if (rule.channels.webhook) {
    const type = news.kind === 'grants_expiring' ? 'grant.expiring' : 'balance.low';
    await enqueueEvent(client, { workspaceId: workspace.id, mode: rule.mode, type, data: eventData(rule, news) });
  }
  if (!rule.channels.mail) return;
  const place = { workspace, mode: rule.mode, baseUrl: getEnv().BASE_URL };
  for (const { email, locale } of await readRecipients(client, workspace, rule.recipients)) {
    const content = composeAlertMail(locale, news, place);
    await enqueueMail(client, { ...content, kind: `alert.${news.kind}`, workspaceId: workspace.id, to: email });
  }
}
