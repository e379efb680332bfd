import { Button } from '@/components/ui/button';
import { SIGN_OUT_PATH } from './sign-out';

/** Works without JavaScript; where it is, the whole document is left with what it holds. */
export function SignOutButton() {
  return (
    <form method="post" action={SIGN_OUT_PATH}>
      <Button type="submit" variant="secondary" wide icon="log-out">
        Выйти
      </Button>
    </form>
  );
}
