import type { Metadata } from 'next';
import { TillApp } from '@/components/till/till-app';

export const metadata: Metadata = { title: 'Виртуальная касса' };

export default function TillPage() {
  return <TillApp />;
}
