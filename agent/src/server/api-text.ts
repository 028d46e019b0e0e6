/** What GET /docs answers: the routes, in a form that reads well in a terminal. */
export const API_TEXT = `production-adk-agent: ADK app "production_agent"

GET    /health                                            {"status":"healthy",...}
GET    /version, /list-apps, /list-apps?detailed=true
GET    /apps/production_agent/users/{user}/sessions       the user's sessions, without events
POST   /apps/production_agent/users/{user}/sessions       create; body (optional): {"sessionId","state","events"}
POST   /apps/production_agent/users/{user}/sessions/{id}  create with this id; body (optional): the state
GET    /apps/production_agent/users/{user}/sessions/{id}  the session with its events
PATCH  /apps/production_agent/users/{user}/sessions/{id}  body: {"stateDelta":{...}}
DELETE /apps/production_agent/users/{user}/sessions/{id}
POST   /run                                               one turn, answered with a list of events
POST   /run_sse                                           one turn as server-sent events; "streaming":true for deltas

Body of /run and /run_sse:
  {"appName":"production_agent","userId":"u1","sessionId":"s1","newMessage":{"role":"user","parts":[{"text":"Hi"}]}}
Every field may be written in snake_case as well.

Failures: 404 no such session, 409 session exists, 413 too large, 422 bad body, 429 session busy,
502/503/504 the model failed, is busy, timed out: {"detail":"...","errorCode":"..."}.
`;
