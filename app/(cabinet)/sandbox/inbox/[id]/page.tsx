import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { momentText } from '@/lib/core/text';
import { realNow } from '@/lib/platform/clock';
import { cabinetPage, sandboxOnly, type SearchParams } from '@/lib/platform/page';
import { sandboxLetter } from '@/lib/platform/sandbox-mail';

export const metadata: Metadata = { title: 'Письмо' };

export default async function InboxLetterPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  sandboxOnly();
  const { ctx } = await cabinetPage('stores.read', searchParams);
  const letter = await sandboxLetter((await params).id);
  if (!letter) notFound();
  return (
    <>
      <PageHeader
        title={letter.subject || 'Без темы'}
        back={{ href: '/sandbox/inbox', label: 'Почта песочницы' }}
        aside={momentText(letter.at, realNow(), ctx.timeZone)}
      />
      <DefinitionList className="mb-6">
        <Fact term="От кого">{letter.headers['from']}</Fact>
        <Fact term="Кому">{letter.to}</Fact>
        <Fact term="Message-ID">
          <span className="font-mono text-13 wrap-anywhere">{letter.headers['message-id']}</span>
        </Fact>
      </DefinitionList>
      <Section title="Как в почте">
        {/* An empty sandbox: a letter runs nothing and opens nothing here. */}
        <iframe
          title="Письмо"
          sandbox=""
          srcDoc={letter.html}
          className="bg-white h-[60rem] w-full border border-line"
        />
      </Section>
      <Section title="Текстом">
        <pre className="overflow-x-auto font-mono text-13 wrap-anywhere whitespace-pre-wrap" tabIndex={0}>
          {letter.text}
        </pre>
      </Section>
    </>
  );
}
