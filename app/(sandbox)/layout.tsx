import type { ReactNode } from 'react';
import { sandboxOnly } from '@/lib/platform/page';

export const dynamic = 'force-dynamic';

export default function SandboxLayout({ children }: { children: ReactNode }) {
  sandboxOnly();
  return children;
}
