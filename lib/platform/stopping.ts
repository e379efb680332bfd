const controller = new AbortController();

/** Aborted when this process has been asked to stop: long work ends after what is under way. */
export const stopping: AbortSignal = controller.signal;

export const stopLongWork = (): void => {
  controller.abort();
};
