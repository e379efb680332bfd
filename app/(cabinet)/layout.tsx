import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { ConfirmAgain } from '@/components/access/confirm-again';
import { SignOutButton } from '@/components/access/sign-out-button';
import { ViewingBanner } from '@/components/access/viewing-banner';
import { sectionsFor } from '@/components/layout/menu-items';
import { Shell } from '@/components/layout/shell';
import { isMac } from '@/components/palette/hotkey.rule';
import { PaletteButton } from '@/components/palette/palette-button';
import { roleNames } from '@/lib/access/messages';
import { currentSession } from '@/lib/platform/auth';
import { isSandbox } from '@/lib/platform/env';
import { storeOptions } from '@/lib/stores/queries';

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The frame of the cabinet. It shows what the person may open; each page checks for itself. */
export default async function CabinetLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  if (!session) return children;
  const stored = (await cookies()).get('theme')?.value;
  const stores = await storeOptions(session.ctx);
  return (
    <Shell
      organisation={session.organizationName}
      items={sectionsFor(session.role, isSandbox())}
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
      headerEnd={
        <PaletteButton
          role={session.role}
          isSandbox={isSandbox()}
          isMac={isMac((await headers()).get('user-agent') ?? '')}
        />
      }
    >
      {children}
      <ConfirmAgain />
    </Shell>
  );
}
