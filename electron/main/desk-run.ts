/** One run of the desk from start to end: exchange, engine, window, status, and a quit that pulls first. */
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import type { EngineCredentials, EngineEndpoint, EngineNotice, StartEngine, WindowId } from '../../shared/contract/engine-messages';
import type { TopicMessage } from '../../shared/contract/envelope';
import { pinAccount } from '../storage/account-pin';
import { openSettings } from '../storage/settings-store';
import { openViewSettings } from '../storage/view-settings-store';
import type { DeskArguments } from './desk-arguments';
import { DeskWindows } from './desk-windows';
import { openWindowDoor } from './ipc/window-door';
import type { Log } from './log';
import { startPracticeExchange, type PracticeExchange } from './practice-process';
import { practiceAccess } from './practice-access';
import type { Profile } from './profile';
import { describeRun } from './runtime-facts';
import { createStatusPrinter, type StatusPrinter } from './status-printer';
import { Subscriptions, type TopicRequest } from './subscriptions';
import { guardDesk, type DeskGuard } from './supervision/desk-guard';
import type { DeskEnd } from './supervision/pull-desk';
import { WindowWatch } from './supervision/window-watch';
import { keepRiskThread, type RiskThread } from './risk-thread';
import { tellOnScreen } from './tell-on-screen';
import { openTerminalWindow } from './window';

export interface DeskRunSettings {
  readonly args: DeskArguments;
  readonly profile: Profile;
  /** Where the bundles are. */
  readonly distDirectory: string;
  readonly log: Log;
}

export class DeskRun {
  readonly #settings: DeskRunSettings;
  readonly #windows: DeskWindows;
  readonly #subscriptions = new Subscriptions();
  readonly #windowWatch = new WindowWatch();
  #guard: DeskGuard | null = null;
  #exchange: PracticeExchange | null = null;
  #risk: RiskThread | null = null;
  #status: StatusPrinter | null = null;

  constructor(settings: DeskRunSettings) {
    this.#settings = settings;
    const viewSettings = openViewSettings(settings.profile.directory);
    const door = openWindowDoor({
      engine: () => this.#guard?.link() ?? null,
      request: (request) => this.#request(request),
      answered: (windowId) => this.#windowWatch.answered(windowId, performance.now()),
      info: (windowId) => describeRun(app.getVersion(), process.versions, windowId),
      loadViewSettings: () => Promise.resolve(viewSettings.load()),
      saveViewSettings: (json) => Promise.resolve(viewSettings.save(json)),
      nowMs: () => performance.now(),
      log: settings.log,
    });
    this.#windows = new DeskWindows({
      door,
      subscriptions: this.#subscriptions,
      watch: this.#windowWatch,
      openWindow: () => {
        const { args, distDirectory, log } = settings;
        return openTerminalWindow({ distDirectory, extent: args.extent, theme: args.theme, title: 'Keel - PRACTICE', log });
      },
      forget: (requests) => requests.forEach((request) => this.#guard?.link()?.post(request)),
    });
  }

  /** The window opens at once and shows that it waits; exchange and engine follow. */
  openWindow(): BrowserWindow {
    return this.#windows.open();
  }

  /** The error says what was expected and what was found; the desk then stays without an engine. */
  async startEngine(): Promise<string | null> {
    const { args, profile, distDirectory, log } = this.#settings;
    const settings = openSettings(profile.directory).load({ isChangeAccepted: args.isSettingsChangeAccepted });
    if (!settings.ok) return settings.error;
    if (settings.value.notice !== '') log.warn(settings.value.notice);
    const host = await this.#findExchange();
    if ('problem' in host) return host.problem;
    const { endpoint, credentials } = practiceAccess(host.host, args.isLookOnly);
    const refused = args.isLookOnly ? null : this.#pinAccount(endpoint, credentials);
    if (refused !== null) return refused;
    if (args.isLookOnly) log.warn('look only: no keys are used, no order can be sent');
    const riskChannel = `keel-risk-${process.pid}`;
    this.#risk = keepRiskThread(join(distDirectory, 'risk', 'risk-worker.cjs'), riskChannel, log);
    const start: StartEngine = {
      type: 'start',
      profileDirectory: profile.directory,
      endpoint,
      credentials,
      environment: endpoint.environment,
      deskVersion: app.getVersion(),
      settings: settings.value.settings,
      sessionSeed: args.seed,
      riskChannel,
      ...(this.#exchange === null ? {} : { exchangeRun: this.#exchange.run }),
      isQuotingOnStart: args.isQuotingOnStart,
    };
    this.#windowWatch.setPolicy(start.settings.uiLossPullSeconds);
    this.#guard = guardDesk({
      start,
      distDirectory,
      windows: this.#windows,
      windowWatch: this.#windowWatch,
      subscriptions: () => this.#subscriptions.requests(),
      onTopic: (windowId, message) => this.#relay(windowId, message),
      onDown: (reason) => this.#loseEngine(reason),
      onSlowStart: (found) => this.#tell('Keel is still starting', found),
      log,
    });
    if (args.isStatusPrinted)
      this.#status = createStatusPrinter(
        (request) => this.#request(request),
        (line) => log.info(line),
      );
    return null;
  }

  /** Something happened to this process that the trader must see. */
  notice(notice: EngineNotice): void {
    this.#guard?.notice(notice);
  }

  /** Pull, verify, close. */
  async end(): Promise<DeskEnd> {
    this.#status?.stop();
    const end = this.#guard ? await this.#guard.end() : 'clean';
    await this.#risk?.stop();
    if (end !== 'unverified') this.#exchange?.stop();
    return end;
  }

  /** After an end that nobody confirmed: resolves when main's pull, which goes on, is confirmed. */
  untilEmpty(): Promise<void> {
    return this.#guard?.untilEmpty() ?? Promise.resolve();
  }

  #request(request: TopicRequest): void {
    this.#subscriptions.apply(request);
    this.#guard?.link()?.post(request);
  }

  /** The error says to which account this profile belongs. */
  #pinAccount(endpoint: EngineEndpoint, { clientId, clientSecret }: EngineCredentials): string | null {
    const { profile, log } = this.#settings;
    log.hide(clientSecret);
    const pinned = pinAccount(profile.directory, { ...endpoint, clientId });
    if (!pinned.ok) return pinned.error;
    log.info(`profile: ${pinned.value}`);
    return null;
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

  #relay(windowId: WindowId | null, message: TopicMessage): void {
    if (windowId === 0) this.#status?.receive(message);
    else this.#windows.relay(windowId, message);
  }

  #loseEngine(message: string): void {
    const text = `The engine stopped: ${message}`;
    this.#tell(
      'Keel has stopped trading',
      `${text}\n\nAll orders were pulled as far as the exchange could be reached; look at its own page, then restart the desk.`,
    );
  }

  /** Into the log, and on the screen where somebody looks at one. */
  #tell(title: string, text: string): void {
    this.#settings.log.error(text.replace(/\n+/gu, ' '));
    if (!this.#settings.args.isStatusPrinted) tellOnScreen(title, text);
  }
}
