/** What a report of a mail server says about one letter. */
export interface DeliveryReport {
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** RFC 3463, e.g. 5.1.1 */
  readonly status: string | null;
  /** the words of the server that refused */
  readonly diagnostic: string | null;
}

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

/** Fields of one group, unfolded (RFC 5322, 2.2.3), names in lower case. */
function fieldsOf(group: string): ReadonlyMap<string, string> {
  const lines = group.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([\w-]+)[ \t]*:(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const];
    }),
  );
}

/**
 * The part `message/delivery-status` of a report (RFC 3464, 2.1): one group of fields about the message, then one for
 * each recipient. Our letters have one. Null: it says nothing that can be understood.
 */
export function deliveryReport(
  text: string,
): (DeliveryReport & { readonly envelopeId: string | null }) | null {
  const groups = text.split(/\r?\n[ \t]*\r?\n/).map(fieldsOf);
  const recipient = groups.find((fields) => fields.has('action'));
  const said = recipient?.get('action')?.toLowerCase();
  const action = actions.find((each) => said === each || said?.startsWith(`${each} `));
  if (!recipient || !action) return null;
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(recipient.get('status') ?? '')?.[0] ?? null;
  const diagnostic = recipient.get('diagnostic-code')?.replace(/^[\w-]+\s*;\s*/, '');
  const message = groups.find((fields) => fields.has('original-envelope-id'));
  return {
    action,
    status,
    diagnostic: diagnostic ? diagnostic.slice(0, 300) : null,
    envelopeId: message?.get('original-envelope-id') ?? null,
  };
}

/** Tokens of our letters that a text names: in a return path, a Message-ID, an envelope id. */
export const tokensIn = (text: string): string[] => [...new Set(text.match(/\b[0-9a-f]{32}\b/g) ?? [])];
