/** Ends the session and leads to the sign-in page; the whole document is loaded, so nothing of the cabinet stays. */
export async function signOut(): Promise<void> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  await fetch('/api/auth/signout', {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, json: 'true' }),
  });
  window.location.assign('/sign-in');
}
