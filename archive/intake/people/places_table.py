"""Countries by the words that news uses for them, and institutions whose names do not say their country.

One row a country: code, then names, adjectives, people and capital, separated by commas. A city that shares its
name with an ordinary word or with a city elsewhere is left out: no country is better than a wrong one.
"""

COUNTRY_ROWS = """
AF Afghanistan, Afghan, Afghans, Kabul
AL Albania, Albanian, Albanians, Tirana
DZ Algeria, Algerian, Algerians, Algiers
AD Andorra, Andorran
AO Angola, Angolan, Angolans, Luanda
AR Argentina, Argentine, Argentinian, Argentines, Buenos Aires
AM Armenia, Armenian, Armenians, Yerevan
AU Australia, Australian, Australians, Canberra
AT Austria, Austrian, Austrians, Vienna
AZ Azerbaijan, Azerbaijani, Azeri, Baku
BS Bahamas, Bahamian
BH Bahrain, Bahraini, Manama
BD Bangladesh, Bangladeshi, Bangladeshis, Dhaka
BY Belarus, Belarusian, Belarusians, Minsk
BE Belgium, Belgian, Belgians, Brussels
BJ Benin, Beninese
BT Bhutan, Bhutanese, Thimphu
BO Bolivia, Bolivian, Bolivians, La Paz
BA Bosnia and Herzegovina, Bosnia, Bosnian, Bosnians, Sarajevo
BW Botswana, Gaborone
BR Brazil, Brazilian, Brazilians, Brasilia, Brasília
BN Brunei, Bruneian
BG Bulgaria, Bulgarian, Bulgarians
BF Burkina Faso, Burkinabe, Ouagadougou
BI Burundi, Burundian, Bujumbura
KH Cambodia, Cambodian, Cambodians, Phnom Penh
CM Cameroon, Cameroonian
CA Canada, Canadian, Canadians, Ottawa
CF Central African Republic, Bangui
TD Chad, Chadian, N'Djamena
CL Chile, Chilean, Chileans
CN China, Chinese, Beijing, People's Republic of China, PRC
CO Colombia, Colombian, Colombians, Bogota, Bogotá
CD Democratic Republic of the Congo, DR Congo, Congolese, Kinshasa
CR Costa Rica, Costa Rican
HR Croatia, Croatian, Croatians, Zagreb
CU Cuba, Cuban, Cubans, Havana
CY Cyprus, Cypriot, Cypriots, Nicosia
CZ Czech Republic, Czechia, Czech, Czechs, Prague
DK Denmark, Danish, Danes, Copenhagen
DJ Djibouti, Djiboutian
DO Dominican Republic, Santo Domingo
EC Ecuador, Ecuadorian, Ecuadorean, Quito
EG Egypt, Egyptian, Egyptians, Cairo
SV El Salvador, Salvadoran
ER Eritrea, Eritrean, Asmara
EE Estonia, Estonian, Estonians, Tallinn
ET Ethiopia, Ethiopian, Ethiopians, Addis Ababa
FJ Fiji, Fijian
FI Finland, Finnish, Finns, Helsinki
FR France, French, Paris, Elysee, Élysée
GA Gabon, Gabonese
GM Gambia, Gambian
DE Germany, German, Germans, Berlin
GH Ghana, Ghanaian, Accra
GR Greece, Greek, Greeks, Athens
GT Guatemala, Guatemalan
GN Guinea, Guinean
GY Guyana, Guyanese
HT Haiti, Haitian, Haitians, Port-au-Prince
HN Honduras, Honduran, Tegucigalpa
HK Hong Kong
HU Hungary, Hungarian, Hungarians, Budapest
IS Iceland, Icelandic, Reykjavik
IN India, Indian, Indians, New Delhi
ID Indonesia, Indonesian, Indonesians, Jakarta
IR Iran, Iranian, Iranians, Tehran, Islamic Republic of Iran
IQ Iraq, Iraqi, Iraqis, Baghdad
IE Ireland, Irish, Dublin
IL Israel, Israeli, Israelis, Jerusalem
IT Italy, Italian, Italians, Rome
CI Ivory Coast, Ivorian, Abidjan
JM Jamaica, Jamaican
JP Japan, Japanese, Tokyo
JO Jordan, Jordanian, Jordanians, Amman
KZ Kazakhstan, Kazakh, Kazakhs, Astana
KE Kenya, Kenyan, Kenyans, Nairobi
KP North Korea, North Korean, North Koreans, North Korea's, DPRK, Pyongyang, Democratic People's Republic of Korea
KR South Korea, South Korean, South Koreans, Seoul, Republic of Korea, ROK
XK Kosovo, Kosovar, Pristina
KW Kuwait, Kuwaiti, Kuwaitis
KG Kyrgyzstan, Kyrgyz, Bishkek
LA Laos, Laotian, Vientiane
LV Latvia, Latvian, Latvians, Riga
LB Lebanon, Lebanese, Beirut
LR Liberia, Liberian, Monrovia
LY Libya, Libyan, Libyans
LI Liechtenstein
LT Lithuania, Lithuanian, Lithuanians, Vilnius
LU Luxembourg
MG Madagascar, Malagasy
MW Malawi, Malawian
MY Malaysia, Malaysian, Malaysians, Kuala Lumpur
MV Maldives, Maldivian
ML Mali, Malian, Bamako
MT Malta, Maltese
MR Mauritania, Mauritanian
MU Mauritius, Mauritian
MX Mexico, Mexican, Mexicans, Mexico City
MD Moldova, Moldovan, Moldovans, Chisinau
MC Monaco
MN Mongolia, Mongolian, Ulaanbaatar
ME Montenegro, Montenegrin, Podgorica
MA Morocco, Moroccan, Moroccans, Rabat
MZ Mozambique, Mozambican, Maputo
MM Myanmar, Burma, Burmese, Naypyidaw
NA Namibia, Namibian, Windhoek
NP Nepal, Nepali, Nepalese, Kathmandu
NL Netherlands, Dutch, The Hague, Amsterdam
NZ New Zealand, New Zealander, New Zealanders
NI Nicaragua, Nicaraguan, Managua
NE Niger, Nigerien, Niamey
NG Nigeria, Nigerian, Nigerians, Abuja
MK North Macedonia, Macedonia, Macedonian, Skopje
NO Norway, Norwegian, Norwegians, Oslo
OM Oman, Omani, Muscat
PK Pakistan, Pakistani, Pakistanis, Islamabad
PS Palestine, Palestinian, Palestinians, Ramallah
PA Panama, Panamanian
PG Papua New Guinea, Port Moresby
PY Paraguay, Paraguayan
PE Peru, Peruvian, Peruvians
PH Philippines, Philippine, Filipino, Filipinos, Manila
PL Poland, Polish, Poles, Warsaw
PT Portugal, Portuguese, Lisbon
QA Qatar, Qatari, Qataris, Doha
RO Romania, Romanian, Romanians, Bucharest
RU Russia, Russian, Russians, Moscow, Russian Federation, Kremlin
RW Rwanda, Rwandan, Kigali
SA Saudi Arabia, Saudi, Saudis, Riyadh
SN Senegal, Senegalese, Dakar
RS Serbia, Serbian, Serbs, Belgrade
SL Sierra Leone, Freetown
SG Singapore, Singaporean
SK Slovakia, Slovak, Slovaks, Bratislava
SI Slovenia, Slovenian, Ljubljana
SO Somalia, Somali, Somalis, Mogadishu
ZA South Africa, South African, South Africans, Pretoria
SS South Sudan, South Sudanese, Juba
ES Spain, Spanish, Spaniards, Madrid
LK Sri Lanka, Sri Lankan, Colombo
SD Sudan, Sudanese, Khartoum
SE Sweden, Swedish, Swedes, Stockholm
CH Switzerland, Swiss, Bern
SY Syria, Syrian, Syrians, Damascus
TW Taiwan, Taiwanese, Taipei
TJ Tajikistan, Tajik, Dushanbe
TZ Tanzania, Tanzanian, Dodoma
TH Thailand, Thai, Thais, Bangkok
TN Tunisia, Tunisian, Tunisians, Tunis
TR Turkey, Türkiye, Turkish, Turks, Ankara
TM Turkmenistan, Turkmen, Ashgabat
UG Uganda, Ugandan, Kampala
UA Ukraine, Ukrainian, Ukrainians, Kyiv, Kiev
AE United Arab Emirates, UAE, Emirati, Emiratis, Abu Dhabi
GB United Kingdom, UK, U.K., Britain, Great Britain, British, Britons, England, English, Scotland, Scottish, Wales, Welsh, London, Downing Street
US United States, United States of America, America, American, Americans, U.S., US, USA, U.S.A., Washington, D.C.
UY Uruguay, Uruguayan, Montevideo
UZ Uzbekistan, Uzbek, Tashkent
VA Vatican, Holy See
VE Venezuela, Venezuelan, Venezuelans, Caracas
VN Vietnam, Vietnamese, Hanoi
YE Yemen, Yemeni, Yemenis, Sanaa, Sana'a
ZM Zambia, Zambian, Lusaka
ZW Zimbabwe, Zimbabwean, Harare
"""

# Printed name, archive's name, country ("-": none). Offices that many states have are not here.
INSTITUTION_ROWS = """
State Department | U.S. Department of State | US
Department of State | U.S. Department of State | US
Secretary of State | U.S. Department of State | US
Secretary of Defense | U.S. Department of Defense (Pentagon) | US
Defense Department | U.S. Department of Defense (Pentagon) | US
Department of Defense | U.S. Department of Defense (Pentagon) | US
Pentagon | U.S. Department of Defense (Pentagon) | US
White House | White House | US
Oval Office | White House | US
National Security Council of the United States | U.S. National Security Council | US
Department of Homeland Security | U.S. Department of Homeland Security | US
Homeland Security | U.S. Department of Homeland Security | US
Justice Department | U.S. Department of Justice | US
Department of Justice | U.S. Department of Justice | US
Treasury Department | U.S. Department of the Treasury | US
Attorney General | - | -
Director of National Intelligence | Office of the Director of National Intelligence | US
CIA | Central Intelligence Agency | US
Central Intelligence Agency | Central Intelligence Agency | US
FBI | Federal Bureau of Investigation | US
Federal Bureau of Investigation | Federal Bureau of Investigation | US
National Security Agency | National Security Agency | US
Environmental Protection Agency | U.S. Environmental Protection Agency | US
NASA | NASA | US
Federal Reserve | Federal Reserve | US
Supreme Court | - | -
Capitol Hill | United States Congress | US
Congress | United States Congress | US
House of Representatives | U.S. House of Representatives | US
Senate Majority Leader | U.S. Senate | US
Senate Minority Leader | U.S. Senate | US
House Speaker | U.S. House of Representatives | US
House Majority Leader | U.S. House of Representatives | US
House Minority Leader | U.S. House of Representatives | US
Republican National Committee | Republican National Committee | US
Democratic National Committee | Democratic National Committee | US
Republican | - | US
Democratic | - | US
Democrat | - | US
GOP | - | US
Security Council of the Russian Federation | Security Council of the Russian Federation | RU
Russian National Security Council | Security Council of the Russian Federation | RU
Kremlin | Presidential Executive Office of Russia (Kremlin) | RU
State Duma | State Duma | RU
Downing Street | Prime Minister's Office (United Kingdom) | GB
Foreign Office | Foreign, Commonwealth and Development Office | GB
Buckingham Palace | Buckingham Palace | GB
Bundestag | Bundestag | DE
Knesset | Knesset | IL
Israel Defense Forces | Israel Defense Forces | IL
Blue House | Office of the President (South Korea) | KR
NATO | NATO | -
North Atlantic Treaty Organization | NATO | -
United Nations | United Nations | -
U.N. | United Nations | -
UN | United Nations | -
Security Council | United Nations Security Council | -
International Atomic Energy Agency | International Atomic Energy Agency | -
IAEA | International Atomic Energy Agency | -
World Health Organization | World Health Organization | -
European Union | European Union | -
EU | European Union | -
European Commission | European Commission | -
European Parliament | European Parliament | -
African Union | African Union | -
Arab League | Arab League | -
ASEAN | ASEAN | -
IMF | International Monetary Fund | -
International Monetary Fund | International Monetary Fund | -
World Bank | World Bank | -
Red Cross | Red Cross | -
Amnesty International | Amnesty International | -
Human Rights Watch | Human Rights Watch | -
Hamas | Hamas | PS
Hezbollah | Hezbollah | LB
Taliban | Taliban | AF
"""

MEDIA = frozenset(
    """
    Reuters|Associated Press|AP|Agence France-Presse|AFP|Yonhap|Yonhap News Agency|Newsis|Bloomberg|Bloomberg News|CNN|BBC|BBC News|Fox News|
    Fox|MSNBC|NBC|NBC News|ABC|ABC News|CBS|CBS News|PBS|NPR|CNBC|C-SPAN|Al Jazeera|Sky News|ITV|Channel 4|Voice of America|VOA|
    Radio Free Europe|Radio Free Asia|Deutsche Welle|RT|TASS|Interfax|RIA Novosti|Sputnik|Xinhua|Global Times|People's Daily|
    South China Morning Post|Kyodo|Kyodo News|NHK|Asahi Shimbun|Yomiuri Shimbun|KCNA|Korean Central News Agency|Rodong Sinmun|
    Korea Herald|Korea Times|Chosun Ilbo|JoongAng Ilbo|NK News|NK Pro|Vedomosti|Kommersant|Izvestia|Novaya Gazeta|Meduza|
    New York Times|The New York Times|Times|Washington Post|The Washington Post|Post|Wall Street Journal|The Wall Street Journal|
    Journal|USA Today|Los Angeles Times|Chicago Tribune|Boston Globe|Politico|POLITICO|Axios|The Hill|Vox|BuzzFeed|BuzzFeed News|Breitbart|
    Breitbart News|HuffPost|Huffington Post|The Huffington Post|Time|TIME|Newsweek|The Atlantic|New Yorker|The New Yorker|
    Daily Beast|The Daily Beast|Daily Caller|The Daily Caller|National Review|Guardian|The Guardian|Financial Times|The Times|
    Daily Telegraph|The Telegraph|Daily Mail|The Independent|Economist|The Economist|Le Monde|Le Figaro|Der Spiegel|Die Welt|Bild|
    Die Zeit|El Pais|El País|La Repubblica|Corriere della Sera|Haaretz|Jerusalem Post|Times of Israel|The Times of India|
    Hindustan Times|The Hindu|Dawn|Globe and Mail|Toronto Star|CBC|Canadian Press|The Canadian Press|Sydney Morning Herald|The Age|
    Straits Times|The Straits Times|Deseret News|LA Weekly|Wikinews|ProPublica|Vice|Vice News|The Intercept|Mother Jones|
    Facebook Live|Press Trust of India|ANI|UPI|Anadolu Agency|Anadolu|Al Arabiya|al-Ikhbariya|Saudi Gazette|Prensa Latina
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)
