'use client';

import {
  type ComponentType,
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { ToastRegionProps } from './toast-region';
import type { Tone } from './tone';

export interface ToastMessage {
  title: string;
  text?: string | undefined;
  tone?: Tone | undefined;
  action?: { label: string; onClick: () => void } | undefined;
  /** Milliseconds; failures and messages with an action stay until closed. */
  timeout?: number | undefined;
}

const ToastContext = createContext<(message: ToastMessage) => void>(() => undefined);

/** Returns `toast(message)`. */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [Region, setRegion] = useState<ComponentType<ToastRegionProps> | null>(null);
  const waiting = useRef<ToastMessage[]>([]);
  const add = useRef<((message: ToastMessage) => void) | null>(null);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const toast = useCallback((message: ToastMessage) => {
    if (add.current) {
      add.current(message);
      return;
    }
    waiting.current.push(message);
    void import('./toast-region').then((loaded) => {
      if (alive.current) setRegion(() => loaded.ToastRegion);
    });
  }, []);

  const ready = useCallback((send: (message: ToastMessage) => void) => {
    add.current = send;
    for (const message of waiting.current.splice(0)) send(message);
  }, []);

  return (
    <ToastContext value={toast}>
      {children}
      {Region ? <Region onReady={ready} /> : null}
    </ToastContext>
  );
}
