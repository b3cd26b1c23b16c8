import { Button } from '@/components/ui/button';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import type { Translator } from '@/lib/i18n/translator';
import type { SetUpReview, SetUpScreen } from '@/lib/portal/automatic-set-up';
import { switchOn } from '../../actions';

interface ReviewProps {
  t: Translator<'automatic'>;
  screen: SetUpScreen;
  review: SetUpReview;
  slug: string;
}

/** What the figures would have done, and the sentence: nothing is on before the box is ticked and the button pressed. */
export function Review({ t, screen, review, slug }: ReviewProps) {
  return (
    <div className="space-y-6">
      <Card aria-labelledby="simulation-title">
        <CardHeader>
          <CardTitle id="simulation-title">{t('review.title')}</CardTitle>
        </CardHeader>
        <CardContent className="space-y-2 text-sm">
          <p className="figures font-medium text-base">{review.result}</p>
          {review.notes.map((note) => (
            <p key={note} className="text-warning">
              {note}
            </p>
          ))}
          <p className="figures text-muted-foreground">{review.usage}</p>
        </CardContent>
      </Card>
      <Card aria-labelledby="consent-title">
        <CardHeader>
          <CardTitle id="consent-title">{t('review.consentTitle')}</CardTitle>
        </CardHeader>
        <CardContent>
          <form action={switchOn.bind(null, slug)} className="space-y-4">
            {Object.entries(screen.form).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <input type="hidden" name="consent" value={review.hash} />
            <blockquote className="figures border-l-2 pl-4 text-sm">{review.consentText}</blockquote>
            <label id="agree" className="flex items-center gap-3 font-medium text-sm">
              <input type="checkbox" name="agree" value="yes" required className="size-4 accent-primary" />
              {t('review.agree')}
            </label>
            <Button type="submit" size="lg">
              {t(screen.isChange ? 'review.submitChange' : 'review.submit')}
            </Button>
          </form>
        </CardContent>
      </Card>
    </div>
  );
}
