"""Requests made up from the OpenAPI file, valid and invalid, against the API itself."""

from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from archive.outputs.api.docs import openapi
from archive.outputs.api.parameters import SHOWN_ONLY_ON_PAGES
from archive.query.filters import QuoteFilter
from archive.query.parameters import MANY as MANY_VALUES
from archive.query.parameters import PICKED
from archive.search.index import building
from archive.wsgi import application
from tests.builders import make_country, make_quote

# Whether an id leads to a published quote, and whether a search has good syntax, no schema can say.
CONFIG = schemathesis.Config.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 400, 404]}}}
)


@pytest.fixture
def schema(transactional_db):
    make_quote(attribution={"country": make_country()})
    building.build()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=CONFIG)


FEW = 15
MANY = pytest.param(300, marks=pytest.mark.drill)


@pytest.mark.parametrize("cases", [FEW, MANY])
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_the_api_does_what_its_description_says(schema, mode, cases):
    for operation in schema.get_all_operations():
        every_case_is_answered(operation.ok(), mode, cases)


def every_case_is_answered(operation, mode, cases):
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=cases, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def answered(case):
        # Called without a network, schemathesis does not unpack what it asks to be packed.
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    with suppress(Unsatisfiable):  # nothing invalid can be made up for an endpoint without parameters
        answered()


def test_every_search_parameter_is_described():
    described = {p["name"] for p in openapi()["paths"]["/api/v1/quotes/"]["get"]["parameters"]}
    assert described == set(QuoteFilter.base_filters) - SHOWN_ONLY_ON_PAGES | {"limit", "cursor"}


def test_roles_are_taken_in_any_script():
    roles = next(p for p in openapi()["paths"]["/api/v1/quotes/"]["get"]["parameters"] if p["name"] == "role")
    assert "pattern" not in roles["schema"]["items"]


def test_a_parameter_says_how_many_values_it_takes():
    said = {p["name"]: p["schema"] for p in openapi()["paths"]["/api/v1/quotes/"]["get"]["parameters"]}
    assert (said["id"]["maxItems"], said["speaker"]["maxItems"]) == (PICKED, MANY_VALUES)


def test_the_description_is_openapi_3_1():
    assert openapi()["openapi"].startswith("3.1")
