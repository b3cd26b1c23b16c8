import { expect, type Page } from '@playwright/test';
import { e2eEnvironment } from './environment';

/** React has taken over what the server drew, down to every control. Runs in the browser. */
function isTakenOver(): boolean {
  const key = Object.keys(document).find((name) => name.startsWith('__reactContainer$'));
  const fiber = key && Reflect.get(document, key);
  if (!fiber || fiber.stateNode.current.memoizedState.isDehydrated) return false;
  const controls = document.querySelectorAll('form, button, select, textarea, input:not([type="hidden"])');
  return [...controls].every((control) => Object.keys(control).some((name) => name.startsWith('__reactFiber$')));
}

/**
 * Waits until the app's page answers to clicks and keys. A person sees that a first click did nothing and clicks again; a
 * story would wait for what never comes. Pages of others, such as the mailbox, have no script.
 */
export async function untilReady(page: Page): Promise<void> {
  const { baseUrl } = e2eEnvironment();
  const isReady = async () => {
    if (new URL(page.url()).origin !== new URL(baseUrl).origin) return;
    expect(await page.evaluate(isTakenOver), `${page.url()} answers to clicks`).toBe(true);
    // Effects, such as listening for keys, follow when the browser has drawn.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 })));
  };
  // Again also when the page was left meanwhile.
  await expect(isReady).toPass({ timeout: 30_000, intervals: [20, 50, 100, 250] });
}

/** Lets a page be opened and reloaded only as far as it answers to clicks and keys. */
export function readyWhenLoaded(page: Page): Page {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const whenReady = async <T>(reply: T): Promise<T> => {
    await untilReady(page);
    return reply;
  };
  return Object.assign(page, {
    goto: async (...given: Parameters<Page['goto']>) => whenReady(await goto(...given)),
    reload: async (...given: Parameters<Page['reload']>) => whenReady(await reload(...given)),
  });
}
