import exec from 'k6/execution';
import http from 'k6/http';

const { BENCH_TARGET, BENCH_REQUESTS, BENCH_USERS, BENCH_QUESTIONS } = globalThis.__ENV;
const APP = 'production_agent';
const QUESTIONS = BENCH_QUESTIONS.split('\n');
const PARAMS = { headers: { 'content-type': 'application/json' } };
const post = (path, body) => http.post(BENCH_TARGET + path, JSON.stringify(body), PARAMS);

export const options = {
  scenarios: {
    ask: { executor: 'shared-iterations', exec: 'ask', vus: Number(BENCH_USERS), iterations: Number(BENCH_REQUESTS) },
  },
};

// k6 runs this file once for each user: the session is that user's.
let session;

const openSession = () => {
  const user = `user-${exec.vu.idInTest}`;
  post(`/apps/${APP}/users/${user}/sessions/${user}`, { state: { user_type: 'elasticity_test_user' } });
  return { user_id: user, session_id: user };
};

/** One question of the codelab. */
export function ask() {
  session ??= openSession();
  const text = QUESTIONS[Math.floor(Math.random() * QUESTIONS.length)];
  post('/run', { app_name: APP, ...session, new_message: { role: 'user', parts: [{ text }] } });
}
