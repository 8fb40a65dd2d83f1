"""Starts the emulator of this project for a Python program, and talks to it. Needs Node and the standard library."""

import http.client
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.dont_write_bytecode = True

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ["node", "--import", "tsx", "src/cli/main.ts", "emulator", "--json", "--quiet"]


class Emulator:
    """An emulator in a separate process, which ends with the `with` block."""

    def __init__(self, *options):
        self.process = subprocess.Popen([*COMMAND, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the emulator ended with {self.process.wait()}")
        self.endpoints = json.loads(line)["endpoints"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def send(self, method, path, body=None, headers=None):
        """Returns the status, the headers and the body, which is parsed where it is JSON."""
        address = urlsplit(self.endpoints["beta"])
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        try:
            content = None if body is None else json.dumps(body)
            sent = {"Authorization": "Bearer a-token", "Content-Type": "application/json", **(headers or {})}
            connection.request(method, path, content, sent)
            response = connection.getresponse()
            text = response.read().decode()
            is_json = "json" in (response.getheader("Content-Type") or "")
            return response.status, response.headers, json.loads(text) if is_json and text else text
        finally:
            connection.close()

    def state(self):
        return self.send("GET", "/state")[2]
