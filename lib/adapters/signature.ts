import { createHmac, timingSafeEqual } from 'node:crypto';

const TOLERANCE_S = 300;

/** `t=…,v1=…`: HMAC-SHA256 over `t.rawBody` with any of the secrets, not older than 300 s. */
export const isSigned = (
  header: string | null,
  rawBody: string,
  secrets: string[],
  nowMs: number,
): boolean => {
  const parts = (header ?? '').split(',').map((part) => part.trim());
  const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
  if (!/^\d{1,12}$/.test(time) || Math.abs(nowMs / 1000 - Number(time)) > TOLERANCE_S) return false;
  const given = parts.filter((part) => /^v1=[0-9a-f]{64}$/.test(part)).map((part) => part.slice(3));
  return secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${time}.${rawBody}`).digest();
    return given.some((signature) => timingSafeEqual(Buffer.from(signature, 'hex'), expected));
  });
};

/** A setting may hold several secrets separated by commas while one replaces another. */
export const secretsOf = (setting: string): string[] =>
  setting
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
