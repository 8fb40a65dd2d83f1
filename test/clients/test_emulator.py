"""Drives the emulator from Python, with faults, as a program in any other language can. Needs the standard library."""

import re
import sys
import unittest
import uuid

from emulator import ROOT as PROJECT
from emulator import Emulator

CATALOG = "26ac04a5-ee6a-4f0b-a0ac-0dd3d7e43ae8"
ROOT = "/identityGovernance/entitlementManagement"
REQUESTS = f"/beta{ROOT}/accessPackageResourceRequests"
RESOURCES = f"/v1.0{ROOT}/catalogs/{CATALOG}/resources"


def addition(group):
    resource = {"originSystem": "AadGroup", "originId": group}
    return {"catalogId": CATALOG, "requestType": "AdminAdd", "accessPackageResource": resource}


class EmulatorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.emulator = Emulator("--catalog", f"{CATALOG}=Sales", "--missing", "https://contoso.sharepoint.com/sites/gone")

    @classmethod
    def tearDownClass(cls):
        cls.emulator.__exit__()

    def setUp(self):
        self.group = str(uuid.uuid4())
        self.assertEqual(self.emulator.send("POST", "/state/reset")[0], 204)

    def add(self):
        return self.emulator.send("POST", REQUESTS, addition(self.group))

    def queue(self, *faults):
        status, _, body = self.emulator.send("POST", "/faults", list(faults))
        self.assertEqual((status, body), (200, {"faults": list(faults)}))

    def test_adds_a_group_and_finds_it_in_the_other_version(self):
        status, _, body = self.add()
        self.assertEqual((status, body["requestState"]), (201, "Delivered"))
        _, _, listed = self.emulator.send("GET", f"{RESOURCES}?$filter=originId%20eq%20'{self.group}'")
        self.assertEqual([resource["originId"] for resource in listed["value"]], [self.group])

    def test_sees_that_a_change_took_effect_although_its_response_is_lost(self):
        self.queue({"kind": "reset", "when": "after"})
        with self.assertRaises(ConnectionError):
            self.add()
        state = self.emulator.state()
        self.assertEqual([commit["originId"] for commit in state["commits"]], [self.group])
        self.assertEqual(state["faults"], [])
        self.assertEqual(self.add()[2]["error"]["code"], "ResourceAlreadyOnboarded")

    def test_sees_that_a_throttled_change_did_not_take_effect(self):
        self.queue({"kind": "throttle", "retryAfter": 7})
        status, headers, _ = self.add()
        self.assertEqual((status, headers["Retry-After"]), (429, "7"))
        state = self.emulator.state()
        self.assertEqual((state["commits"], state["resources"]), ([], []))
        self.assertEqual([request["status"] for request in state["requests"]], [429])

    def test_resets_the_state_and_the_faults(self):
        self.add()
        self.queue({"kind": "throttle"})
        self.emulator.send("POST", "/state/reset")
        empty = {"resources": [], "requests": [], "commits": [], "faults": []}
        self.assertEqual(self.emulator.state(), {"catalogs": [{"id": CATALOG, "displayName": "Sales"}], **empty})

    def test_reports_what_is_wrong_with_a_fault(self):
        status, _, body = self.emulator.send("POST", "/faults", {"kind": "trottle"})
        self.assertEqual(status, 400)
        self.assertIn('Did you mean "throttle"?', body["error"]["message"])

    def test_reads_a_catalog_and_a_request(self):
        _, _, added = self.add()
        status, _, catalog = self.emulator.send("GET", f"/beta{ROOT}/accessPackageCatalogs/{CATALOG}")
        self.assertEqual((status, catalog["displayName"]), (200, "Sales"))
        status, _, request = self.emulator.send("GET", f"{REQUESTS}/{added['id']}?$expand=accessPackageResource")
        self.assertEqual((status, request["accessPackageResource"]["originId"]), (200, self.group))

    def test_runs_the_recipe_of_the_guide(self):
        [recipe] = re.findall(r"```python\n(.*?)```", (PROJECT / "docs/guide.md").read_text(), re.S)
        address = self.emulator.endpoints["beta"].removesuffix("/beta")
        program = re.sub(r"# run the program under test.*", "program_under_test()", recipe)

        def program_under_test():
            with self.assertRaises(ConnectionError):
                self.add()

        exec(program.replace("http://127.0.0.1:8080", address), {"program_under_test": program_under_test})


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed", flush=True)
    sys.exit(failed > 0 or result.testsRun == 0)
