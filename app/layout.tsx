import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Кассовый кабинет', template: '%s — Кассовый кабинет' },
  description: 'Кассы, смарт-карты, подписки и чеки вашей организации в одном месте.',
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f5f0' },
    { media: '(prefers-color-scheme: dark)', color: '#161310' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const stored = (await cookies()).get('theme')?.value;
  const theme = stored === 'light' || stored === 'dark' ? stored : undefined;
  return (
    <html lang="ru" data-theme={theme} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
