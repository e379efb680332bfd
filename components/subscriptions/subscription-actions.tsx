'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { Kopecks } from '@/lib/core/money';
import { type Decision, decisionsFor } from '@/lib/subscriptions/decisions.rule';
import { subscriptionTitle } from '@/lib/subscriptions/labels';
import type { SubscriptionRow } from '@/lib/subscriptions/model';

const SubscriptionDialog = dynamic(() =>
  import('./subscription-dialog').then((loaded) => loaded.SubscriptionDialog),
);

export interface SubscriptionActionsProps {
  subscription: SubscriptionRow;
  balance: Kopecks;
  mayTopUp: boolean;
  look: 'menu' | 'buttons';
}

const names: Record<Decision, string> = {
  renew: 'Продлить сейчас',
  period: 'Сменить период',
  stop: 'Остановить',
  resume: 'Возобновить',
};
const icons = { renew: 'calendar', period: 'calendar-sync', stop: 'circle-stop', resume: 'play' } as const;

export function SubscriptionActions({ look, ...rest }: SubscriptionActionsProps) {
  const { subscription } = rest;
  const [decision, setDecision] = useState<Decision | null>(null);
  const decisions = decisionsFor(subscription);
  if (decisions.length === 0) return null;
  const label = (each: Decision) =>
    each === 'stop' && subscription.state === 'EXPIRED' ? 'Не возвращать' : names[each];
  return (
    <>
      {look === 'menu' ? (
        <Menu
          align="end"
          trigger={<IconButton icon="ellipsis" label={`Действия: ${subscriptionTitle(subscription)}`} />}
        >
          {decisions.map((each) => (
            <MenuItem
              key={each}
              icon={icons[each]}
              danger={each === 'stop'}
              onClick={() => {
                setDecision(each);
              }}
            >
              {label(each)}
            </MenuItem>
          ))}
        </Menu>
      ) : (
        [...decisions].reverse().map((each) => (
          <Button
            key={each}
            icon={icons[each]}
            variant={each === 'renew' || each === 'resume' ? 'primary' : 'secondary'}
            onClick={() => {
              setDecision(each);
            }}
          >
            {label(each)}
          </Button>
        ))
      )}
      {decision ? (
        <SubscriptionDialog
          {...rest}
          decision={decision}
          onClose={() => {
            setDecision(null);
          }}
        />
      ) : null}
    </>
  );
}
