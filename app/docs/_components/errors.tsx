import { Card } from '@/components/ui/card';
import { StackRow, StackTable, StackTd, Th } from '@/components/ui/table';
import { CATALOGUE, ERROR_CODES, statusOf, titleOf } from '@/lib/api/openapi/error-catalogue';
import type { Translator } from '@/lib/i18n/translator';

/** Every code of the API and what to do about it. The sentences are those of the OpenAPI document, in its language. */
export function Errors({ t }: { t: Translator<'docs'> }) {
  const head = (
    <>
      <Th>{t('errors.code')}</Th>
      <Th>{t('errors.meaning')}</Th>
      <Th>{t('errors.todo')}</Th>
    </>
  );
  return (
    <section aria-labelledby="errors" className="mt-12">
      <h2 id="errors" className="font-semibold text-xl tracking-tight">
        {t('errors.title')}
      </h2>
      <p className="mt-1 mb-4 max-w-3xl text-muted-foreground text-sm">{t('errors.text')}</p>
      <Card className="overflow-hidden">
        <StackTable caption={t('errors.table')} head={head}>
          {ERROR_CODES.map((code) => (
            <StackRow key={code} id={`error-${code}`} lang="en" className="max-sm:grid-cols-1">
              <StackTd className="align-top">
                <span className="tabular-nums max-sm:mr-2">{statusOf(code)}</span>
                <code className="font-mono text-xs sm:block">{code}</code>
              </StackTd>
              <StackTd className="align-top sm:min-w-40">{titleOf(code)}</StackTd>
              <StackTd className="align-top text-muted-foreground sm:min-w-64">
                {CATALOGUE[code].todo.replaceAll('`', '')}
              </StackTd>
            </StackRow>
          ))}
        </StackTable>
      </Card>
    </section>
  );
}
