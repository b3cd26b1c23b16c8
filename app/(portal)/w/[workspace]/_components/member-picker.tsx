import Form from 'next/form';
import { AutoSubmitSelect } from '@/components/auto-submit-select';
import { Button } from '@/components/ui/button';

interface MemberPickerProps {
  action: string;
  members: { id: string; name: string }[];
  selected: string | undefined;
}

/** Whole workspace or one member; the choice lives in the address. */
export function MemberPicker({ action, members, selected }: MemberPickerProps) {
  return (
    <Form prefetch={false} action={action} className="flex items-center gap-2" key={selected ?? 'all'}>
      <label htmlFor="member" className="sr-only">
        Show
      </label>
      <AutoSubmitSelect id="member" name="member" defaultValue={selected ?? ''} className="w-52">
        <option value="">Whole workspace</option>
        {members.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </AutoSubmitSelect>
      <noscript>
        <Button type="submit" variant="outline">
          Show
        </Button>
      </noscript>
    </Form>
  );
}
