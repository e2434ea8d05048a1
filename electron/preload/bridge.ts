/** The only door from a window to the desk: the functions of `DeskBridge`, exposed as `window.keel`. */
import { contextBridge, ipcRenderer } from 'electron';
import type { DeskBridge, DeskInfo } from '../../shared/contract/bridge';
import { channels } from '../../shared/contract/channels';
import type { CommandOutcome, TopicMessage } from '../../shared/contract/envelope';
import type { TopicName } from '../../shared/contract/topics';

type TopicListener = (message: TopicMessage) => void;

const listeners = new Map<string, Set<TopicListener>>();

ipcRenderer.on(channels.topic, (_event, message) => {
  // Only main can reach this channel, and it relays what the typed publisher made.
  const topicMessage = message as TopicMessage;
  for (const listener of [...(listeners.get(topicMessage.topic) ?? [])]) listener(topicMessage);
});

/** Whether anything is drawn. An error outside every panel takes the whole page down, and one that never began leaves it empty. */
function isDrawn(): boolean {
  return document.getElementById('root')?.hasChildNodes() === true;
}

// Answered by the same thread that draws: a window that hangs is silent, and so is a white one, on which nobody sees the quotes.
ipcRenderer.on(channels.ask, () => {
  if (isDrawn()) ipcRenderer.send(channels.answer);
});

/** Several listeners of one topic share one subscription; a late one asks for a snapshot of its own. */
function subscribe(topic: TopicName, onMessage: TopicListener): () => void {
  const known = listeners.get(topic);
  const forTopic = known ?? new Set<TopicListener>();
  listeners.set(topic, forTopic);
  const listener: TopicListener = (message) => onMessage(message);
  forTopic.add(listener);
  ipcRenderer.send(forTopic.size === 1 ? channels.subscribe : channels.resnapshot, topic);
  return () => {
    if (!forTopic.delete(listener) || forTopic.size > 0) return;
    listeners.delete(topic);
    ipcRenderer.send(channels.unsubscribe, topic);
  };
}

const bridge: DeskBridge = {
  send: (id, name, args) => ipcRenderer.invoke(channels.send, id, name, args) as Promise<CommandOutcome>,
  subscribe,
  resnapshot: (topic) => ipcRenderer.send(channels.resnapshot, topic),
  info: () => ipcRenderer.invoke(channels.info) as Promise<DeskInfo>,
  loadViewSettings: () => ipcRenderer.invoke(channels.loadViewSettings) as Promise<string | null>,
  saveViewSettings: (json) => ipcRenderer.invoke(channels.saveViewSettings, json) as Promise<void>,
  reportPainted: (sequence, paintedAtMs) => ipcRenderer.send(channels.painted, sequence, paintedAtMs),
};

contextBridge.exposeInMainWorld('keel', bridge);
