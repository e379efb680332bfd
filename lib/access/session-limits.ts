/** A session ends this long after it was opened, whatever is done in it. */
export const SESSION_DAYS = 30;
/** And this long after it was last used. */
export const IDLE_DAYS = 7;
/** So long a password given once stands for what needs one (money, rights, keys). */
export const CONFIRMED_MINUTES = 15;
