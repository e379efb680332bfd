import type { ReactNode } from 'react';
import { StateBadge } from '@/components/sim-cards/state-badge';
import { HealthBadge } from '@/components/terminals/health-badge';
import { GroupedCode } from '@/components/ui/grouped-code';
import type { IconName } from '@/components/ui/icon';
import { phoneText } from '@/lib/sim-cards/labels';
import { type Entries, type Entry } from './entries';
import { matching } from './match.rule';
import type { FoundThings } from './use-found';

/** One line of the list. */
export interface Option {
  readonly key: string;
  readonly href: string;
  readonly icon: IconName;
  /** as it is read out */
  readonly name: string;
  /** as it is shown, where that is not the name */
  readonly title?: ReactNode;
  readonly detail?: string | undefined;
  readonly badge?: ReactNode;
  /** its address says by itself which store is chosen */
  readonly isThing?: boolean;
}

export interface OptionGroup {
  readonly label: string;
  readonly items: readonly Option[];
}

const ofEntry = ({ label, href, icon, section }: Entry): Option => ({
  key: href,
  href,
  icon,
  name: label,
  detail: section,
});

const joined = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join(' · ');

/** An object opens in its own store: another one in the switcher would hide it. */
const opened = (path: string, storeId: string | null, chosen: string | null) =>
  chosen !== null && storeId === chosen ? `${path}?store=${chosen}` : path;

/** Where the whole list says more than fits here. */
const rest = (isMore: boolean, section: string, name: string, query: string): readonly Option[] =>
  isMore
    ? [
        {
          key: `${section}?`,
          href: `${section}?q=${encodeURIComponent(query)}`,
          icon: 'arrow-right',
          name,
          isThing: true,
        },
      ]
    : [];

function thingGroups(found: FoundThings, query: string, chosen: string | null): readonly OptionGroup[] {
  const { terminals, cards, stores } = found;
  const digits = query.replace(/\D/g, '');
  return [
    {
      label: 'Терминалы',
      items: [
        ...terminals.items.map(({ id, name, serialNumber, health, storeId, storeName }) => ({
          key: id,
          href: opened(`/terminals/${id}`, storeId, chosen),
          icon: 'calculator' as const,
          isThing: true,
          name,
          detail: joined(storeName, `№\u00a0${serialNumber}`),
          badge: <HealthBadge health={health} reasons={[]} />,
        })),
        ...rest(terminals.more, '/terminals', 'Все терминалы по этому запросу', query),
      ],
    },
    {
      label: 'Смарт-карты',
      items: [
        ...cards.items.map(({ id, iccid, msisdn, label, state, terminalName, storeId, storeName }) => ({
          key: id,
          href: opened(`/sim-cards/${id}`, storeId, chosen),
          icon: 'card-sim' as const,
          isThing: true,
          name: iccid,
          title: <GroupedCode value={iccid} find={digits || undefined} />,
          detail: joined(label, msisdn && phoneText(msisdn), terminalName, storeName),
          badge: <StateBadge state={state} note={null} />,
        })),
        ...rest(cards.more, '/sim-cards', 'Все смарт-карты по этому запросу', query),
      ],
    },
    {
      label: 'Магазины',
      items: stores.items.map(({ id, name, address }) => ({
        key: id,
        href: opened(`/stores/${id}`, id, chosen),
        icon: 'store' as const,
        isThing: true,
        name,
        detail: address,
      })),
    },
  ];
}

const MOST_NAMED = 6;
const MOST_RELATED = 4;

/** What is offered: without a text what may be done and where one may go, with one what answers it. */
export function groupsOf(
  entries: Entries,
  query: string,
  found: FoundThings | null,
  chosen: string | null,
): readonly OptionGroup[] {
  const { sections, pages, actions } = entries;
  const asked = query.trim();
  if (asked === '') {
    return [
      { label: 'Действия', items: actions.map(ofEntry) },
      { label: 'Разделы', items: sections.map(ofEntry) },
    ];
  }
  const { named, related } = matching([...sections, ...actions, ...pages], asked);
  const groups = [
    { label: 'Разделы и действия', items: named.slice(0, MOST_NAMED).map(ofEntry) },
    ...(found ? thingGroups(found, asked, chosen) : []),
    { label: 'Может подойти', items: related.slice(0, MOST_RELATED).map(ofEntry) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
