/** Product time. In the sandbox it can be moved ahead of real time. */
export interface Clock {
  now(): Date;
}

export const clockAt = (offsetMs: number): Clock => ({ now: () => new Date(Date.now() + offsetMs) });

export const fixedClock = (iso: string): Clock => {
  const at = new Date(iso).getTime();
  return { now: () => new Date(at) };
};
