import { CreditCard } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import type { Translator } from '@/lib/i18n/translator';
import type { AutomaticScreen } from '@/lib/portal/automatic';
import { manageCards, saveCard } from '../actions';

interface CardsCardProps {
  t: Translator<'automatic'>;
  screen: AutomaticScreen;
  slug: string;
}

/** The saved cards, and the two pages of Stripe's on which they are saved and changed. */
export function CardsCard({ t, screen, slug }: CardsCardProps) {
  const { cards } = screen;
  const hasCards = cards !== null && cards.length > 0;
  return (
    <Card aria-labelledby="cards-title">
      <CardHeader>
        <CardTitle id="cards-title">{t('cards.title')}</CardTitle>
      </CardHeader>
      <CardContent className="space-y-4">
        {cards === null ? <p className="text-sm text-warning">{t('cards.unavailable')}</p> : null}
        {cards?.length === 0 ? <p className="text-muted-foreground text-sm">{t('cards.empty')}</p> : null}
        {hasCards ? (
          <ul className="divide-y">
            {cards.map((card) => (
              <li key={card.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 first:pt-0">
                <CreditCard aria-hidden="true" className="size-4 text-muted-foreground" />
                <span className="figures font-medium text-sm">{card.label}</span>
                <span className="text-muted-foreground text-sm">{card.expires}</span>
                {card.pays ? <Badge tone="accent">{t('cards.pays')}</Badge> : null}
              </li>
            ))}
          </ul>
        ) : null}
        {screen.mayCards && screen.isOpen ? (
          <div className="flex flex-wrap gap-2">
            <form action={saveCard.bind(null, slug)}>
              <Button type="submit" variant="outline">
                {t(hasCards ? 'cards.addOther' : 'cards.add')}
              </Button>
            </form>
            {hasCards ? (
              <form action={manageCards.bind(null, slug)}>
                <Button type="submit" variant="outline">
                  {t('cards.manage')}
                </Button>
              </form>
            ) : null}
          </div>
        ) : null}
        <p className="text-muted-foreground text-xs">{t('cards.hint')}</p>
      </CardContent>
    </Card>
  );
}
