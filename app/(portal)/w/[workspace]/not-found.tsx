import { MessagePage } from '@/components/layout/message-page';

export default function WorkspacePageNotFound() {
  return (
    <MessagePage bare eyebrow="404" title="There is nothing here">
      What you look for does not exist in this workspace, or no longer does.
    </MessagePage>
  );
}
