// Asks the server. The token is in session storage and in the Authorization header, never in an address.
const KEY = "offgrid.audit.token";
let unauthorized = () => {};

/** What the server refused, or that it did not answer; `message` says what to do. */
export class ApiError extends Error {
  constructor(status, detail, parameter) {
    super(detail);
    this.status = status;
    this.parameter = parameter;
  }
}

export const token = () => sessionStorage.getItem(KEY);

export function useToken(value) {
  if (value) {
    sessionStorage.setItem(KEY, value);
  } else {
    sessionStorage.removeItem(KEY);
  }
}

/** Calls when the server wants a token, or another one. */
export function onUnauthorized(listener) {
  unauthorized = listener;
}

/**
 * The answer to a GET.
 *
 * @param {URLSearchParams} [parameters]
 * @param {{signal?: AbortSignal, headers?: object}} [options]
 * @throws {ApiError} for anything but 2xx
 * @throws {DOMException} named AbortError, when the signal says so
 */
export async function get(path, parameters, { signal, headers } = {}) {
  const sent = token();
  const response = await answer(parameters?.size ? `${path}?${parameters}` : path, {
    signal,
    headers: { Accept: "application/json", ...headers, ...(sent && { Authorization: `Bearer ${sent}` }) },
    credentials: "omit",
    cache: "no-store",
  });
  if (response.ok) {
    return response;
  }
  const error = await problem(response);
  if (response.status === 401) {
    unauthorized(error, sent);
  }
  throw error;
}

async function answer(address, options) {
  try {
    return await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new ApiError(0, "The server does not answer. Check that “offgrid audit serve” is running, and that the network reaches it.");
  }
}

async function problem(response) {
  const text = await response.text().catch(() => "");
  try {
    const { detail, title, parameter } = JSON.parse(text);
    return new ApiError(response.status, String(detail ?? title), parameter);
  } catch {
    return new ApiError(response.status, `The server answered ${response.status} without saying why. Its own log may tell more.`);
  }
}

/** The answer to a GET, parsed. */
export async function json(path, parameters, signal) {
  return (await get(path, parameters, { signal })).json();
}

export const isAbort = (error) => error?.name === "AbortError";
