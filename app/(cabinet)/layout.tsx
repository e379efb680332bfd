import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { ConfirmAgain } from '@/components/access/confirm-again';
import { SignOutButton } from '@/components/access/sign-out-button';
import { ViewingBanner } from '@/components/access/viewing-banner';
import { menuItems, sandboxItem } from '@/components/layout/menu-items';
import { Shell } from '@/components/layout/shell';
import { roleNames } from '@/lib/access/messages';
import { type Permission, roleMay } from '@/lib/access/permission.rule';
import { currentSession } from '@/lib/platform/auth';
import { isSandbox } from '@/lib/platform/env';
import { storeOptions } from '@/lib/stores/queries';

const needed: Readonly<Record<string, Permission>> = {
  '/terminals': 'terminals.read',
  '/sim-cards': 'simCards.read',
  '/orders': 'cardOrders.read',
  '/modules': 'modules.read',
  '/subscriptions': 'subscriptions.read',
  '/receipts': 'receipts.read',
  '/finance': 'finance.read',
  '/stores': 'stores.read',
  '/staff': 'staff.read',
  '/audit': 'audit.read',
};

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The frame of the cabinet. It shows what the person may open; each page checks for itself. */
export default async function CabinetLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  if (!session) return children;
  const stored = (await cookies()).get('theme')?.value;
  const items = menuItems.map((item) => {
    const permission = needed[item.href];
    return { ...item, visible: permission === undefined || roleMay(session.role, permission) };
  });
  const stores = await storeOptions(session.ctx);
  return (
    <Shell
      organisation={session.organizationName}
      items={isSandbox() ? [...items, sandboxItem] : items}
      stores={stores}
      banner={
        session.viewing ? (
          <ViewingBanner
            role={roleNames[session.role]}
            stores={
              session.ctx.storeIds === null ? 'все магазины' : stores.map(({ name }) => name).join(', ')
            }
          />
        ) : null
      }
      user={{ name: session.userName, role: capital(roleNames[session.role]) }}
      theme={stored === 'light' || stored === 'dark' ? stored : 'system'}
      signOut={<SignOutButton />}
    >
      {children}
      <ConfirmAgain />
    </Shell>
  );
}
