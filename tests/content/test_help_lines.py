"""Numbers for the worst minute: verified, dated, spoken digit by digit and twice."""

import re
from datetime import date

import pytest

from assistant.conversation.filling import digits
from assistant.yamlfile import read_yaml
from tests.content.conversing import say_all
from tests.content.speech import VOICES, sentences, shipped

FILE = (VOICES / "en" / "help_lines.yaml").read_text(encoding="utf-8")
COUNTRIES = ("US", "GB", "IE", "AU", "CA")
UNVERIFIED = (
    "85258",
    "50808",
    "0477131114",
    "1737",
    "0800456450",
    "116016",
    "18334566",
)
"""Numbers without a source that carries them; Canada's older line is superseded."""
EMERGENCY = {
    "US": "nine, one, one",
    "CA": "nine, one, one",
    "GB": "nine, nine, nine",
    "IE": "one, one, two",
}
FIRST_WORDS = 10


@pytest.mark.parametrize("number", UNVERIFIED)
def test_no_unverified_number_is_present(number: str) -> None:
    assert number not in re.sub(r"[\s-]", "", FILE)


def test_every_country_is_dated_and_names_its_sources() -> None:
    for country, node in read_yaml(VOICES / "en" / "help_lines.yaml").table().items():
        table = node.table()
        assert date.fromisoformat(table["checked"].text()) >= date(2026, 1, 1), country
        assert "." in table["source"].text(), country


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_country_has_someone_for_suicide_by_phone(country: str) -> None:
    assert any(service.call for service in shipped().help_lines[country]["suicide"])


def test_a_text_is_offered_beside_the_call_where_one_is_known() -> None:
    for country in ("US", "CA"):
        assert any(service.text for service in shipped().help_lines[country]["suicide"])


def test_every_need_has_an_answer_for_every_other_country() -> None:
    used = {need for needs in shipped().help_lines.values() for need in needs}
    assert used == set(shipped().help_lines["other"])


@pytest.mark.parametrize("country", [*COUNTRIES, "NZ", "other"])
@pytest.mark.parametrize("script", ["safety_r1", "safety_r1_again"])
def test_in_danger_the_emergency_number_comes_within_ten_words(country: str, script: str) -> None:
    first = " ".join(" ".join(say_all(script, country)).split()[:FIRST_WORDS])
    assert EMERGENCY.get(country, "your emergency number") in first


@pytest.mark.parametrize("country", EMERGENCY)
def test_in_danger_the_number_is_said_twice(country: str) -> None:
    assert " ".join(say_all("safety_r1", country)).count(EMERGENCY[country]) >= 2


def test_every_number_to_call_is_spoken_in_single_digits() -> None:
    for needs in shipped().help_lines.values():
        for services in needs.values():
            for service in services:
                spoken = digits(service.call, shipped())
                assert not re.search(r"\d", spoken)
                count = len(re.findall(r"\d", service.call))
                assert len(re.findall(r"[a-z]+", spoken)) == count


@pytest.mark.parametrize("country", [*COUNTRIES, "other"])
@pytest.mark.parametrize("script", ["safety_r2", "safety_r3", "safety_r4", "safety_r6"])
def test_no_bare_figure_is_left_in_what_is_said(country: str, script: str) -> None:
    assert not re.search(r"\d", " ".join(say_all(script, country)))


def test_no_script_holds_a_number_of_its_own() -> None:
    for sentence in sentences(shipped()).values():
        assert not re.search(r"\d{2,}", sentence.text), sentence.text
