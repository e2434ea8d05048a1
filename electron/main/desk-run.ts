/** One run of the desk from start to end: exchange, engine, window, status, and a quit that pulls first. */
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { TopicMessage } from '../../shared/contract/envelope';
import type { StartEngine } from '../../shared/contract/engine-messages';
import { openSettings } from '../storage/settings-store';
import { openViewSettings } from '../storage/view-settings-store';
import type { DeskArguments } from './desk-arguments';
import { EngineLink, startEngineThread } from './engine-link';
import { openWindowDoor, type WindowDoor } from './ipc/window-door';
import type { Log } from './log';
import { startPracticeExchange, type PracticeExchange } from './practice-process';
import { practiceAccess } from './practice-access';
import type { Profile } from './profile';
import { describeRun } from './runtime-facts';
import { createStatusPrinter, type StatusPrinter } from './status-printer';
import { Subscriptions } from './subscriptions';
import { tellOnScreen } from './tell-on-screen';
import { openTerminalWindow } from './window';
import { channels } from '../../shared/contract/channels';

export interface DeskRunSettings {
  readonly args: DeskArguments;
  readonly profile: Profile;
  /** Where the bundles are. */
  readonly distDirectory: string;
  readonly log: Log;
}

export class DeskRun {
  readonly #settings: DeskRunSettings;
  readonly #door: WindowDoor;
  readonly #windows = new Map<number, BrowserWindow>();
  readonly #subscriptions = new Subscriptions();
  #engine: EngineLink | null = null;
  #exchange: PracticeExchange | null = null;
  #status: StatusPrinter | null = null;

  constructor(settings: DeskRunSettings) {
    this.#settings = settings;
    const viewSettings = openViewSettings(settings.profile.directory);
    this.#door = openWindowDoor({
      engine: () => this.#engine,
      request: (request) => {
        this.#subscriptions.apply(request);
        this.#engine?.post(request);
      },
      info: (windowId) => describeRun(app.getVersion(), process.versions, windowId),
      loadViewSettings: () => Promise.resolve(viewSettings.load()),
      saveViewSettings: (json) => Promise.resolve(viewSettings.save(json)),
      nowMs: () => performance.now(),
      log: settings.log,
    });
  }

  /** The window opens at once and shows that it waits; exchange and engine follow. */
  openWindow(): BrowserWindow {
    const { args, distDirectory, log } = this.#settings;
    const window = openTerminalWindow({ distDirectory, extent: args.extent, theme: args.theme, title: 'Keel - PRACTICE', log });
    const windowId = window.webContents.id;
    this.#door.admit(windowId);
    this.#windows.set(windowId, window);
    window.on('closed', () => {
      this.#door.dismiss(windowId);
      this.#windows.delete(windowId);
      for (const request of this.#subscriptions.forget(windowId)) this.#engine?.post(request);
    });
    return window;
  }

  /** The error says what was expected and what was found; the desk then stays without an engine. */
  async startEngine(): Promise<string | null> {
    const { args, profile, distDirectory, log } = this.#settings;
    const settings = openSettings(profile.directory).load();
    if (!settings.ok) return settings.error;
    if (settings.value.notice !== '') log.warn(settings.value.notice);
    const host = await this.#findExchange();
    if ('problem' in host) return host.problem;
    const { endpoint, credentials } = practiceAccess(host.host);
    log.hide(credentials.clientSecret);
    const start: StartEngine = {
      type: 'start',
      profileDirectory: profile.directory,
      endpoint,
      credentials,
      environment: endpoint.environment,
      deskVersion: app.getVersion(),
      settings: settings.value.settings,
      sessionSeed: args.seed,
      isQuotingOnStart: args.isQuotingOnStart,
    };
    const port = startEngineThread(join(distDirectory, 'engine', 'engine-worker.cjs'));
    const engine = new EngineLink(
      port,
      {
        onTopic: (windowId, message) => this.#relay(windowId, message),
        onReady: () => log.info('engine: ready'),
        onLost: (message) => this.#loseEngine(message),
      },
      log,
    );
    engine.start(start);
    this.#engine = engine;
    for (const request of this.#subscriptions.requests()) engine.post(request);
    if (args.isStatusPrinted) this.#status = createStatusPrinter(engine, (line) => log.info(line));
    return null;
  }

  /** Pull, verify, close. `true` if the engine confirmed. */
  async end(): Promise<boolean> {
    this.#status?.stop();
    const isClean = this.#engine ? await this.#engine.shutdown() : true;
    this.#exchange?.stop();
    return isClean;
  }

  async #findExchange(): Promise<{ readonly host: string } | { readonly problem: string }> {
    const { args, distDirectory, log } = this.#settings;
    if (args.exchange !== null) return { host: args.exchange };
    const started = await startPracticeExchange({
      serverPath: join(distDirectory, 'practice', 'server.cjs'),
      seed: args.seed,
      replay: args.replay,
      hasOptionBook: args.hasOptionBook,
      log,
      onEnded: (reason) => log.error(`${reason}; the desk stays halted until it is started again`),
    });
    if (!started.ok) return { problem: started.error };
    this.#exchange = started.value;
    log.info(`exchange: practice, on ${started.value.host}`);
    return { host: started.value.host };
  }

  #relay(windowId: number | null, message: TopicMessage): void {
    if (windowId === 0) return this.#status?.receive(message);
    for (const [id, window] of this.#windows) {
      const isMeant = windowId === null ? this.#subscriptions.isSubscribed(id, message.topic) : id === windowId;
      if (isMeant && !window.isDestroyed()) window.webContents.send(channels.topic, message);
    }
  }

  #loseEngine(message: string): void {
    const text = `The engine stopped: ${message}`;
    this.#settings.log.error(`${text}; the desk stays halted, restart it`);
    if (this.#settings.args.isStatusPrinted) return;
    tellOnScreen('Keel has stopped trading', `${text}\n\nQuotes are canceled by the exchange when the connection ends. Restart the desk.`);
  }
}
