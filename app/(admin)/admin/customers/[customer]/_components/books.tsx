import Link from 'next/link';
import { cn } from '@/components/cn';
import { Badge } from '@/components/ui/badge';
import { ROW_LINK, StackRow, StackTable, StackTd, Table, TableBox, Td, Th, Tr } from '@/components/ui/table';
import { type CustomerDetail, ownerKey } from '@/lib/admin/customer';
import type { ShownGrant } from '@/lib/admin/shown-grant';
import type { WalletOwner } from '@/lib/ledger/types';
import { GrantBadges } from '../../../_components/badges';
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

export function GrantsTable({ screen, base, rows, empty, t, f }: BooksProps & { rows: ShownGrant[]; empty: string }) {
  if (rows.length === 0) return <Nothing>{empty}</Nothing>;
  const head = (
    <>
      <Th>{t('columns.grant')}</Th>
      <Th>{t('columns.status')}</Th>
      <Th className="text-right">{t('columns.left')}</Th>
      <Th>{t('columns.ends')}</Th>
    </>
  );
  return (
    <StackTable caption={t('customer.grants')} head={head}>
      {rows.map((grant) => (
        <StackRow key={grant.id} className="hover:bg-muted/60">
          <StackTd className="max-sm:order-1">
            <Link prefetch={false} href={`${base}/grants/${grant.id}`} className={cn(ROW_LINK, 'font-medium')}>
              {t(`sources.${grant.source}`)}
            </Link>
            <span className="block text-muted-foreground text-xs">
              <span className="whitespace-nowrap">{f.date(grant.createdAt, ZONE)}</span>
              {grant.owner.kind === 'workspace' ? null : ` · ${ownerText(grant.owner, screen.ownerNames, t)}`}
            </span>
          </StackTd>
          <StackTd className="max-sm:order-3">
            <span className="flex flex-wrap gap-1">
              <GrantBadges grant={grant} t={t} f={f} />
              {grant.features.length > 0 ? <Badge tone="outline">{t('customer.scoped')}</Badge> : null}
            </span>
          </StackTd>
          <StackTd className="figures whitespace-nowrap text-right max-sm:order-2">
            <span className="font-medium">{f.credits(grant.remainingMicro)}</span>
            <span className="text-muted-foreground"> / {f.credits(grant.amountMicro)}</span>
          </StackTd>
          <StackTd className="whitespace-nowrap text-muted-foreground max-sm:order-4 max-sm:text-right max-sm:text-xs">
            {grant.expiresAt ? (
              <>
                <span className="sm:sr-only">{t('columns.ends')} </span>
                <time dateTime={grant.expiresAt.toISOString()}>{f.date(grant.expiresAt, ZONE)}</time>
              </>
            ) : (
              t('packs.forever')
            )}
          </StackTd>
        </StackRow>
      ))}
    </StackTable>
  );
}

export function HoldsTable({ screen, t, f }: BooksProps) {
  if (screen.holds.length === 0) return <Nothing>{t('customer.noHolds')}</Nothing>;
  const head = (
    <>
      <Th>{t('columns.placed')}</Th>
      <Th className="text-right">{t('columns.credits')}</Th>
      <Th>{t('columns.wallet')}</Th>
      <Th>{t('columns.ends')}</Th>
    </>
  );
  return (
    <StackTable caption={t('customer.holds')} head={head}>
      {screen.holds.map((hold) => (
        <StackRow key={hold.id}>
          <StackTd className="whitespace-nowrap max-sm:order-1">
            {f.dateTime(hold.placedAt, ZONE)}
            {hold.feature ? (
              <Badge tone="outline" className="ml-2">
                {hold.feature}
              </Badge>
            ) : null}
          </StackTd>
          <StackTd className="figures text-right font-medium max-sm:order-2">{f.credits(hold.amountMicro)}</StackTd>
          <StackTd className="max-w-40 truncate max-sm:order-3 max-sm:max-w-none max-sm:text-muted-foreground max-sm:text-xs">
            {ownerText(hold.owner, screen.ownerNames, t)}
          </StackTd>
          <StackTd className="whitespace-nowrap text-muted-foreground max-sm:order-4 max-sm:text-xs">
            <span className="sm:sr-only">{t('columns.ends')} </span>
            {f.dateTime(hold.expiresAt, ZONE)}
          </StackTd>
        </StackRow>
      ))}
    </StackTable>
  );
}
