import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Table, TableBox, Td, Th, Tr } from '@/components/ui/table';
import { type CustomerDetail, ownerKey } from '@/lib/admin/customer';
import type { GrantView, WalletOwner } from '@/lib/ledger/types';
import { GrantBadge } from '../../../_components/badges';
import { Nothing } from '../../../_components/parts';
import { type ConsoleFormats, type ConsoleTexts, ZONE } from '../../../_lib/console';

interface BooksProps {
  screen: CustomerDetail;
  base: string;
  t: ConsoleTexts;
  f: ConsoleFormats;
}

/** Whose wallet: the workspace's, or the person's or team's by name. */
export function ownerText(owner: WalletOwner, names: Map<string, string>, t: ConsoleTexts): string {
  if (owner.kind === 'workspace') return t('wallet.workspace');
  return names.get(ownerKey(owner)) ?? t(`wallet.${owner.kind}`);
}

export function WalletsTable({ screen, t, f }: BooksProps) {
  const { wallets } = screen.figures;
  if (wallets.length === 0) return <Nothing>{t('customer.noWallets')}</Nothing>;
  return (
    <TableBox label={t('customer.wallets')}>
      <Table>
        <caption className="sr-only">{t('customer.wallets')}</caption>
        <thead>
          <tr>
            <Th>{t('columns.wallet')}</Th>
            <Th className="text-right">{t('columns.available')}</Th>
            <Th className="text-right max-sm:hidden">{t('columns.held')}</Th>
            <Th className="text-right max-sm:hidden">{t('columns.debt')}</Th>
            <Th className="max-md:hidden">{t('columns.overdraft')}</Th>
          </tr>
        </thead>
        <tbody>
          {wallets.map((wallet) => (
            <Tr key={wallet.id}>
              <Td className="font-medium">{ownerText(wallet.owner, screen.ownerNames, t)}</Td>
              <Td className="figures whitespace-nowrap text-right font-medium">{f.credits(wallet.availableMicro)}</Td>
              <Td className="figures text-right max-sm:hidden">{f.credits(wallet.heldMicro)}</Td>
              <Td className="figures text-right max-sm:hidden">{f.credits(wallet.debtMicro)}</Td>
              <Td className="max-md:hidden">
                {t(`overdraft.${wallet.overdraftPolicy}`)}
                {wallet.overdraftPolicy === 'limit' ? ` ${f.credits(wallet.overdraftMicro)}` : ''}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  );
}

export function GrantsTable({ screen, base, rows, empty, t, f }: BooksProps & { rows: GrantView[]; empty: string }) {
  if (rows.length === 0) return <Nothing>{empty}</Nothing>;
  return (
    <TableBox label={t('customer.grants')}>
      <Table>
        <caption className="sr-only">{t('customer.grants')}</caption>
        <thead>
          <tr>
            <Th>{t('columns.grant')}</Th>
            <Th>{t('columns.status')}</Th>
            <Th className="text-right">{t('columns.left')}</Th>
            <Th className="max-md:hidden">{t('columns.wallet')}</Th>
            <Th className="max-sm:hidden">{t('columns.ends')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((grant) => (
            <Tr key={grant.id} className="hover:bg-muted/60">
              <Td>
                <Link
                  prefetch={false}
                  href={`${base}/grants/${grant.id}`}
                  className="font-medium underline-offset-4 hover:underline"
                >
                  {t(`sources.${grant.source}`)}
                </Link>
                <span className="block text-muted-foreground text-xs">{f.date(grant.createdAt, ZONE)}</span>
              </Td>
              <Td>
                <GrantBadge status={grant.status} t={t} />
                {grant.features.length > 0 ? (
                  <Badge tone="outline" className="ml-1">
                    {t('customer.scoped')}
                  </Badge>
                ) : null}
              </Td>
              <Td className="figures whitespace-nowrap text-right">
                <span className="font-medium">{f.credits(grant.remainingMicro)}</span>
                <span className="text-muted-foreground"> / {f.credits(grant.amountMicro)}</span>
              </Td>
              <Td className="max-w-40 truncate max-md:hidden">{ownerText(grant.owner, screen.ownerNames, t)}</Td>
              <Td className="whitespace-nowrap text-muted-foreground max-sm:hidden">
                {grant.expiresAt ? f.dateTime(grant.expiresAt, ZONE) : t('never')}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  );
}

export function HoldsTable({ screen, t, f }: BooksProps) {
  if (screen.holds.length === 0) return <Nothing>{t('customer.noHolds')}</Nothing>;
  return (
    <TableBox label={t('customer.holds')}>
      <Table>
        <caption className="sr-only">{t('customer.holds')}</caption>
        <thead>
          <tr>
            <Th>{t('columns.placed')}</Th>
            <Th className="text-right">{t('columns.credits')}</Th>
            <Th>{t('columns.wallet')}</Th>
            <Th>{t('columns.ends')}</Th>
          </tr>
        </thead>
        <tbody>
          {screen.holds.map((hold) => (
            <Tr key={hold.id}>
              <Td className="whitespace-nowrap">
                {f.dateTime(hold.placedAt, ZONE)}
                {hold.feature ? (
                  <Badge tone="outline" className="ml-2">
                    {hold.feature}
                  </Badge>
                ) : null}
              </Td>
              <Td className="figures text-right font-medium">{f.credits(hold.amountMicro)}</Td>
              <Td className="max-w-40 truncate">{ownerText(hold.owner, screen.ownerNames, t)}</Td>
              <Td className="whitespace-nowrap text-muted-foreground">{f.dateTime(hold.expiresAt, ZONE)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  );
}
