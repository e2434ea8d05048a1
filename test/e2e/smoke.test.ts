/** The window opens and every door of the browser that the terminal does not need is shut. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type RunningDesk } from '../support/electron-app';

let desk: RunningDesk;

beforeAll(async () => {
  desk = await openDesk({ extent: { width: 1280, height: 800 } });
  await desk.page.waitForLoadState('domcontentloaded');
});

afterAll(async () => {
  await desk.close();
});

describe('the window', () => {
  it('shows the terminal from its own scheme, at the size asked for', async () => {
    expect(desk.page.url()).toMatch(/^app:\/\/terminal\/index\.html/);
    // A window that was just made has no extent until it was laid out once.
    await desk.page.waitForFunction(() => innerWidth > 0);
    expect(await desk.page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 800]);
  });

  it('is the production build of the window, whatever the environment it was built in', async () => {
    const scripts = await desk.page.evaluate(() => [...document.scripts].map((script) => script.src));
    expect(scripts.length).toBeGreaterThan(0);
    const texts = await Promise.all(
      scripts.map((url) => desk.app.evaluate(async ({ net }, address) => (await net.fetch(address)).text(), url)),
    );
    expect(texts.join('').includes('jsxDEV')).toBe(false);
  });

  it('has a bridge and nothing of Node or Electron', async () => {
    const globals = await desk.page.evaluate(() => ({
      bridge: Object.keys(Reflect.get(globalThis, 'keel') as object).sort(),
      leaks: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter((name) =>
        Reflect.has(globalThis, name),
      ),
    }));
    expect(globals.leaks).toEqual([]);
    expect(globals.bridge).toEqual(['info', 'loadViewSettings', 'reportPainted', 'resnapshot', 'saveViewSettings', 'send', 'subscribe']);
  });

  it('runs isolated, sandboxed and without Node', async () => {
    const preferences = await desk.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents ? (Reflect.get(contents, 'getLastWebPreferences') as () => Record<string, unknown>).call(contents) : {};
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });
});

describe('content security', () => {
  it('never runs text as a script: no inline script, no handler, no eval', async () => {
    const attempts = await desk.page.evaluate(async () => {
      const code = 'document.title = "ran"';
      const tries: Readonly<Record<string, () => void>> = {
        inline: () => {
          const script = document.createElement('script');
          script.textContent = code;
          document.head.append(script);
        },
        handler: () => document.body.setAttribute('onclick', code),
        evaluation: () => void Reflect.get(globalThis, 'eval').call(globalThis, code),
      };
      const outcomes: string[] = [];
      for (const [name, attempt] of Object.entries(tries)) {
        // In a task of its own: code that a debugger evaluates is exempt from the policy.
        await new Promise<void>((resolve) => {
          setTimeout(() => {
            try {
              attempt();
              outcomes.push(`${name}: no objection`);
            } catch (error) {
              outcomes.push(`${name}: ${error instanceof Error ? error.name : 'thrown'}`);
            }
            resolve();
          });
        });
      }
      document.body.click();
      return { outcomes, title: document.title };
    });
    expect(attempts.title).not.toBe('ran');
    expect(attempts.outcomes).toEqual(['inline: TypeError', 'handler: TypeError', 'evaluation: EvalError']);
  });

  it('reaches no network, not even this machine', async () => {
    const outcome = await desk.page.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(outcome).toBe('refused');
    const policy = await desk.page.evaluate(() => {
      return new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
        void fetch('https://example.invalid/').catch(() => undefined);
      });
    });
    expect(policy).toBe('connect-src');
  });

  it('serves nothing outside its own files', async () => {
    const statuses = await desk.app.evaluate(async ({ net }) => {
      const paths = ['/../main/main.cjs', '/%2e%2e/main/main.cjs', '/missing.html', '//etc/passwd'];
      return Promise.all(paths.map(async (path) => (await net.fetch(`app://terminal${path}`)).status));
    });
    expect(statuses).toEqual([404, 404, 404, 404]);
  });

  it('stays where it is when told to leave', async () => {
    const before = desk.page.url();
    await desk.page.evaluate(() => {
      location.href = 'https://example.invalid/';
    });
    await desk.page.waitForTimeout(300);
    expect(desk.page.url()).toBe(before);
  });

  it('opens no second window and grants no permission', async () => {
    const opened = await desk.page.evaluate(() => window.open('app://terminal/index.html') === null);
    expect(opened).toBe(true);
    const permission = await desk.page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then((status) => status.state));
    expect(permission).toBe('denied');
    expect(desk.app.windows()).toHaveLength(1);
  });
});

describe('messages from the window', () => {
  it('are denied when the command is unknown, malformed or has arguments too many', async () => {
    const outcomes = await desk.page.evaluate(async () => {
      const { send } = Reflect.get(globalThis, 'keel') as { send: (...values: unknown[]) => Promise<{ status: string; reason: string }> };
      const id = crypto.randomUUID();
      return Promise.all([
        send(id, 'no-such-command', {}),
        send(id, '__proto__', {}),
        send('not-a-uuid', 'disarm', {}),
        send(id, 'place-order', { instrumentId: 'deribit:BTC-PERPETUAL', side: 'buy', price: 'many' }),
        send(id, 'kill', { extra: true }),
      ]);
    });
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['denied', 'denied', 'denied', 'denied', 'denied']);
    expect(outcomes[0]?.reason).toContain('"no-such-command"');
    expect(outcomes[2]?.reason).toContain('UUID');
    expect(outcomes[3]?.reason).toContain('price');
  });

  it('keep view settings per profile and refuse what is no JSON', async () => {
    const kept = await desk.page.evaluate(async () => {
      const keel = Reflect.get(globalThis, 'keel') as {
        saveViewSettings: (json: string) => Promise<void>;
        loadViewSettings: () => Promise<string | null>;
      };
      await keel.saveViewSettings('{"layout":"test"}');
      const refused = await keel.saveViewSettings('{broken').then(
        () => 'kept',
        () => 'refused',
      );
      return { refused, text: await keel.loadViewSettings() };
    });
    expect(kept).toEqual({ refused: 'refused', text: '{"layout":"test"}' });
  });

  it('name the runtime and whether it is the fallback', async () => {
    const info = await desk.page.evaluate(() =>
      (Reflect.get(globalThis, 'keel') as { info: () => Promise<Record<string, unknown>> }).info(),
    );
    const electron = await desk.app.evaluate(() => process.versions.electron);
    expect(info['runtime']).toContain(electron);
    expect(info['isFallbackRuntime']).toBe(Number.parseInt(electron, 10) < 30);
  });
});
