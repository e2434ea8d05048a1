/** The three things of Electron that the preload may touch; its full types would bring Node into a room without it. */
declare module 'electron' {
  export const contextBridge: { exposeInMainWorld(name: string, api: object): void };
  export const ipcRenderer: {
    invoke(channel: string, ...values: readonly unknown[]): Promise<unknown>;
    send(channel: string, ...values: readonly unknown[]): void;
    on(channel: string, listener: (event: unknown, message: unknown) => void): void;
  };
}

/** All that the preload looks at in the page. */
declare const document: { getElementById(id: string): { hasChildNodes(): boolean } | null };
