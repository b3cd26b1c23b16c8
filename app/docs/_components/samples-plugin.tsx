import { createRoot } from 'react-dom/client';
import type { SwaggerComponent, SwaggerPlugin, SwaggerSystem } from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import { type Sample, Samples, type SampleTexts } from './samples';

const Nothing: SwaggerComponent = () => null;

function samplesOf({ specSelectors }: SwaggerSystem, { path, method }: Record<string, unknown>): Sample[] {
  const node = specSelectors.specJson().getIn(['paths', String(path), String(method), 'x-codeSamples']);
  return (node?.toJS() ?? []) as Sample[];
}

const descriptionOf = (response: unknown): string =>
  String((response as { get?(name: string): unknown }).get?.('description') ?? '');

/** Places that have their snippets; the viewer tells of each several times. */
const shown = new WeakSet<HTMLElement>();

/**
 * What the viewer gets from us. Snippets stand above the replies of each call; they are a root of their own, because the
 * viewer brings another React. Refusals are folded to a line each, or they would bury the reply. The viewer's heading
 * and its choice of servers are left out: the page has the one, and there is only this server.
 */
export const samplesPlugin = (texts: SampleTexts): SwaggerPlugin => ({
  components: { InfoContainer: Nothing, ServersContainer: Nothing },
  wrapComponents: {
    // A link inside the button that opens the call would be one control inside another.
    DeepLink: (_original, system) => (props) => system.React.createElement('span', null, props.text as string),
    responses: (original, system) => (props) => {
      const { createElement, Fragment } = system.React;
      const samples = samplesOf(system, props);
      const show = (node: HTMLElement | null) => {
        if (!node || shown.has(node)) return;
        shown.add(node);
        createRoot(node).render(<Samples samples={samples} texts={texts} />);
      };
      const place = samples.length > 0 ? createElement('div', { ref: show, className: 'px-4' }) : null;
      return createElement(Fragment, null, place, createElement(original, props));
    },
    response: (original, system) => (props) => {
      const { createElement } = system.React;
      const row = createElement(original, props);
      if (Number(props.code) < 400) return row;
      const summary = createElement(
        'summary',
        null,
        createElement('strong', null, String(props.code)),
        ` ${descriptionOf(props.response).replaceAll('`', '')}`,
      );
      const table = createElement('table', { role: 'presentation' }, createElement('tbody', null, row));
      const details = createElement('details', { className: 'refusal' }, summary, table);
      return createElement('tr', null, createElement('td', { colSpan: 3 }, details));
    },
  },
});
