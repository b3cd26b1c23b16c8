import { ActionForm } from '@/components/forms/action-form';
import { TextField } from '@/components/forms/fields';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { Meter } from '@/components/ui/meter';
import { formats } from '@/lib/i18n/formats';
import { translator } from '@/lib/i18n/translator';
import { BUDGET_PERIODS, type BudgetLine, type BudgetTarget } from '@/lib/portal/budgets';
import type { PortalWorkspace } from '@/lib/portal/workspace';
import { saveBudget } from '../members/actions';

interface BudgetCardProps {
  workspace: PortalWorkspace;
  target: BudgetTarget;
  budgets: BudgetLine[];
  canEdit: boolean;
}

const INTROS = { member: 'budget.intro', api_key: 'budget.introKey', workspace: 'budget.introWorkspace' } as const;

/** What is on hold may come back: a budget that it fills is not used up. */
const wordsOf = ({ isUsedUp, held }: BudgetLine) => {
  if (held !== null) return isUsedUp ? 'budget.takenUp' : 'budget.taken';
  return isUsedUp ? 'budget.usedUp' : 'budget.used';
};

/** Caps per day, per month and in all, each with what is used of it. */
export function BudgetCard({ workspace, target, budgets, canEdit }: BudgetCardProps) {
  const t = translator(workspace.locale, 'members');
  const lineOf = (period: BudgetLine['period']) => budgets.find((budget) => budget.period === period);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('budget.title')}</CardTitle>
      </CardHeader>
      <CardContent>
        <p className="mb-4 text-muted-foreground text-sm">
          {t(INTROS[target.scope])}{' '}
          {t('budget.zone', { zone: formats(workspace.locale).zone(workspace.timeZone, new Date()) })}
        </p>
        {budgets.length > 0 ? (
          <ul className="mb-5 space-y-3 text-sm">
            {BUDGET_PERIODS.flatMap((period) => lineOf(period) ?? []).map((line) => (
              <li key={line.period}>
                <span className="font-medium">{t(`budget.${line.period}`)}: </span>
                <span className="figures">
                  {t(wordsOf(line), {
                    used: line.used,
                    limit: line.limit,
                    left: line.left,
                    held: line.held ?? '',
                  })}
                </span>
                <Meter percent={line.percent} />
              </li>
            ))}
          </ul>
        ) : null}
        {canEdit ? (
          <ActionForm
            action={saveBudget.bind(null, workspace.slug, target)}
            submit={t('budget.save')}
            variant="outline"
          >
            <div className="grid gap-4 sm:grid-cols-3">
              {BUDGET_PERIODS.map((period) => (
                <TextField
                  key={period}
                  name={period}
                  label={t(`budget.${period}`)}
                  inputMode="decimal"
                  placeholder={t('list.noBudget')}
                  inputClass="figures"
                  defaultValue={lineOf(period)?.limitValue ?? ''}
                />
              ))}
            </div>
          </ActionForm>
        ) : budgets.length === 0 ? (
          <p className="text-sm">{t('budget.none')}</p>
        ) : null}
      </CardContent>
    </Card>
  );
}
