import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { translator } from '@/lib/i18n/translator';
import { newId } from '@/lib/ids';
import type { WalletPart } from '@/lib/portal/members';
import type { MoveInput } from '@/lib/portal/move-credits';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { move } from '../actions';

interface WalletCardProps {
  workspace: PortalWorkspace;
  owner: MoveInput['owner'];
  wallet: WalletPart;
  /** Who is gone gets nothing any more. */
  canGive: boolean;
}

/** A wallet of their own or a share of the workspace's, and moving credits between the two. */
export function WalletCard({ workspace, owner, wallet, canGive }: WalletCardProps) {
  const t = translator(workspace.locale, 'members');
  const directions = [...(canGive ? (['give'] as const) : []), ...(wallet.available ? (['take'] as const) : [])];
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('wallet.title')}</CardTitle>
      </CardHeader>
      <CardContent className="space-y-5">
        <div className="text-sm">
          {wallet.available ? (
            <p className="figures font-medium">
              {t('wallet.own')}: {t('wallet.ownText', { amount: wallet.available })}
              {wallet.held ? ` (${t('wallet.held', { amount: wallet.held })})` : null}
            </p>
          ) : (
            <p>{t('wallet.sharedText')}</p>
          )}
          <p className="figures mt-1 text-muted-foreground">{t('wallet.pool', { amount: wallet.shared })}</p>
        </div>
        {wallet.canMove
          ? directions.map((direction) => (
              <ActionForm
                key={direction}
                action={move.bind(null, workspace.slug, { owner, direction })}
                formId={newId()}
                submit={t(`wallet.${direction}`)}
                variant="outline"
                inline
              >
                <TextField
                  name="amount"
                  label={t(`wallet.${direction}Amount`)}
                  inputMode="decimal"
                  inputClass="figures"
                  className="w-44"
                  required
                />
              </ActionForm>
            ))
          : null}
      </CardContent>
    </Card>
  );
}
