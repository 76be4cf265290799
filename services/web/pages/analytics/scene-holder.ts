import type { AnalyticsScene } from './analytics-map.ts'

/** What the map shows, held beside the page: a replay changes it each frame, and the page about it need not. */
export interface SceneHolder {
  now(): AnalyticsScene
  show(part: Partial<AnalyticsScene>): void
  /** Calls back on each change; returns how to stop. */
  follow(listener: (scene: AnalyticsScene) => void): () => void
}

export function createSceneHolder(): SceneHolder {
  let scene: AnalyticsScene = { heat: undefined, replay: undefined }
  const listeners = new Set<(scene: AnalyticsScene) => void>()
  return {
    now: () => scene,
    show(part) {
      scene = { ...scene, ...part }
      for (const listener of listeners) listener(scene)
    },
    follow(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
