import { Card } from '@/components/ui/card';
import { Table, TableBox, Td, Th, Tr } from '@/components/ui/table';
import { CATALOGUE, ERROR_CODES, statusOf, titleOf } from '@/lib/api/openapi/error-catalogue';
import type { Translator } from '@/lib/i18n/translator';

/** Every code of the API and what to do about it. The sentences are those of the OpenAPI document, in its language. */
export function Errors({ t }: { t: Translator<'docs'> }) {
  return (
    <section aria-labelledby="errors" className="mt-12">
      <h2 id="errors" className="font-semibold text-xl tracking-tight">
        {t('errors.title')}
      </h2>
      <p className="mt-1 mb-4 max-w-3xl text-muted-foreground text-sm">{t('errors.text')}</p>
      <Card className="overflow-hidden">
        <TableBox label={t('errors.table')}>
          <Table>
            <thead>
              <tr>
                <Th>{t('errors.code')}</Th>
                <Th>{t('errors.meaning')}</Th>
                <Th>{t('errors.todo')}</Th>
              </tr>
            </thead>
            <tbody lang="en">
              {ERROR_CODES.map((code) => (
                <Tr key={code} id={`error-${code}`} className="align-top">
                  <Td className="align-top">
                    <span className="tabular-nums">{statusOf(code)}</span>
                    <code className="block font-mono text-xs">{code}</code>
                  </Td>
                  <Td className="min-w-40 align-top">{titleOf(code)}</Td>
                  <Td className="min-w-64 align-top text-muted-foreground">
                    {CATALOGUE[code].todo.replaceAll('`', '')}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      </Card>
    </section>
  );
}
