import { ApiError } from '../kernel/errors/api-error.js';

/** Runs `work`, and throws its errors of these codes with another status. */
export async function withStatuses<T>(
  statuses: Readonly<Record<string, number>>,
  work: () => Promise<T> | T,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const status = error instanceof ApiError ? statuses[error.code] : undefined;
    if (status === undefined) throw error;
    throw new ApiError(status, (error as ApiError).code, (error as ApiError).options);
  }
}
