"""The words that questions about rows are made of: bokmål, nynorsk and English.

A phrase is one or more words, folded, without punctuation (``e-helse`` is two words). What a
question holds beside these words, the archive's own names and dates is unknown, and a question with
unknown words is not answered from rows.
"""

from __future__ import annotations

from enum import StrEnum

from ingest.tables.types import GREEN, KRONER, MILLIONS, RED, THOUSANDS, YELLOW
from search.rows.values import COLOURS


class Kind(StrEnum):
    """What a word or phrase does in a question."""

    SUBJECT = "subject"  # projects
    WHICH = "which"  # asks for a list or a value
    COUNT = "count"  # how many
    MUCH = "much"  # how much, how big
    WHO = "who"
    SHARE = "share"  # how large a part
    EXISTS = "exists"  # are there any
    FIELD = "field"  # value: a field of the row
    HEADING = "heading"  # value: a column's heading, folded
    COLOUR = "colour"
    LEVEL = "level"  # high, low: value is a colour, of risk alone
    AND = "and"
    OR = "or"
    BUT = "but"
    BOTH = "both"
    NOT = "not"
    COMPARE = "compare"  # value: an operator
    BETWEEN = "between"
    NUMBER = "number"
    UNIT = "unit"  # value: unit of money
    BILLION = "billion"
    PERCENT = "percent"
    MOST = "most"
    LEAST = "least"
    MANY = "many"  # most projects: of groups
    EACH = "each"  # per organisation
    SUM = "sum"
    MEAN = "mean"
    FROM = "from"
    TO = "to"
    SINCE = "since"
    UNTIL = "until"
    VERSUS = "versus"  # compared with
    CHANGED = "changed"
    BECAME = "became"
    WORSE = "worse"
    BETTER = "better"
    UP = "up"
    DOWN = "down"
    STILL = "still"
    NEW = "new"
    GONE = "gone"
    DATE = "date"
    REPORT = "report"
    LATEST = "latest"
    PREVIOUS = "previous"
    FIRST = "first"
    NOW = "now"
    NAME = "name"  # a project of the archive; value: its folded names
    OWNER = "owner"
    LEAD = "lead"
    CELL = "cell"  # the text of another cell; value: its folded forms
    ABOUT = "about"  # projects about …
    COPULA = "copula"  # is, was, rated as
    OF = "of"  # small words that join; kept, since a phrase may begin with them
    FILLER = "filler"
    STOP = "stop"  # asks for what rows do not tell: why, when, how
    TREND = "trend"  # how … has developed
    UNKNOWN = "unknown"


_PHRASES: dict[tuple[Kind, str], str] = {
    (Kind.SUBJECT, ""): (
        "prosjekt prosjektet prosjekter prosjekta prosjektene prosjekts prosjektets prosjektenes project projects "
        "program programmet programmer programma programmene programme programmes programs tiltak tiltaket tiltaka "
        "tiltakene initiativ initiativet initiativer initiativa initiativene initiative initiatives satsing satsingen "
        "satsinga satsinger satsingene satsingar delprosjekt delprosjekter enkeltprosjekt enkeltprosjektet "
        "enkeltprosjekter porteføljeprosjekter porteføljeprosjekt porteføljeprosjekta digitaliseringsprosjekter"
    ),
    (Kind.WHICH, ""): (
        "hvilke hvilken hvilket hva kva kva_for kva_for_ein kva_for_ei kva_for_eit kva_for_nokre kven_av what which "
        "what_are what_is list list_opp liste vis vis_meg finn gi_meg oppgi nevn nemn show show_me give_me name_the "
        "alle all every samtlige samtlege hvilke_av which_of which_ones tell_me fortell_meg fortel_meg oversikt_over "
        "ei_liste_over en_liste_over a_list_of list_of liste_over skriv_ut find"
    ),
    (Kind.COUNT, ""): (
        "hvor_mange kor_mange how_many antall antallet talet_på tal_på number_of the_number_of count antalet tel "
        "tell_opp count_of hvor_mange_av kor_mange_av hva_er_antallet what_number_of"
    ),
    (Kind.SHARE, ""): (
        "hvor_stor_andel kor_stor_del kor_stor_andel hvor_stor_del andel andelen prosentandel prosentandelen "
        "hvor_mange_prosent kor_mange_prosent what_share what_percentage what_proportion how_large_a_share "
        "percentage_of share_of proportion_of hva_er_andelen hvilken_andel"
    ),
    (Kind.MUCH, ""): (
        "hvor_mye kor_mykje how_much hvor_stort hvor_stor hvor_store kor_stort kor_stor kor_store how_big how_large "
        "hvor_høyt kor_høgt hvor_høy how_high"
    ),
    (Kind.WHO, ""): "hvem kven who whom whose hvem_sin hvem_sitt",
    (Kind.EXISTS, ""): (
        "er_det finnes_det finst_det fins_det har_noen har_noe er_noen er_noe har_nokon har_nokre er_nokre is_there are_there "
        "does_any do_any has_any have_any did_any was_there were_there var_det var_det_noen finnes_det_noen noen noe "
        "nokon nokre noko any some hadde_noen hadde_noe hadde_nokre hadde_nokon er_det_noen er_det_nokon er_det_nokre "
        "is_any are_any"
    ),
    (Kind.FIELD, "status"): (
        "status statusen statuser statusene statusar statusfarge statusfargen statusnivå statusvurdering "
        "overordnet_status samlet_status prosjektstatus prosjektstatusen overall_status totalstatus trafikklys "
        "trafikklyset statusmelding traffic_light rag rag_status status_colour"
    ),
    (Kind.FIELD, "risk"): (
        "risiko risikoen risikoer risikonivå risikonivået risikovurdering risikovurderingen risikostatus "
        "risikobilde risikobildet risikobiletet risikofarge risikofargen risikograd risk risks risk_level risk_rating "
        "risk_status risk_levels prosjektrisiko the_risk risk_colour"
    ),
    (Kind.FIELD, "progress"): (
        "fremdrift fremdriften framdrift framdriften framdrifta fremgang fremgangen framgang framgangen ferdiggrad "
        "ferdiggraden ferdig ferdige ferdigstilt_prosent fullføringsgrad gjennomføringsgrad gjennomføringsgraden "
        "fullføringsgraden progress completion degree_of_completion complete percent_complete completion_rate "
        "hvor_langt kor_langt how_far ferdigstillelsesgrad ferdigstillingsgrad hvor_ferdig kor_ferdig how_complete done"
    ),
    (Kind.FIELD, "amount"): (
        "budsjett budsjettet budsjetter budsjettene budsjetta budsjetts budsjettets budsjettramme budsjettrammen "
        "budsjettramma budsjettrammer prosjektbudsjett prosjektbudsjettet årsbudsjett budsjettert budsjetterte "
        "budsjettbeløp budsjettbeløpet budsjettall budsjettall budsjetterer ramme rammen ramma rammer kostnad "
        "kostnaden kostnader kostnadene kostnadar kostnadane kostnadsramme kostnadsrammen koster kostet kostar kosta "
        "koste prosjektkostnad prosjektkostnaden budget budgets budgeted budgeting cost costs costing bevilgning "
        "bevilgningen bevilget bevilga løyving løyvinga løyvd midler midlene midlar midlane funding funds funded beløp "
        "beløpet satt_av avsatt sett_av avsett allocated allocation set_aside pengar penger money investering "
        "investeringer investeringa investeringen tildelt tildelte tildeling dyre dyr dyrt expensive budgetary"
    ),
    (Kind.FIELD, "owner"): (
        "eier eiere eieren eierne eies eiet eid eid_av eies_av eigar eigarar eigaren eigarane eigd eigd_av eig eige owner "
        "owners owned owned_by own owns owning ansvarlig ansvarlige ansvarleg ansvarlege ansvaret ansvar ansvarer "
        "ansvarlig_virksomhet ansvarleg_verksemd ansvarlig_for ansvarleg_for responsible responsible_for "
        "responsibility responsibility_for ansvarlige_virksomheter ansvarlege_verksemder responsible_organisation "
        "responsible_organization responsible_organisations responsible_organizations virksomhet virksomheten virksomheter "
        "virksomhetene verksemd verksemda verksemder verksemdene organisasjon organisasjonen organisasjoner organisasjonar "
        "organisasjonene organisasjonane organisation organisations organization organizations etat etaten etater "
        "etatar etatene aktør aktøren aktører aktørar aktørene aktørane helseforetak helseforetaket helseforetakene "
        "foretak foretaket foretakene føretak føretaket agency agencies company companies entity entities "
        "prosjekteierskap eierskap eierskapet eierorganisasjon tilhører tilhøyrer belong_to belongs_to belonging_to "
        "står_for står_bak har_ansvaret_for har_ansvar_for har_ansvaret in_charge_of runs run_by driver drives_av drive "
        "drives drifter blir_drive_av"
    ),
    (Kind.FIELD, "lead"): (
        "leder ledere lederen lederne ledes ledes_av ledet ledet_av leda leda_av leia leia_av leiar leiarar leiaren "
        "leier blir_leia_av prosjektleder prosjektlederen prosjektledere prosjektlederne prosjektleiar prosjektleiaren "
        "prosjektleiarar prosjektleiarane prosjektansvarlig prosjektansvarlige prosjektansvarleg prosjekteier prosjekteieren prosjekteiere "
        "prosjekteigar prosjekteigaren prosjekteigarar programleder programlederen programleiar lead leads led led_by "
        "leader leaders project_lead project_leads project_leader project_leaders project_manager project_managers "
        "project_owner project_owners managed_by manages manage managed manager managers headed_by heads head "
        "kontaktperson kontaktpersonen kontaktpersonar contact_person leda programme_manager"
    ),
    (Kind.FIELD, "id"): (
        "id iden id_en prosjektnummer prosjektnummeret prosjektid prosjekt_id nummer nummeret project_id id_nummer "
        "id_number project_number prosjektnr nr number"
    ),
    (Kind.FIELD, "name"): "navn navnet navnene navna namn namnet namna name names title heter heiter hete heite hette heitte called named kalles tittel tittelen",
    (Kind.FIELD, "unit"): "måleenhet måleenheten måleeining",
    (Kind.FIELD, "area"): (
        "innsatsområde innsatsområdet innsatsområder innsatsområdene innsatsområda satsingsområde satsingsområdet "
        "satsingsområder satsingsområda satsningsområde satsningsområdet område området områder områdene områda "
        "focus_area focus_areas area areas strategisk_område strategiske_områder kategori kategorien kategorier "
        "kategoriar category categories tema temaet temaer temaområde delportefølje delporteføljen delportefølja "
        "gruppe gruppen gruppa grupper group groups"
    ),
    (Kind.AND, ""): "og samt and samtidig_som as_well_as i_tillegg_til",
    (Kind.OR, ""): "eller or og_eller and_or",
    (Kind.BUT, ""): "men but mens while",
    (Kind.BOTH, ""): "både both begge bade samtidig at_once simultaneously at_the_same_time",
    (Kind.NOT, ""): (
        "ikke ikkje not no isn't doesn't uten utan without verken korkje neither nor hverken annet_enn anna_enn andre_enn "
        "annen_enn other_than except bortsett_fra bortsett_frå unntatt unnateke utenom utanom med_unntak_av ingen "
        "inga none excluding aldri never except_for apart_from mangler manglar lack lacks lacking missing don't hasn't haven't "
        "didn't wasn't weren't aren't"
    ),
    (Kind.COMPARE, ">"): (
        "over mer_enn meir_enn større_enn høyere_enn høgare_enn lenger_enn lengre_enn dyrere_enn dyrare_enn more_than "
        "greater_than larger_than higher_than above exceeding exceeds exceed bigger_than further_than overstiger overstig "
        "fler_enn flere_enn fleire_enn"
    ),
    (Kind.COMPARE, "<"): (
        "under mindre_enn lavere_enn lågare_enn færre_enn kortere_enn billigere_enn billigare_enn less_than lower_than "
        "smaller_than below fewer_than under_enn"
    ),
    (Kind.COMPARE, ">="): "at_least no_less_than fra_og_med ikke_under ikke_mindre_enn ikkje_mindre_enn minimum eller_mer or_more",
    (Kind.COMPARE, "<="): (
        "høyst høgst maks maksimalt maksimum inntil opptil opp_til at_most no_more_than up_to not_more_than "
        "ikke_over ikkje_over ikke_mer_enn ikkje_meir_enn maximum"
    ),
    (Kind.COMPARE, "="): "lik lik_med akkurat nøyaktig exactly equal_to equals",
    (Kind.BETWEEN, ""): "mellom between imellom",
    (Kind.UNIT, MILLIONS): "mill mill_kr mill_kroner million millions millioner millionar mnok mkr millioner_kroner millionar_kroner nok_million millioner_norske_kroner",
    (Kind.UNIT, THOUSANDS): "tusen tusen_kroner thousand thousands tnok tkr tusen_kr",
    (Kind.UNIT, KRONER): "kr kroner kronar krone nok",
    (Kind.BILLION, ""): "milliard milliarder milliardar mrd billion billions mrd_kr milliarder_kroner milliardar_kroner",
    (Kind.PERCENT, ""): "prosent percent per_cent pst % prosents",
    (Kind.MOST, ""): "størst største høyest høyeste høgast høgaste mest largest biggest highest greatest most top øverst maksimale verst verste worst",
    (Kind.MOST, "amount"): "dyrest dyreste dyrast dyraste kostbar kostbare kostbart mest_kostbare mest_kostbart most_expensive costliest mest_penger mest_pengar most_money most_costly",
    (Kind.MOST, "progress"): "kommet_lengst kome_lengst kommet_lengst_med lengst lengste lengst_fremme lengst_framme furthest farthest furthest_along most_advanced most_complete nærmest_ferdig nærmest_mål closest_to_completion",
    (Kind.LEAST, ""): "minst minste lavest laveste lågast lågaste lowest smallest least minimale minimal best beste",
    (Kind.LEAST, "amount"): "billigst billigste billigast billigaste cheapest least_expensive minst_penger minst_pengar rimeligst rimeligste",
    (Kind.LEAST, "progress"): "kommet_kortest kome_kortest kortest korteste least_advanced least_complete lengst_bak",
    (Kind.MANY, ""): "flest most_projects the_most_projects færrest fewest",
    (Kind.EACH, ""): "hver hvert kvar kvart per_virksomhet each per fordelt_på fordelt fordelte fordeler_fordelt by_organisation by_owner fordeler",
    (Kind.SUM, ""): (
        "sum summen summer samlet samlede samla total totalt totale totalen totalbudsjett totalbudsjettet "
        "totalbudsjett til_sammen tilsammen til_saman tilsaman i_alt totally altogether combined in_total overall "
        "sammenlagt samanlagt totalsum totalsummen aggregate sum_of summert summerte together totals in_all sums i_sum totalkostnad"
    ),
    (Kind.MEAN, ""): (
        "gjennomsnitt gjennomsnittet gjennomsnittlig gjennomsnittlige gjennomsnittleg gjennomsnittlege snitt i_snitt "
        "snittet average mean on_average i_gjennomsnitt snittbudsjett gjennomsnittsbudsjett gjennomsnittsbudsjettet"
    ),
    (Kind.FROM, ""): "fra frå from",
    (Kind.TO, ""): "til to into over_til til_og_med",
    (Kind.SINCE, ""): "siden sidan since etter after ifra",
    (Kind.UNTIL, ""): "før before until innen fram_til frem_til",
    (Kind.VERSUS, ""): (
        "sammenlignet_med samanlikna_med sammenliknet_med i_forhold_til mot versus vs compared_with compared_to "
        "enn_i than_in relative_to opp_mot sammenlignet samanlikna compared enn than measured_against"
    ),
    (Kind.CHANGED, ""): (
        "endret endra endre endringer endring endringar endret_seg endra_seg forandret forandra skiftet skifta byttet bytta changed "
        "change changes changing gått gikk gjekk går gått_fra gått_frå went gone_from moved move beveget bevega "
        "flyttet_seg forandret_seg endringen endringa endringene beveget_seg har_gått switched shifted ulik forskjellig different "
        "forskjell forskjellen skilnad skilnaden difference"
    ),
    (Kind.BECAME, ""): (
        "blitt blitt_til ble blei vart vorte vorten blir bli became become turned turned_into turn gone_to went_to gått_til gikk_til gjekk_til "
        "gått_over_til gikk_over_til gjekk_over_til fått fekk fikk gotten received endret_til endra_til changed_to "
        "skiftet_til skifta_til moved_to"
    ),
    (Kind.WORSE, ""): (
        "forverret forverra forverring forverret_seg forverra_seg dårligere dårlegare verre worse worsened worsen worsening "
        "deteriorated deteriorate deteriorating forverrer svekket svekka deterioration"
    ),
    (Kind.BETTER, ""): (
        "forbedret forbetra forbedring forbetring forbedret_seg forbetra_seg bedre betre bedret betra improved improve "
        "improvement better improving bedring betring bedret_seg betra_seg forbedrer"
    ),
    (Kind.UP, ""): (
        "økt økte øke øker økning økningen auka auke aukar auken økt_mest vokst vokste høyere høgare increased increase increases "
        "increasing risen rose raised higher grew grown gått_opp gjekk_opp gikk_opp opp went_up gone_up større larger "
        "bigger more_money up hevet heva"
    ),
    (Kind.DOWN, ""): (
        "redusert reduserte redusere reduksjon reduksjonen senket senka lavere lågare mindre gått_ned gikk_ned gjekk_ned ned decreased decrease "
        "decreases reduced reduce reduction lower lowered fallen fell cut went_down gone_down kuttet kutta kutt minket minka smaller less "
        "down sunket sokke"
    ),
    (Kind.STILL, ""): "fortsatt fremdeles framleis stadig still continued remained remain remains fortsette uendret uendra unchanged forblitt beholdt behaldt kept",
    (Kind.NEW, ""): (
        "ny nye nytt new kommet_til komne_til kome_til kom_til kommet_inn kome_inn kom_inn komne_inn meldt_inn melde_inn innmeldt innmelde lagt_til lagde_til "
        "tatt_inn teke_inn kommet_med added introduced joined entered entered_the_portfolio nyinnmeldt nyinnmeldte nykommet tilkommet "
        "nyinnmelde tatt_opp_i lagt_inn tilført"
    ),
    (Kind.GONE, ""): (
        "ute ut gått_ut gikk_ut gjekk_ut går_ut gåtte_ut ute_av ut_av meldt_ut melde_ut utmeldt utmelde borte forsvunnet forsvunne "
        "forsvann falt_ut fall_ut falle_ut fjernet fjerna tatt_ut teke_ut tekne_ut tatt_bort ikke_lenger ikkje_lenger "
        "ikkje_lengre no_longer left gone removed dropped disappeared taken_out departed leave leaves avsluttet "
        "avsluttede avslutta utgått utgåtte fullført fullførte fullførde ferdigstilt ferdigstilte ferdigstilde "
        "completed finished closed discontinued ended ute_av_porteføljen ikke_lenger_med ikkje_lenger_med vekk "
        "dropped_out exited ut_av_porteføljen"
    ),
    (Kind.REPORT, ""): (
        "rapport rapporten rapporter rapporta rapporteringen rapporteringa rapportering report reports reporting "
        "porteføljerapport porteføljerapporten porteføljerapporter statusrapport statusrapporten statusrapporter statusrapportering statusrapporteringen innmelding "
        "innmeldingen innmeldinga runde runden runde oversikt oversikten oversikta porteføljeoversikt "
        "porteføljeoversikten tiltaksoversikt tiltaksoversikten tiltaksoversikta prosjektoversikt prosjektoversikten "
        "prosjektoversikta overview tabell tabellen tabellene tabellane table tables vedlegg vedlegget liste listen lista "
        "portfolio_report portfolio_overview project_portfolio_report status_report måling målingen målinga rapportar rapportane rapportene "
        "rapportutgave rapportutgaven statusoversikt statusoversikten innrapportering innrapporteringen"
    ),
    (Kind.LATEST, ""): "siste nyeste nyaste latest most_recent newest last current sist senest seneste",
    (Kind.PREVIOUS, ""): "forrige førre previous foregående føregåande prior nest_siste forige tidligere_rapport the_one_before",
    (Kind.FIRST, ""): "første fyrste first eldste eldste_rapporten oldest earliest tidligste tidlegaste",
    (Kind.NOW, ""): (
        "nå no_for_tida nå_for_tiden for_tiden for_tida i_dag now today currently at_present i_øyeblikket per_i_dag "
        "akkurat_nå presently at_the_moment nåværende noverande per_dags_dato på_nåværende_tidspunkt"
    ),
    (Kind.ABOUT, ""): (
        "om handler_om handlar_om som_handler_om gjelder gjeld dreier_seg_om dreiar_seg_om innen innanfor innenfor "
        "knyttet_til knytt_til knytte_til relatert_til relaterte_til about concerning related_to regarding within concern "
        "med_ordet med_ordene med_ordet som_inneholder som_inneheld containing contain inneholder inneheld contains with_the_word"
    ),
    (Kind.COPULA, ""): (
        "er var is are was were be been være vere vært vore vurdert vurdert_til vurdert_som vurderte vurdert_med satt_til "
        "sett_til rated assessed rated_as assessed_as markert markert_som merket merket_med merka merka_med marked "
        "marked_as flagget flagged angitt oppgitt oppgjeve oppgitt_som lik equals som as klassifisert klassifisert_som "
        "classified_as klassifiserte står_som stod_som sto_som står_på sto_på stod_på lyser lyste reported_as at har_hatt kategorisert_som "
        "vurdert_å_være fargelagt coloured colored rapportert rapporterte meldt melde melder meldte satt farget farga rapporterer "
    ),
    (Kind.OF, ""): "av of på in i for med with på_tvers_av pr ved hos hjå at on by gjennom",
    (Kind.TREND, ""): (
        "utviklet_seg utvikla_seg utvikling utviklingen utviklinga utviklet utvikla developed development evolved "
        "over_tid over_time historikk historikken history trend trenden"
    ),
    (Kind.STOP, ""): (
        "hvorfor kvifor why hvordan korleis how når when hvor kor kvar where årsak årsaken årsaker årsakene begrunnelse "
        "begrunnelsen grunnen reason reasons because fordi forklar explain hensikt formål formålet purpose betyr "
        "betyder mean means"
    ),
    (Kind.FILLER, ""): (
        "har hadde have has had hatt having de den det dei the a an en et ein ei eit som that who_have der hvor_det da "
        "til_stede der_hvor deres deira sin sitt sine their its disse dette denne desse this these those oss meg me us "
        "vi jeg eg you du kan can could kunne vil would do does did skal shall please vennligst takk gjerne og_så også "
        "òg also bare berre only just portefølje porteføljen portefølja porteføljene portfolio portfolios nasjonal "
        "nasjonale national the_portfolio prosjektportefølje prosjektporteføljen prosjektportefølja samlet_portefølje "
        "e_helseportefølje e_helseporteføljen e_helseportefølja nasjonal_e_helseportefølje ehealth e_health health "
        "står stod sto ligger ligg lå lay lies stand stands finnes finst fins exist exists exist viser vise shows show "
        "oppført oppførte registrert registrerte listed registered "
        "farge fargen farger fargene farga fargar colour color colours colors nivå nivået level levels verdi verdien value "
        "values grad graden rad raden rader radene row rows data tall tallet tal rapportert_med reported "
        "hører høyrer hører_til høyrer_til inngår inngår_i med_i included include includes part omfatter omfattar består består_av "
        "planlagt planlagte planlagde planned forventet expected kommet kome kommer gang_i seg selv sjølv så langt so far "
        "år året year years måned måneden month nevnt ene eneste only single one enn_så_lenge til_og_med "
        "respektive totalt_sett hele heile whole entire ganger gang blant among amongst out dem them they de_som dei_som det_som "
        "noe_annet i_løpet_av during løpet tid tidspunkt time both_in i_året året_for for_året konkrete gitte ulike forskjellige "
        "ulikt various different gitt given med_en med_et med_ein med_eit with_a with_an hos_oss hvis viss if egentlig eigentleg actually "
        "ifølge ifølgje følge følgje according per_date dato datoen date kolonne kolonnen column feltet felt field "
        "fikk_vi opplyst opplyses opplyser opplyst registrert_med melder_om meldte_om melde_om meldt_om rapporterte_om "
        "rapporterer_om rapporterer rapporterte report_a reporting_a using bruker har_fått_satt there it well "
        "tilhørende tilhøyrande respective corresponding prosjektene_sine s"
    ),
}  # fmt: skip

_LEVELS = {
    RED: "høy høyt høye høg høgt høge high kritisk critical",
    YELLOW: "middels moderat moderate medium middels_høy",
    GREEN: "lav lavt lave låg lågt låge low",
}

PHRASES: dict[tuple[str, ...], tuple[Kind, str]] = {}
"""Every phrase, as words, and what it does."""
for (_kind, _value), _words in _PHRASES.items():
    for _phrase in _words.split():
        PHRASES.setdefault(tuple(_phrase.split("_")), (_kind, _value))
for _word, _colour in COLOURS.items():
    PHRASES[(_word,)] = (Kind.COLOUR, _colour)
for _colour, _words in _LEVELS.items():
    for _word in _words.split():
        PHRASES[tuple(_word.split("_"))] = (Kind.LEVEL, _colour)

LONGEST = max(map(len, PHRASES))
"""Words of the longest phrase."""

NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        "null/ingen/zero/no en/én/ett/ei/ein/eitt/one to/two tre/three fire/four fem/five seks/six sju/syv/seven åtte/eight "
        "ni/nine ti/ten elleve/eleven tolv/twelve tretten/thirteen fjorten/fourteen femten/fifteen seksten/sixteen "
        "sytten/seventeen atten/eighteen nitten/nineteen tjue/twenty".split()
    )
    for word in words.split("/")
}
"""Numbers that are written as words, 0 to 20."""

LEGAL_FORMS = frozenset("rhf hf kf iks as asa sf sa ba ans nuf ltd inc".split())
"""What may stand at the end of an organisation's name and is left out in speech."""

MONTHS = {
    name: number
    for number, names in enumerate(
        "januar/january/jan februar/february/feb mars/march april/apr mai/may juni/june juli/july august/aug "
        "september/sept/sep oktober/october/okt/oct november/nov desember/december/des/dec".split(),
        1,
    )
    for name in names.split("/")
}
SEASONS = {
    "vår våren spring vårhalvåret": (3, 4, 5, 6, 2, 1),
    "sommer sommeren summer sommaren sommar": (6, 7, 8),
    "høst høsten haust hausten autumn fall høsthalvåret": (9, 10, 11, 12, 8),
    "vinter vinteren winter": (12, 1, 2),
}
"""Months of each season, those that it means first."""
