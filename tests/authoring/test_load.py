"""Loading the shared minimal content."""

from simulator.authoring.catalogue import Catalogue
from tests.support.content import DATA, minimal_cast, minimal_persona, minimal_scenario


def test_minimal_content_loads() -> None:
    assert minimal_persona().id in minimal_scenario().personas
    assert minimal_cast().first == minimal_persona()


def test_catalogue_finds_it() -> None:
    catalogue = Catalogue.find([DATA])
    assert catalogue.personas() == ("clock-shop-owner",)
    assert catalogue.scenarios() == ("clock-shop-call",)
    assert catalogue.findings == ()
