"""Which time zones a country has, and a state of the United States; which state an area code is of. Pure.

phonenumberslite brings no data about time zones, nor about places below a country. So part of SMS-4 stands
on three tables of facts. Countries and zones are those of ``zone.tab`` in the IANA time zone database,
release 2025b, which is in the public domain; Kosovo, Ascension and Tristan da Cunha have numbers and no
line there, and are added. The codes of areas are those that the North American Numbering Plan assigns. A
state that keeps several times has all of them: somebody there must be inside the hours in each. The rules
of a zone themselves come from ``zoneinfo``, so from the system or the package ``tzdata``.

A code says where a number was given out, and people move and keep theirs: what somebody says of where they
are comes first, always.
"""

from collections.abc import Mapping
from typing import Final


_COUNTRIES: Final = """\
AC Atlantic/St_Helena; AD Europe/Andorra; AE Asia/Dubai; AF Asia/Kabul; AG America/Antigua; AI
America/Anguilla; AL Europe/Tirane; AM Asia/Yerevan; AO Africa/Luanda; AQ Antarctica/McMurdo
Antarctica/Casey Antarctica/Davis Antarctica/DumontDUrville Antarctica/Mawson Antarctica/Palmer
Antarctica/Rothera Antarctica/Syowa Antarctica/Troll Antarctica/Vostok; AR
America/Argentina/Buenos_Aires America/Argentina/Cordoba America/Argentina/Salta
America/Argentina/Jujuy America/Argentina/Tucuman America/Argentina/Catamarca
America/Argentina/La_Rioja America/Argentina/San_Juan America/Argentina/Mendoza
America/Argentina/San_Luis America/Argentina/Rio_Gallegos America/Argentina/Ushuaia; AS
Pacific/Pago_Pago; AT Europe/Vienna; AU Australia/Lord_Howe Antarctica/Macquarie Australia/Hobart
Australia/Melbourne Australia/Sydney Australia/Broken_Hill Australia/Brisbane Australia/Lindeman
Australia/Adelaide Australia/Darwin Australia/Perth Australia/Eucla; AW America/Aruba; AX
Europe/Mariehamn; AZ Asia/Baku; BA Europe/Sarajevo; BB America/Barbados; BD Asia/Dhaka; BE
Europe/Brussels; BF Africa/Ouagadougou; BG Europe/Sofia; BH Asia/Bahrain; BI Africa/Bujumbura; BJ
Africa/Porto-Novo; BL America/St_Barthelemy; BM Atlantic/Bermuda; BN Asia/Brunei; BO
America/La_Paz; BQ America/Kralendijk; BR America/Noronha America/Belem America/Fortaleza
America/Recife America/Araguaina America/Maceio America/Bahia America/Sao_Paulo
America/Campo_Grande America/Cuiaba America/Santarem America/Porto_Velho America/Boa_Vista
America/Manaus America/Eirunepe America/Rio_Branco; BS America/Nassau; BT Asia/Thimphu; BW
Africa/Gaborone; BY Europe/Minsk; BZ America/Belize; CA America/St_Johns America/Halifax
America/Glace_Bay America/Moncton America/Goose_Bay America/Blanc-Sablon America/Toronto
America/Iqaluit America/Atikokan America/Winnipeg America/Resolute America/Rankin_Inlet
America/Regina America/Swift_Current America/Edmonton America/Cambridge_Bay America/Inuvik
America/Creston America/Dawson_Creek America/Fort_Nelson America/Whitehorse America/Dawson
America/Vancouver; CC Indian/Cocos; CD Africa/Kinshasa Africa/Lubumbashi; CF Africa/Bangui; CG
Africa/Brazzaville; CH Europe/Zurich; CI Africa/Abidjan; CK Pacific/Rarotonga; CL
America/Santiago America/Coyhaique America/Punta_Arenas Pacific/Easter; CM Africa/Douala; CN
Asia/Shanghai Asia/Urumqi; CO America/Bogota; CR America/Costa_Rica; CU America/Havana; CV
Atlantic/Cape_Verde; CW America/Curacao; CX Indian/Christmas; CY Asia/Nicosia Asia/Famagusta; CZ
Europe/Prague; DE Europe/Berlin Europe/Busingen; DJ Africa/Djibouti; DK Europe/Copenhagen; DM
America/Dominica; DO America/Santo_Domingo; DZ Africa/Algiers; EC America/Guayaquil
Pacific/Galapagos; EE Europe/Tallinn; EG Africa/Cairo; EH Africa/El_Aaiun; ER Africa/Asmara; ES
Europe/Madrid Africa/Ceuta Atlantic/Canary; ET Africa/Addis_Ababa; FI Europe/Helsinki; FJ
Pacific/Fiji; FK Atlantic/Stanley; FM Pacific/Chuuk Pacific/Pohnpei Pacific/Kosrae; FO
Atlantic/Faroe; FR Europe/Paris; GA Africa/Libreville; GB Europe/London; GD America/Grenada; GE
Asia/Tbilisi; GF America/Cayenne; GG Europe/Guernsey; GH Africa/Accra; GI Europe/Gibraltar; GL
America/Nuuk America/Danmarkshavn America/Scoresbysund America/Thule; GM Africa/Banjul; GN
Africa/Conakry; GP America/Guadeloupe; GQ Africa/Malabo; GR Europe/Athens; GS
Atlantic/South_Georgia; GT America/Guatemala; GU Pacific/Guam; GW Africa/Bissau; GY
America/Guyana; HK Asia/Hong_Kong; HN America/Tegucigalpa; HR Europe/Zagreb; HT
America/Port-au-Prince; HU Europe/Budapest; ID Asia/Jakarta Asia/Pontianak Asia/Makassar
Asia/Jayapura; IE Europe/Dublin; IL Asia/Jerusalem; IM Europe/Isle_of_Man; IN Asia/Kolkata; IO
Indian/Chagos; IQ Asia/Baghdad; IR Asia/Tehran; IS Atlantic/Reykjavik; IT Europe/Rome; JE
Europe/Jersey; JM America/Jamaica; JO Asia/Amman; JP Asia/Tokyo; KE Africa/Nairobi; KG
Asia/Bishkek; KH Asia/Phnom_Penh; KI Pacific/Tarawa Pacific/Kanton Pacific/Kiritimati; KM
Indian/Comoro; KN America/St_Kitts; KP Asia/Pyongyang; KR Asia/Seoul; KW Asia/Kuwait; KY
America/Cayman; KZ Asia/Almaty Asia/Qyzylorda Asia/Qostanay Asia/Aqtobe Asia/Aqtau Asia/Atyrau
Asia/Oral; LA Asia/Vientiane; LB Asia/Beirut; LC America/St_Lucia; LI Europe/Vaduz; LK
Asia/Colombo; LR Africa/Monrovia; LS Africa/Maseru; LT Europe/Vilnius; LU Europe/Luxembourg; LV
Europe/Riga; LY Africa/Tripoli; MA Africa/Casablanca; MC Europe/Monaco; MD Europe/Chisinau; ME
Europe/Podgorica; MF America/Marigot; MG Indian/Antananarivo; MH Pacific/Majuro
Pacific/Kwajalein; MK Europe/Skopje; ML Africa/Bamako; MM Asia/Yangon; MN Asia/Ulaanbaatar
Asia/Hovd; MO Asia/Macau; MP Pacific/Saipan; MQ America/Martinique; MR Africa/Nouakchott; MS
America/Montserrat; MT Europe/Malta; MU Indian/Mauritius; MV Indian/Maldives; MW Africa/Blantyre;
MX America/Mexico_City America/Cancun America/Merida America/Monterrey America/Matamoros
America/Chihuahua America/Ciudad_Juarez America/Ojinaga America/Mazatlan America/Bahia_Banderas
America/Hermosillo America/Tijuana; MY Asia/Kuala_Lumpur Asia/Kuching; MZ Africa/Maputo; NA
Africa/Windhoek; NC Pacific/Noumea; NE Africa/Niamey; NF Pacific/Norfolk; NG Africa/Lagos; NI
America/Managua; NL Europe/Amsterdam; NO Europe/Oslo; NP Asia/Kathmandu; NR Pacific/Nauru; NU
Pacific/Niue; NZ Pacific/Auckland Pacific/Chatham; OM Asia/Muscat; PA America/Panama; PE
America/Lima; PF Pacific/Tahiti Pacific/Marquesas Pacific/Gambier; PG Pacific/Port_Moresby
Pacific/Bougainville; PH Asia/Manila; PK Asia/Karachi; PL Europe/Warsaw; PM America/Miquelon; PN
Pacific/Pitcairn; PR America/Puerto_Rico; PS Asia/Gaza Asia/Hebron; PT Europe/Lisbon
Atlantic/Madeira Atlantic/Azores; PW Pacific/Palau; PY America/Asuncion; QA Asia/Qatar; RE
Indian/Reunion; RO Europe/Bucharest; RS Europe/Belgrade; RU Europe/Kaliningrad Europe/Moscow
Europe/Kirov Europe/Volgograd Europe/Astrakhan Europe/Saratov Europe/Ulyanovsk Europe/Samara
Asia/Yekaterinburg Asia/Omsk Asia/Novosibirsk Asia/Barnaul Asia/Tomsk Asia/Novokuznetsk
Asia/Krasnoyarsk Asia/Irkutsk Asia/Chita Asia/Yakutsk Asia/Khandyga Asia/Vladivostok
Asia/Ust-Nera Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk Asia/Kamchatka Asia/Anadyr; RW
Africa/Kigali; SA Asia/Riyadh; SB Pacific/Guadalcanal; SC Indian/Mahe; SD Africa/Khartoum; SE
Europe/Stockholm; SG Asia/Singapore; SH Atlantic/St_Helena; SI Europe/Ljubljana; SJ
Arctic/Longyearbyen; SK Europe/Bratislava; SL Africa/Freetown; SM Europe/San_Marino; SN
Africa/Dakar; SO Africa/Mogadishu; SR America/Paramaribo; SS Africa/Juba; ST Africa/Sao_Tome; SV
America/El_Salvador; SX America/Lower_Princes; SY Asia/Damascus; SZ Africa/Mbabane; TA
Atlantic/St_Helena; TC America/Grand_Turk; TD Africa/Ndjamena; TF Indian/Kerguelen; TG
Africa/Lome; TH Asia/Bangkok; TJ Asia/Dushanbe; TK Pacific/Fakaofo; TL Asia/Dili; TM
Asia/Ashgabat; TN Africa/Tunis; TO Pacific/Tongatapu; TR Europe/Istanbul; TT
America/Port_of_Spain; TV Pacific/Funafuti; TW Asia/Taipei; TZ Africa/Dar_es_Salaam; UA
Europe/Simferopol Europe/Kyiv; UG Africa/Kampala; UM Pacific/Midway Pacific/Wake; US
America/New_York America/Detroit America/Kentucky/Louisville America/Kentucky/Monticello
America/Indiana/Indianapolis America/Indiana/Vincennes America/Indiana/Winamac
America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Chicago
America/Indiana/Tell_City America/Indiana/Knox America/Menominee America/North_Dakota/Center
America/North_Dakota/New_Salem America/North_Dakota/Beulah America/Denver America/Boise
America/Phoenix America/Los_Angeles America/Anchorage America/Juneau America/Sitka
America/Metlakatla America/Yakutat America/Nome America/Adak Pacific/Honolulu; UY
America/Montevideo; UZ Asia/Samarkand Asia/Tashkent; VA Europe/Vatican; VC America/St_Vincent; VE
America/Caracas; VG America/Tortola; VI America/St_Thomas; VN Asia/Ho_Chi_Minh; VU Pacific/Efate;
WF Pacific/Wallis; WS Pacific/Apia; XK Europe/Belgrade; YE Asia/Aden; YT Indian/Mayotte; ZA
Africa/Johannesburg; ZM Africa/Lusaka; ZW Africa/Harare
"""

#: A state, its zones, then its codes.
_STATES: Final = """\
AL America/Chicago America/New_York 205 251 256 334 659 938;
AK America/Anchorage America/Adak 907;
AZ America/Phoenix America/Denver 480 520 602 623 928;
AR America/Chicago 327 479 501 870;
CA America/Los_Angeles 209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619
626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951;
CO America/Denver 303 719 720 748 970 983;
CT America/New_York 203 475 860 959;
DE America/New_York 302;
DC America/New_York 202 771;
FL America/New_York America/Chicago 239 305 321 324 352 386 407 448 561 645 656 689 727 728 754
772 786 813 850 863 904 941 954;
GA America/New_York 229 404 470 478 678 706 762 770 912 943;
HI Pacific/Honolulu 808;
ID America/Boise America/Los_Angeles 208 986;
IL America/Chicago 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872;
IN America/Indiana/Indianapolis America/Chicago 219 260 317 463 574 765 812 930;
IA America/Chicago 319 515 563 641 712;
KS America/Chicago America/Denver 316 620 785 913;
KY America/New_York America/Chicago 270 364 502 606 859;
LA America/Chicago 225 318 337 457 504 985;
ME America/New_York 207;
MD America/New_York 227 240 301 410 443 667;
MA America/New_York 339 351 413 508 617 774 781 857 978;
MI America/Detroit America/Menominee 231 248 269 313 517 586 616 679 734 810 906 947 989;
MN America/Chicago 218 320 507 612 651 763 924 952;
MS America/Chicago 228 471 601 662 769;
MO America/Chicago 235 314 417 557 573 636 660 816 975;
MT America/Denver 406;
NE America/Chicago America/Denver 308 402 531;
NV America/Los_Angeles America/Denver 702 725 775;
NH America/New_York 603;
NJ America/New_York 201 551 609 640 732 848 856 862 908 973;
NM America/Denver 505 575;
NY America/New_York 212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914
917 929 934;
NC America/New_York 252 336 472 704 743 828 910 919 980 984;
ND America/Chicago America/Denver 701;
OH America/New_York 216 220 234 283 326 330 380 419 436 440 513 567 614 740 937;
OK America/Chicago 405 539 572 580 918;
OR America/Los_Angeles America/Boise 458 503 541 971;
PA America/New_York 215 223 267 272 412 445 484 570 582 610 717 724 814 835 878;
RI America/New_York 401;
SC America/New_York 803 821 839 843 854 864;
SD America/Chicago America/Denver 605;
TN America/New_York America/Chicago 423 615 629 731 865 901 931;
TX America/Chicago America/Denver 210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737
806 817 830 832 903 915 936 940 945 956 972 979;
UT America/Denver 385 435 801;
VT America/New_York 802;
VA America/New_York 276 434 540 571 686 703 757 804 826 948;
WA America/Los_Angeles 206 253 360 425 509 564;
WV America/New_York 304 681;
WI America/Chicago 262 274 353 414 534 608 715 920;
WY America/Denver 307;
"""


def _countries() -> dict[str, tuple[str, ...]]:
    return {code: tuple(rest) for code, *rest in map(str.split, _COUNTRIES.split(";"))}


def _states() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the zones of each state, and the state of each code."""
    zones: dict[str, tuple[str, ...]] = {}
    codes: dict[str, str] = {}
    for state, *rest in map(str.split, _STATES.rstrip(";\n").split(";")):
        zones[state] = tuple(one for one in rest if not one.isdigit())
        codes.update((one, state) for one in rest if one.isdigit())
    return zones, codes


#: ISO 3166-1 code of a country → names of its zones.
COUNTRIES: Final[Mapping[str, tuple[str, ...]]] = _countries()
_ZONES, _CODES = _states()
#: Two letters of a state → names of its zones.
STATES: Final[Mapping[str, tuple[str, ...]]] = _ZONES
#: Three digits after +1 → two letters of the state.
AREA_CODES: Final[Mapping[str, str]] = _CODES
