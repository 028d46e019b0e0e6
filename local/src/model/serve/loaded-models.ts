import { createSerializer } from '../../disk/serializer.ts';
import type { Engine, Lane, LoadedModel, Prompt } from '../engine/engine.ts';
import type { StoredModel } from '../store/model-store.ts';
import { startIdleTimer } from './idle-timer.ts';
import { type LaneLease, LaneQueue } from './lane-queue.ts';
import { WaitingRoom } from './waiting-room.ts';

export interface LoadedModelsOptions {
  readonly engine: Engine;
  readonly parallelRequests: number;
  readonly maxQueuedRequests: number;
  readonly maxLoadedModels: number;
  readonly onLog: (line: string) => void;
}

/** A model in use by one request, which keeps it loaded. */
export interface ModelUse extends Disposable {
  readonly model: LoadedModel;
  /** Waits for a lane, best one that has read the beginning of the prompt already. */
  lane(prompt: Prompt, signal: AbortSignal): Promise<LaneLease<Lane>>;
}

export interface Resident {
  readonly stored: StoredModel;
  readonly requestedContextTokens: number;
  loaded: { readonly model: LoadedModel; readonly queue: LaneQueue<Lane> } | null;
  users: number;
  keepAliveMs: number;
  lastUsedAtMs: number;
  idle: Disposable | null;
}

/** The models in memory: loaded at the first request, kept for as long as asked after the last. */
export class LoadedModels implements AsyncDisposable {
  readonly #options: LoadedModelsOptions;
  readonly #room: WaitingRoom;
  readonly #residents = new Map<Resident, Promise<void>>();
  readonly #inOrder = createSerializer();
  #someoneLeft = Promise.withResolvers<void>();

  constructor(options: LoadedModelsOptions) {
    this.#options = options;
    this.#room = new WaitingRoom(options.maxQueuedRequests);
  }

  /** @throws ApiError 503 when too many requests wait; Error when the model cannot be loaded. */
  async use(request: {
    readonly stored: StoredModel;
    readonly contextTokens: number;
    readonly keepAliveMs: number;
    readonly signal: AbortSignal;
  }): Promise<ModelUse> {
    const resident = this.#find(request) ?? this.#admit(request);
    resident.users += 1;
    resident.idle?.[Symbol.dispose]();
    resident.keepAliveMs = request.keepAliveMs;
    const leave = () => this.#leave(resident);
    try {
      if (!resident.loaded) await this.#room.wait(this.#residents.get(resident) ?? Promise.resolve(), request.signal);
      if (!resident.loaded) throw new Error(`${request.stored.weightsFile} was unloaded while it was asked for.`);
    } catch (error) {
      leave();
      throw error;
    }
    const { model, queue } = resident.loaded;
    return {
      model,
      lane: (prompt, signal) => queue.acquire({ signal, score: (lane) => lane.knownTokens(prompt) }),
      [Symbol.dispose]: leave,
    };
  }

  list(): readonly Resident[] {
    return [...this.#residents.keys()].filter(({ loaded }) => loaded !== null);
  }

  /** Unloads as soon as nobody uses it. */
  release(stored: StoredModel): void {
    for (const resident of this.#residents.keys()) {
      if (resident.stored.digest !== stored.digest) continue;
      resident.keepAliveMs = 0;
      if (resident.users === 0) this.#unloadLater(resident);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inOrder(async () => {
      for (const resident of this.#residents.keys()) {
        while (resident.users > 0) await this.#someoneLeft.promise;
        await this.#unload(resident);
      }
    });
    await this.#options.engine[Symbol.asyncDispose]();
  }

  #find(request: { readonly stored: StoredModel; readonly contextTokens: number }): Resident | undefined {
    return [...this.#residents.keys()].find(
      ({ stored, requestedContextTokens }) =>
        stored.digest === request.stored.digest && requestedContextTokens === request.contextTokens,
    );
  }

  #admit({ stored, contextTokens }: { readonly stored: StoredModel; readonly contextTokens: number }): Resident {
    const resident: Resident = {
      stored,
      requestedContextTokens: contextTokens,
      loaded: null,
      users: 0,
      keepAliveMs: 0,
      lastUsedAtMs: Date.now(),
      idle: null,
    };
    const loading = this.#inOrder(() => this.#load(resident));
    this.#residents.set(resident, loading);
    loading.catch(() => this.#residents.delete(resident));
    return resident;
  }

  async #load(resident: Resident): Promise<void> {
    const { engine, parallelRequests: lanes, onLog } = this.#options;
    await this.#makeRoom(resident);
    const startedAtMs = performance.now();
    const { stored, requestedContextTokens: contextTokens } = resident;
    const model = await engine.load({ model: stored, contextTokens, lanes });
    resident.loaded = { model, queue: new LaneQueue(model.lanes, this.#room) };
    const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(2);
    onLog(`loaded ${stored.weightsFile} in ${seconds} s: ${lanes} lanes of ${model.contextTokens} tokens`);
    // Everybody who asked for it may have left meanwhile.
    if (resident.users === 0) this.#unloadWhenIdle(resident);
  }

  /** The same model with another context goes first, then whoever was idle for longest. */
  async #makeRoom(arriving: Resident): Promise<void> {
    while (true) {
      const others = this.list().filter((resident) => resident !== arriving);
      const same = others.filter(({ stored }) => stored.digest === arriving.stored.digest);
      if (same.length === 0 && others.length < this.#options.maxLoadedModels) return;
      const idle = (same.length > 0 ? same : others).filter(({ users }) => users === 0);
      const [oldest] = idle.sort((a, b) => a.lastUsedAtMs - b.lastUsedAtMs);
      if (oldest) await this.#unload(oldest);
      else await this.#someoneLeft.promise;
    }
  }

  #leave(resident: Resident): void {
    resident.users -= 1;
    resident.lastUsedAtMs = Date.now();
    if (resident.users === 0 && resident.loaded) this.#unloadWhenIdle(resident);
    this.#someoneLeft.resolve();
    this.#someoneLeft = Promise.withResolvers();
  }

  #unloadWhenIdle(resident: Resident): void {
    resident.idle?.[Symbol.dispose]();
    resident.idle = startIdleTimer(resident.keepAliveMs, () => this.#unloadLater(resident));
  }

  #unloadLater(resident: Resident): void {
    void this.#inOrder(async () => {
      if (resident.users === 0) await this.#unload(resident);
    });
  }

  async #unload(resident: Resident): Promise<void> {
    if (!this.#residents.delete(resident)) return;
    resident.idle?.[Symbol.dispose]();
    const { loaded } = resident;
    resident.loaded = null;
    await loaded?.model[Symbol.asyncDispose]();
    this.#options.onLog(`unloaded ${resident.stored.weightsFile}`);
  }
}
