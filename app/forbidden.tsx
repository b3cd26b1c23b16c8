import type { Metadata } from 'next';
import Link from 'next/link';
import { MessagePage } from '@/components/layout/message-page';
import { buttonVariants } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Not allowed' };

export default function Forbidden() {
  return (
    <MessagePage
      eyebrow="403"
      title="Your role does not allow this"
      actions={
        <Link prefetch={false} href="/" className={buttonVariants()}>
          Back to the overview
        </Link>
      }
    >
      An owner or admin of the workspace can do it, or can give you a role that may.
    </MessagePage>
  );
}
