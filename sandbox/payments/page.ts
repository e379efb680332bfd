import { randomBytes } from 'node:crypto';
import { type Outcome, OUTCOMES } from './model';

const NBSP = '\u00a0';
const TEST_CARD = '5555 5555 5555 4444';

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);

const roubles = (value: string): string => {
  const [whole = '0', kopecks = '00'] = value.split('.');
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, NBSP);
  return `${grouped}${kopecks === '00' ? '' : `,${kopecks}`}${NBSP}₽`;
};

const STYLE = `
:root{color-scheme:light dark;--ground:#f6f4ef;--surface:#fdfcf9;--line:#d8d3c8;--edge:#8a8478;--ink:#1f2430;--quiet:#5c6070;--accent:#14603f;--on:#fff;--bad:#a32020}
@media (prefers-color-scheme:dark){:root{--ground:#16181c;--surface:#1e2126;--line:#363a42;--edge:#7d828c;--ink:#eceae4;--quiet:#a9adb7;--accent:#5fc294;--on:#0d1a13;--bad:#f08a8a}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:16px;background:var(--ground);color:var(--ink);font:16px/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{width:100%;max-width:400px;padding:24px;background:var(--surface);border:1px solid var(--line);border-radius:8px}
.note{margin:0 0 24px;padding-bottom:12px;border-bottom:1px solid var(--line);color:var(--quiet);font-size:14px}
h1{margin:0;font-size:20px;line-height:1.2;font-weight:600}
.sum{margin:4px 0 8px;font-size:28px;line-height:1.2;font-weight:600}
.what{margin:0 0 24px;color:var(--quiet);overflow-wrap:anywhere}
label{display:block;margin-bottom:4px;font-size:14px}
input,select{width:100%;min-height:48px;padding:0 12px;font:inherit;letter-spacing:.04em;color:inherit;background:transparent;border:1px solid var(--edge);border-radius:6px}
.next{margin-top:16px}
.saves{margin:12px 0 0;color:var(--quiet);font-size:14px}
.error{margin:4px 0 0;color:var(--bad);font-size:14px}
button,a{display:block;width:100%;min-height:48px;margin-top:12px;padding:11px 12px;font:inherit;text-align:center;color:inherit;background:transparent;border:1px solid var(--edge);border-radius:6px;cursor:pointer;text-decoration:none}
.main{margin-top:24px;font-weight:600;color:var(--on);background:var(--accent);border-color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`;

type PageInput = {
  status: 'pending' | 'succeeded' | 'canceled';
  isWaiting: boolean;
  value: string;
  description: string;
  returnUrl: string | null;
  saves: boolean;
  secure: Outcome | null;
};

const TITLES = { pending: 'Оплата', succeeded: 'Оплачено', canceled: 'Платёж отменён' } as const;

const WORDS: Readonly<Record<Outcome, string>> = {
  succeed: 'пройдёт',
  '3ds': 'с кодом 3-D Secure',
  slow: 'пройдёт не сразу',
  'notification-lost': 'пройдёт, уведомление потеряется',
  'notification-duplicate': 'пройдёт, уведомление придёт дважды',
  'decline:insufficient_funds': 'отказ: на карте мало денег',
  'decline:card_expired': 'отказ: срок карты истёк',
  'decline:permission_revoked': 'отказ навсегда: разрешение на списание отозвано',
  'decline:issuer_unavailable': 'отказ: банк не отвечает',
  'decline:payment_method_limit_exceeded': 'отказ: исчерпан лимит карты',
  'decline:payment_method_restricted': 'отказ: операции по карте ограничены',
  'decline:3d_secure_failed': 'отказ: 3-D Secure не пройден',
  'decline:call_issuer': 'отказ: нужно позвонить в банк',
  'decline:country_forbidden': 'отказ: карта другой страны',
  'decline:fraud_suspected': 'отказ: платёж подозрительный',
  'decline:identification_required': 'отказ: банк просит подтвердить личность',
  'decline:invalid_card_number': 'отказ: номер карты неверный',
  'decline:invalid_csc': 'отказ: код с оборота неверный',
  'decline:internal_timeout': 'отказ: платёжная система не успела',
  'decline:general_decline': 'отказ без объяснения',
};

const invalid = (error: string | undefined) => (error ? ' aria-invalid="true" aria-describedby="error"' : '');
const errorOf = (error: string | undefined) =>
  error ? `<p class="error" id="error" role="alert">${escapeHtml(error)}</p>` : '';

const cardForm = (sum: string, saves: boolean, error: string | undefined): string => `
<form method="post">
<label for="card">Номер карты</label>
<input id="card" name="card" value="${TEST_CARD}" inputmode="numeric" autocomplete="off" maxlength="23" required${invalid(error)}>
${errorOf(error)}
<label class="next" for="outcome">Что будет с платежом</label>
<select id="outcome" name="outcome"><option value="">как задано в песочнице</option>${OUTCOMES.map(
  (each) => `<option value="${each}">${escapeHtml(WORDS[each])}</option>`,
).join('')}</select>
${saves ? '<p class="saves">Карта будет сохранена: магазин сможет списывать с неё по вашему поручению</p>' : ''}
<button class="main" name="action" value="pay">Оплатить ${sum}</button>
<button name="action" value="refuse" formnovalidate>Отказаться</button>
</form>`;

const secureForm = (sum: string, error: string | undefined): string => `
<form method="post">
<label for="code">Код из СМС</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="4" required${invalid(error)}>
${errorOf(error)}
<p class="saves">В песочнице подходит любой из четырёх цифр</p>
<button class="main" name="action" value="confirm">Подтвердить ${sum}</button>
<button name="action" value="refuse" formnovalidate>Отказаться</button>
</form>`;

const formOf = (payment: PageInput, sum: string, error: string | undefined): string =>
  payment.secure === null ? cardForm(sum, payment.saves, error) : secureForm(sum, error);

const backOf = (returnUrl: string | null): string =>
  returnUrl === null ? '' : `<a href="${escapeHtml(returnUrl)}">Вернуться в магазин</a>`;

/** The payer's page and its headers; nothing is typed into it that is kept. */
export function payPage(
  payment: PageInput,
  error?: string,
): { html: string; headers: Record<string, string> } {
  const nonce = randomBytes(16).toString('base64');
  const sum = escapeHtml(roubles(payment.value));
  const title = payment.isWaiting
    ? 'Платёж обрабатывается'
    : payment.secure === null
      ? TITLES[payment.status]
      : 'Подтверждение 3-D Secure';
  const isOpen = payment.status === 'pending' && !payment.isWaiting;
  const html = `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} ${sum}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<p class="note">Песочница: карта вымышленная, деньги не списываются</p>
<h1>${title}</h1>
<p class="sum">${sum}</p>
<p class="what">${escapeHtml(payment.description)}</p>
${isOpen ? formOf(payment, sum, error) : backOf(payment.returnUrl)}
</main>
</body>
</html>`;
  return {
    html,
    headers: {
      'Content-Security-Policy': [
        "default-src 'none'",
        `style-src 'nonce-${nonce}'`,
        'img-src data:',
        `form-action 'self' ${payment.returnUrl === null ? '' : new URL(payment.returnUrl).origin}`.trim(),
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'Referrer-Policy': 'same-origin',
      'X-Frame-Options': 'DENY',
      'Cross-Origin-Opener-Policy': 'same-origin',
    },
  };
}
