import { LogOut } from 'lucide-react';
import { ThemeSwitch } from './theme-switch';

export function UserPanel({ user }: { user: { email: string; role: string } }) {
  return (
    <section aria-label="You" className="p-2">
      <p className="truncate px-2.5 pt-1 pb-2 text-sm">
        {user.email}
        <span className="block text-muted-foreground text-xs">{user.role}</span>
      </p>
      <ThemeSwitch />
      <form method="post" action="/api/auth/signout">
        <input type="hidden" name="callbackUrl" value="/sign-in" />
        <button
          type="submit"
          className="mt-1 flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-sm hover:bg-muted max-lg:h-11"
        >
          <LogOut aria-hidden="true" className="size-4 text-muted-foreground" />
          Sign out
        </button>
      </form>
    </section>
  );
}
