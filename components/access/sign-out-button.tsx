import { Button } from '@/components/ui/button';

/** Works without JavaScript; where it is, the whole document is left with what it holds. */
export function SignOutButton() {
  return (
    <form method="post" action="/sign-out">
      <Button type="submit" variant="secondary" wide icon="log-out">
        Выйти
      </Button>
    </form>
  );
}
