"""The codelab's question, asked without a pause: what one request or one streamed event costs Locust."""

import os
import random
import time
import uuid

import gevent
from locust import FastHttpUser, HttpUser, events

REQUESTS = int(os.environ["BENCH_REQUESTS"])
STREAM = os.environ.get("BENCH_STREAM") == "1"
QUESTIONS = os.environ["BENCH_QUESTIONS"].split("\n")
APP = "production_agent"

asked = 0
answered = 0
done = gevent.event.Event()


@events.init.add_listener
def quit_when_done(environment, **_kwargs):
    # From a greenlet of its own: called from a task, quit() waits for that very task.
    def wait_and_quit():
        done.wait()
        environment.runner.quit()

    gevent.spawn(wait_and_quit)


class Asker:
    """What both kinds of user do; only how they read a stream differs."""

    def on_start(self):
        self.user_id, self.session_id = str(uuid.uuid4()), str(uuid.uuid4())
        self.client.post(
            f"/apps/{APP}/users/{self.user_id}/sessions/{self.session_id}",
            json={"state": {"user_type": "elasticity_test_user"}},
            name="session",
        )

    def ask(self):
        global asked, answered
        if asked >= REQUESTS:
            done.wait()
            return
        asked += 1
        body = {
            "app_name": APP,
            "user_id": self.user_id,
            "session_id": self.session_id,
            "new_message": {"role": "user", "parts": [{"text": random.choice(QUESTIONS)}]},
        }
        try:
            if STREAM:
                self.read_stream({**body, "streaming": True})
            else:
                self.client.post("/run", json=body)
        finally:
            answered += 1
            if answered >= REQUESTS:
                done.set()

    def read_stream(self, body):
        """Takes the instant of each token, as our engine does: the deltas themselves are not parsed."""
        token_times = []
        response = self.client.post("/run_sse", json=body, stream=True)
        for line in self.lines_of(response):
            if line.startswith(b"data:") and b'"partial":true' in line:
                token_times.append(time.perf_counter())
        assert token_times


class HttpAsker(Asker, HttpUser):
    tasks = [Asker.ask]

    def lines_of(self, response):
        return response.iter_lines()


class FastHttpAsker(Asker, FastHttpUser):
    tasks = [Asker.ask]

    def lines_of(self, response):
        # Its own iter_lines waits for 1,024 bytes, so that tokens would seem to come together.
        while line := response.stream.readline(b"\n"):
            yield line
