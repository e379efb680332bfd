/** The form of the top-up with what is missing, in whole roubles. */
export const topUpHref = (missingKopecks: number): string =>
  missingKopecks > 0 ? `/finance/top-up?amount=${Math.ceil(missingKopecks / 100)}` : '/finance/top-up';
