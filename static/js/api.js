/** The one module that talks to the server. */

export class ApiError extends Error {
  /** @param {number} status @param {object} [error] the API's error object */
  constructor(status, error) {
    super(error?.message ?? `the server answered ${status}`);
    this.status = status;
    this.code = error?.code ?? '';
    this.detail = error ?? {};
  }
}

const UNREACHABLE = { code: 'unreachable',
  message: 'The server does not answer. Is netweight still running?' };

async function json(response) {
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, body?.error);
  return body;
}

/** On the network only what a token opens can be asked for. */
let place = { root: '/api/', headers: {} };
export function useToken(token) {
  place = { root: '/api/share/', headers: { 'X-Netweight-Share': token } };
  api.shared = true;
  api.readonly = true;
}

async function request(path, { method = 'GET', body, signal } = {}) {
  const headers = method === 'GET' ? { ...place.headers } : { 'X-Netweight': '1' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const options = { method, headers, signal };
  if (body !== undefined) options.body = JSON.stringify(body);
  const response = await fetch(path.replace(/^\/api\//, place.root), options).catch((e) => {
    throw e.name === 'AbortError' ? e : new ApiError(0, UNREACHABLE);
  });
  return response;
}

async function download(path, options) {
  const response = await request(path, options);
  if (!response.ok) await json(response);
  return response;
}

const blob = async (path, options) => (await download(path, options)).blob();

async function sendBytes(path, file) {
  const headers = { 'X-Netweight': '1', 'Content-Type': 'application/octet-stream' };
  const response = await fetch(path, { method: 'POST', headers, body: file })
    .catch(() => { throw new ApiError(0, UNREACHABLE); });
  return json(response);
}

const get = async (path, signal) => json(await request(path, { signal }));
const send = async (method, path, body) => {
  const response = await request(path, { method, body });
  return response.status === 204 ? null : json(response);
};

function query(params) {
  const q = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const one of [value].flat()) {
      if (one !== '' && one !== null && one !== undefined) q.append(key, one);
    }
  }
  const text = q.toString();
  return text && `?${text}`;
}

/** Uploads one file; progress(0…1).  XMLHttpRequest: fetch tells no progress. */
function upload(file, { keep = false, progress = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', `/api/networks${query({ name: file.name, keep: keep ? 1 : '' })}`);
    xhr.setRequestHeader('X-Netweight', '1');
    xhr.setRequestHeader('Content-Type', 'application/octet-stream');
    xhr.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total);
    xhr.onerror = () => reject(new ApiError(0, UNREACHABLE));
    xhr.onload = () => settle(xhr, resolve, reject);
    xhr.send(file);
  });
}

function settle(xhr, resolve, reject) {
  let body = null;
  try { body = JSON.parse(xhr.responseText); } catch { /* not JSON: told by status */ }
  if (xhr.status < 300 && body) resolve({ ...body, existed: xhr.status === 200 });
  else reject(new ApiError(xhr.status, body?.error));
}

export const api = {
  networks: (params, signal) => get(`/api/networks${query(params)}`, signal),
  /** {network, links}: links says how many stored comparisons name it. */
  network: (id) => get(`/api/networks/${id}`),
  analysis: (id, options = {}) => get(`/api/networks/${id}/analysis${query(options)}`),
  source: async (id) => (await download(`/api/networks/${id}/source`)).text(),
  /** The same, whatever its bytes are. */
  sourceBytes: async (id) => new Uint8Array(await (await download(`/api/networks/${id}/source`))
    .arrayBuffer()),
  /** What the network's documents are asked from now on. */
  keepOptions: (id, options) => send('PATCH', `/api/networks/${id}`, { options }),
  rules: () => get('/api/rules'),
  solvers: () => get('/api/solvers'),
  putRule: (text) => send('PUT', '/api/rules', { text }),
  removeRule: (type) => send('DELETE', `/api/rules/${encodeURIComponent(type)}`),
  rename: (id, name) => send('PATCH', `/api/networks/${id}`, { name }),
  remove: (id) => send('DELETE', `/api/networks/${id}`),
  /** A bundled network that was deleted, by its file. */
  restore: (file) => send('POST', `/api/zoo/${encodeURIComponent(file)}`),
  upload,
  comparisons: () => get('/api/comparisons'),
  comparison: async (id) => (await get(`/api/comparisons/${id}`)).comparison,
  renameComparison: (id, words) => send('PATCH', `/api/comparisons/${id}`, words),
  removeComparison: (id) => send('DELETE', `/api/comparisons/${id}`),
  compare: (body) => send('POST', '/api/comparisons', body),
  /** A file of networks and links (ids; everything without any). */
  bundle: (ids) => blob(`/api/bundle${query(ids)}`),
  takeBundle: (file) => sendBytes('/api/bundle', file),
  single: (body) => blob('/api/single', { method: 'POST', body }),
  shares: () => get('/api/shares'),
  share: (body) => send('POST', '/api/shares', body),
  removeShare: (id) => send('DELETE', `/api/shares/${id}`),
  catalogue: (name) => get(`/api/${name}`),
  endpoints: () => get('/api'),
};
