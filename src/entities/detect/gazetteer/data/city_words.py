"""Names of cities and regions that are also words, persons or brands."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text; the lists below are written this way."""
    return frozenset(text.split())


# English words, months, surnames and brands that are also a city or region.
# They match only if capitalised inside a sentence. Given names and function
# words are found by rule.
COMMON_WORDS = word_set(
    """
    aurora austin barking barrie bath beaumont bedford bender bismarck blackburn
    bolton boulder brittany buda buffalo burlington camden cary chandler chico
    clearwater concord concordia constantine cork crawley cypress dali darwin
    davenport denton derby dori dover dudley durham engels essen farah fargo
    ferguson flint florence fontana fuji gresham guerrero hagen hamilton hamm
    hampton harrow helena henderson hesse hollywood hue hull irving jena kawasaki
    kimberley kitchener lancaster laval lincoln lourdes lowell lyman madison
    mansfield matsumoto mckinney memphis mendoza mesa mesquite mobile mocha modesto
    montgomery nakano natal nice orange paradise pereira perm phoenix plano preston
    princeton providence pueblo queens reading reno reus rhodes ruse saga salinas
    santos savannah selma simmering slough split stirling tamale toledo tours
    trujillo tyre vaughan vinh windsor woodlands worthing
    """
)

# Names that usually mean an ordinary word, a person, a company or a club, even
# if capitalised inside a sentence.
DROPPED = word_set(
    """
    adachi ajax alexandra americana amol anand anda ann arabi archway artem assis
    bade bali balsas bama banan banda batman belgrano bello benfica bimbo bole boma
    brandon brent breves brusque bush capas carmona carolina carrefour castelar
    centennial central centurion chas chia chinatown chust commonwealth corona
    coronel dasha davie delta divo downey ede edison elizabeth enterprise erode
    fatih franca gama garland george gera gilbert golfe guna handa hassan hitachi ho
    hub ibarra ikeda imus independence ise izumi jackson jamaica jingling kani kara
    kati kaya kennedy kira kita komatsu koreatown korolev korolyov lages lander
    latina lira loni maldonado male man mango mansa mantilla marino mary masai mati
    meads metro milagro milton minna mitte moga moreno moro nada newton nigel noda
    norman offa oral oyama pali pare paterson pati pest ponce poole puri quezon
    rangel resistencia retiro richardson rodriguez sakai saki sakura samba san sano
    santana sari serra shaping shevchenko soka springs surprise sutton taito takeo
    tama thornton timon toyota tyler ueda valenzuela van viana villaverde vista
    vladimir warden warder warren yao
    """
)
DROPPED_PHRASES = frozenset(
    {
        "alvaro obregon",
        "artur alvim",
        "benito juarez",
        "business bay",
        "eloy alfaro",
        "fernando de la mora",
        "gustavo adolfo madero",
        "international city",
        "jose bonifacio",
        "miguel hidalgo",
        "model town",
        "nicolas romero",
        "paulo afonso",
        "vasco da gama",
        "venustiano carranza",
    }
)
# Spellings that the rules for accents and apostrophes would generate, but that
# are other words.
NOT_GENERATED = word_set(
    """
    agri chia chu codo colon cua dara duma gent hail jian leon luan mage male mana
    mare mari medea oral para sabha sale sana
    """
)
