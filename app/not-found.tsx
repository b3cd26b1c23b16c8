import type { Metadata } from 'next';
import Link from 'next/link';
import { MessagePage } from '@/components/layout/message-page';
import { buttonVariants } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Not found' };

/** The same for what does not exist and for what belongs to others: neither is told apart. */
export default function NotFound() {
  return (
    <MessagePage
      eyebrow="404"
      title="There is nothing here"
      actions={
        <Link prefetch={false} href="/" className={buttonVariants()}>
          Go to your workspace
        </Link>
      }
    >
      The page does not exist, or it belongs to a workspace that you are not a member of. If somebody sent you this
      address, ask them to invite you.
    </MessagePage>
  );
}
