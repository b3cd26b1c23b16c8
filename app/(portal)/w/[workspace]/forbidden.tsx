import { MessagePage } from '@/components/layout/message-page';

export default function WorkspaceForbidden() {
  return (
    <MessagePage bare eyebrow="403" title="Your role does not allow this">
      An owner or admin of this workspace can do it, or can give you a role that may.
    </MessagePage>
  );
}
