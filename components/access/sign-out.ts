export const SIGN_OUT_PATH = '/sign-out';

/** What the button «Выйти» does, from elsewhere: the whole document is left, so nothing of the cabinet stays. */
export function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = SIGN_OUT_PATH;
  document.body.append(form);
  form.submit();
}
