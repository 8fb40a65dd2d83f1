"""Checks the emulator against the contract of each version with schemathesis, which it installs into a temporary folder.

Fails for every finding. Lists what the emulator does not model, which is status 501.
"""

import json
import re
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path

from emulator import ROOT, Emulator

SCHEMATHESIS = "schemathesis==4.32.5"
# Each version takes about 15 seconds on two cores.
EXAMPLES = "60"
SECONDS = 180


def install(folder):
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", SCHEMATHESIS], check=True)
    return folder / "bin" / "schemathesis"


def check(program, version, endpoint, folder):
    """Runs in the temporary folder, where schemathesis keeps its files. The seed is fixed: a commit has one result."""
    command = [program, "--config-file", ROOT / "test/clients/schemathesis.toml", "run"]
    command += [ROOT / f"spec/{version}/openapi.yaml", "--url", endpoint, "--header", "Authorization: Bearer a-token"]
    command += ["--max-examples", EXAMPLES, "--seed", "1", "--continue-on-failure", "--no-color"]
    command += ["--report", "har", "--report-har-path", folder / f"{version}.har"]
    try:
        return subprocess.run(command, cwd=folder, timeout=SECONDS).returncode == 0
    except subprocess.TimeoutExpired:
        print(f"{version} took longer than {SECONDS} seconds")
        return False


def not_modelled(report):
    """Returns the messages of the responses with 501, with … for the text of a caller, and how often each came."""
    entries = json.loads(report.read_text())["log"]["entries"]
    bodies = [entry["response"]["content"]["text"] for entry in entries if entry["response"]["status"] == 501]
    return Counter(re.sub(r'".*"|=.* here', "…", json.loads(body)["error"]["message"], flags=re.S) for body in bodies)


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as name, Emulator() as emulator:
        folder = Path(name)
        program = install(folder / "venv")
        for version, endpoint in emulator.endpoints.items():
            failed += not check(program, version, endpoint, folder)
            for message, count in sorted(not_modelled(folder / f"{version}.har").items()):
                print(f"{version}: 501 {count} times: {message}", flush=True)
    print(f"{len(emulator.endpoints) - failed} passed, {failed} failed", flush=True)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
