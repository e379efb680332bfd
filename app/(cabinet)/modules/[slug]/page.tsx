import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import {
  InstallInCabinetButton,
  UninstallInCabinetDialog,
} from '@/components/installations/cabinet-module-buttons';
import { ModulePlaces } from '@/components/installations/module-places';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Link } from '@/components/ui/link';
import type { Context } from '@/lib/access/context';
import { roleNames } from '@/lib/access/messages';
import { rolesWith } from '@/lib/access/permission.rule';
import { modelsWith } from '@/lib/catalog/hardware.rule';
import { billingPeriods, type Catalog, type CatalogModule, periodNames } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { formatMoney } from '@/lib/core/money';
import { counted, dateInText, type PluralForms } from '@/lib/core/text';
import type { CabinetInstallation, ConcernedCard } from '@/lib/installations/model';
import { cabinetInstallations, installationCounts, removalPreview } from '@/lib/installations/queries';
import { placesOf } from '@/lib/installations/runs';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { cardTail } from '@/lib/sim-cards/labels';
import { floorInWords } from '@/lib/terminals/pos-version.rule';

export const metadata: Metadata = { title: 'Модуль' };

export default async function ModulePage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
}) {
  const { ctx, session, allowed, may } = await cabinetPage('modules.read', searchParams);
  if (!allowed) return <NoAccess what="Модули" />;
  const catalog = await loadCatalog(ctx.db);
  const module = catalog.modules.get((await params).slug);
  if (!module) notFound();
  const inCabinet = module.scope === 'ORGANIZATION';
  const [cabinet, counts, places] = await Promise.all([
    cabinetInstallations(ctx),
    installationCounts(ctx),
    inCabinet ? [] : placesOf(ctx, module.slug),
  ]);
  const own = cabinet.get(module.slug);
  // A module of the cabinet stands over all stores, whichever one the header has chosen.
  const whole = session.ctx;
  const mayHere = may('modules.install') && (!inCabinet || whole.storeIds === null);
  return (
    <>
      <PageHeader
        title={module.name}
        back={{ href: '/modules', label: 'Модули' }}
        state={inCabinet ? <CabinetState own={own} /> : <Where count={counts.get(module.slug) ?? 0} />}
        lead={module.summary}
        action={
          !mayHere ? null : inCabinet ? (
            <CabinetAction ctx={whole} module={module} own={own} />
          ) : (
            <Button variant="primary" href={`/modules/${module.slug}/install`}>
              Установить на кассы
            </Button>
          )
        }
      />
      <div className="max-w-3xl">
        <p className="text-16">{module.description}</p>
        {inCabinet && !mayHere ? (
          <p className="mt-3 text-ink-2">
            Модуль действует на все магазины. Установить и удалить его может владелец организации.
          </p>
        ) : null}
        <Section title="Что нужно">
          <Needs catalog={catalog} module={module} />
        </Section>
        <Section title="Сколько стоит">
          <Prices catalog={catalog} module={module} />
        </Section>
        {inCabinet ? null : (
          <Section
            id="places"
            title="Где установлен"
            count={places.length > 0 ? String(places.length) : undefined}
          >
            <ModulePlaces catalog={catalog} places={places} />
          </Section>
        )}
      </div>
    </>
  );
}

function CabinetState({ own }: { own: CabinetInstallation | undefined }) {
  if (!own) return <Badge tone="off">Не установлен</Badge>;
  if (own.state === 'REMOVING' && own.endsOn)
    return <Badge tone="attention">Удаляется, работает до {dateInText(own.endsOn)}</Badge>;
  return <Badge tone="works">Установлен</Badge>;
}

const Where = ({ count }: { count: number }) =>
  count > 0 ? (
    <Badge tone="works">Установлен на {counted(count, ['кассе', 'кассах', 'кассах'])}</Badge>
  ) : (
    <Badge tone="off">Не установлен ни на одной кассе</Badge>
  );

const cardForms: PluralForms = ['смарт-карта', 'смарт-карты', 'смарт-карт'];
const NAMED_CARDS = 12;

/** «…6789 (Прилавок 1), …0123 и ещё 4». */
function cardNames(cards: readonly ConcernedCard[]): string {
  const names = cards
    .slice(0, NAMED_CARDS)
    .map(({ iccid, place }) => (place ? `${cardTail(iccid)} (${place})` : cardTail(iccid)));
  const more = cards.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` и ещё ${String(more)}` : ''}`;
}

async function CabinetAction({
  ctx,
  module,
  own,
}: {
  ctx: Context;
  module: CatalogModule;
  own: CabinetInstallation | undefined;
}) {
  const names = { moduleSlug: module.slug, moduleName: module.name };
  if (own?.state !== 'INSTALLED')
    return <InstallInCabinetButton {...names} again={own?.state === 'REMOVING'} />;
  const { endsOn, paid, overdue } = await removalPreview(ctx, module.planSlugs);
  const consequences = [
    ...(endsOn
      ? [
          `Оплачено: ${counted(paid.length, cardForms)}. Всё работает до ${dateInText(endsOn)}, потом карты отключатся.`,
          `Эти карты: ${cardNames(paid)}.`,
          'Подписки этих карт больше не продлеваются, деньги за оплаченный срок не возвращаются.',
        ]
      : ['Оплаченных смарт-карт нет, модуль удалится сразу.']),
    ...(overdue.length > 0
      ? [`Просрочено: ${counted(overdue.length, cardForms)}, ${cardNames(overdue)}. Они отключатся сразу.`]
      : []),
    endsOn
      ? 'Если установить модуль снова до этого дня, ничего платить не нужно и тариф сохранится.'
      : 'Установить его снова можно в любой момент бесплатно.',
  ];
  return <UninstallInCabinetDialog {...names} consequences={consequences} />;
}

function Needs({ catalog, module }: { catalog: Catalog; module: CatalogModule }) {
  const links = (slugs: readonly string[]) =>
    slugs.map((slug, index) => (
      <span key={slug}>
        {index > 0 ? ', ' : ''}
        <Link href={`/modules/${slug}`}>{catalog.modules.get(slug)?.name ?? slug}</Link>
      </span>
    ));
  const whole = module.posVersions[''];
  const features = Object.entries(module.posVersions).filter(([feature]) => feature !== '');
  const kits = module.kitSlugs.map((slug) => `«${catalog.kits.get(slug)?.name ?? slug}»`).join(' или ');
  const ownPlan = module.planSlugs.some((slug) => catalog.plans.get(slug)?.subject === 'TERMINAL');
  return (
    <DefinitionList>
      <Fact term="Где работает">{module.scope === 'ORGANIZATION' ? 'в кабинете' : 'на кассе'}</Fact>
      {kits ? (
        <Fact term={ownPlan ? 'Оплаченный комплект или сам модуль' : 'Оплаченный комплект'}>{kits}</Fact>
      ) : null}
      {module.requires.length > 0 ? (
        <Fact term="Другой модуль на той же кассе">{links(module.requires)}</Fact>
      ) : null}
      {module.conflictsWith.length > 0 ? (
        <Fact term="Не работает вместе с">{links(module.conflictsWith)}</Fact>
      ) : null}
      {whole ? <Fact term="EvotorPOS">не старше {floorInWords(whole)}</Fact> : null}
      {features.map(([feature, floor]) => (
        <Fact key={feature} term={`EvotorPOS для ${module.features[feature] ?? feature}`}>
          не старше {floorInWords(floor)}
        </Fact>
      ))}
      {module.hardware.map((slug) => (
        <Fact key={slug} term="Касса" note={`есть у моделей: ${modelsWith(catalog, [slug]).join(', ')}`}>
          {catalog.hardware.get(slug) ?? slug}
        </Fact>
      ))}
      <Fact term="Версия модуля">{module.version}</Fact>
      <Fact term="Разработчик">{module.publisher}</Fact>
      <Fact term="Кто устанавливает и удаляет">
        {rolesWith('modules.install')
          .map((role) => roleNames[role].toLowerCase())
          .join(', ')}
      </Fact>
    </DefinitionList>
  );
}

function Prices({ catalog, module }: { catalog: Catalog; module: CatalogModule }) {
  const plans = [
    ...module.planSlugs.map((slug) => ({ name: catalog.plans.get(slug)?.name ?? slug, slug })),
    ...module.kitSlugs.map((slug) => ({
      name: `Комплект «${catalog.kits.get(slug)?.name ?? slug}»`,
      slug: catalog.kits.get(slug)?.planSlug ?? '',
    })),
  ];
  if (plans.length === 0) return <p>Бесплатно.</p>;
  return (
    <DefinitionList>
      {plans.map(({ name, slug }) => {
        const plan = catalog.plans.get(slug);
        if (!plan) return null;
        const per = plan.subject === 'SMART_CARD' ? 'за каждую активную карту' : 'за каждую кассу';
        return (
          <Fact key={slug} term={name} note={per}>
            {billingPeriods.map((period) => (
              <span key={period} className="block">
                {formatMoney(plan.prices[period])} {periodNames[period]}
              </span>
            ))}
          </Fact>
        );
      })}
    </DefinitionList>
  );
}
