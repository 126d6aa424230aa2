"""What a town explains about planning: read and changed by each town, put in by the demo and by the first start."""

#: Title, sentence, text, easy-to-read version.
PAGES = (
    (
        "Jak se tu plánují sociální služby",
        "O službách rozhodují společně tři strany. Město je svolá, vyslechne a výsledek zaplatí a splní.",
        "<p>Komunitní plánování sociálních služeb znamená, že se u jednoho stolu potkají lidé, kteří pomoc potřebují, lidé, "
        "kteří ji poskytují, a obce, které ji platí. Domluví se, co u nás chybí, co je nejdůležitější "
        "a kdo to do kdy udělá.</p><h2>Co to přináší</h2><ul><li>Peníze jdou tam, kde pomoc opravdu chybí.</li><li>Nikdo "
        "nerozhoduje o druhých bez nich.</li><li>Sousední obce si služby nepřetahují, ale dělí se o ně.</li><li>Každý si "
        "může přečíst, co jsme slíbili a co se povedlo.</li></ul><h2>Jak jdou kroky za sebou</h2><ol><li>Zeptáme se lidí, co "
        "potřebují.</li><li>Porovnáme to se službami, které tu jsou.</li><li>Skupiny napíšou návrh plánu.</li><li>Každý "
        "k němu může říct své, na každou připomínku odpovíme.</li><li>Zastupitelstvo plán schválí.</li><li>Plán plníme "
        "a jednou za rok řekneme, jak to šlo.</li></ol>",
        "Město plánuje, jaké služby tu budou.\nPtá se lidí, kteří pomoc potřebují.\nPtá se lidí, kteří pomáhají.\n"
        "Spolu se dohodnou.\nDohodě se říká plán.\nPřidat se můžete i vy.",
    ),
    (
        "Tři strany u jednoho stolu",
        "Kdo službu potřebuje, kdo ji poskytuje a kdo ji platí. Říkáme tomu triáda.",
        "<p>Každá strana ví něco, co ostatní nevědí. Uživatelé vědí, jaké to je pomoc potřebovat. Poskytovatelé vědí, jak se "
        "pomoc dělá a co stojí. Obce vědí, kolik mají peněz a za co odpovídají.</p><p>Proto nemá v žádné skupině jedna strana víc než polovinu míst. U každé skupiny je vidět, jak jsou strany zastoupené a komu místo chybí.</p><p>Vedle "
        "triády sedávají odborníci a veřejnost: lékařka, učitel, sousedka. Mluvit smí každý.</p>",
        "Plánují tři skupiny lidí.\nPrvní pomoc potřebují.\nDruzí pomoc dávají.\nTřetí pomoc platí.\n"
        "Všichni mají stejné slovo.",
    ),
    (
        "Uživatelé služeb a ti, kdo pečují",
        "Nejlépe vědí, co pomáhá a co ne. Nemusí nic umět, stačí vlastní zkušenost.",
        "<p>Uživatel je každý, kdo službu využívá nebo by ji potřeboval. Patří sem i rodiny, které se doma o někoho starají."
        "</p><h2>Co od vás čekáme</h2><ul><li>Řeknete, co vám chybí a co vám vadí.</li><li>Přečtete si návrh a řeknete, jestli "
        "mu rozumíte.</li></ul><h2>S čím pomůžeme</h2><ul><li>Jednání je v bezbariérovém domě.</li><li>O blízkého se po tu "
        "dobu někdo postará.</li><li>Podklady dostanete předem a srozumitelně napsané.</li></ul>",
        "Potřebujete pomoc?\nNebo se o někoho staráte?\nVy víte nejlépe, co chybí.\nŘekněte nám to.\n"
        "Nic dalšího umět nemusíte.",
    ),
    (
        "Poskytovatelé služeb",
        "Znají každodenní práci s lidmi a vědí, co je možné a kolik to stojí.",
        "<p>Poskytovatel je organizace, která službu dělá: pečovatelská služba, poradna, domov, azylový dům.</p><h2>Co "
        "přinášejí</h2><ul><li>Vědí, koho musí odmítnout a proč.</li><li>Řeknou, kolik by nová služba stála.</li><li>Udržují "
        "své údaje v katalogu pravdivé.</li></ul><p>Poskytovatelé spolu u stolu nesoutěží. Hledají, jak si práci rozdělit.</p>",
        "Některé organizace pomáhají lidem.\nŘíkáme jim poskytovatelé.\nVědí, jak se pomoc dělá.\nVědí, kolik pomoc stojí.",
    ),
    (
        "Zadavatel: město a obce",
        "Odpovídají za to, že pomoc bude. Plán schvalují, platí a plní.",
        "<p>Zadavatelem je město a okolní obce. Zákon jim ukládá zjišťovat, co lidé potřebují, a říct jim, kde "
        "pomoc najdou.</p><ul><li>Svolávají jednání a platí koordinátorku.</li><li>Zastupitelstvo plán schválí a dá na něj "
        "peníze.</li><li>Jednou za rok řeknou, co se splnilo a co ne.</li></ul>",
        "Město a obce pomoc platí.\nMěsto svolá lidi ke stolu.\nZastupitelé plán schválí.\nMěsto řekne, co se povedlo.",
    ),
    (
        "Odborníci a veřejnost",
        "Lékařka, učitel, policista, sousedka: každý může přijít a říct svůj názor.",
        "<p>Potřebu pomoci často první uvidí někdo, kdo sám žádnou službu neposkytuje. Na veřejná jednání smí přijít kdokoli. "
        "Host nehlasuje, ale může se zeptat a navrhnout řešení.</p><p>Kdykoli můžete vyplnit dotazník, přijít na kulatý "
        "stůl nebo napsat připomínku k návrhu plánu.</p>",
        "Přijít může každý.\nMůžete se zeptat.\nMůžete říct, co si myslíte.\nHlasují jen členové skupiny.",
    ),
    (
        "Jak se přidat",
        "Vyberte si, kolik času máte: pět minut, jeden večer, nebo šest večerů do roka.",
        '<h2>Mám pět minut</h2><p>Vyplňte <a href="/setreni/">dotazník</a>, nebo zavolejte koordinátorce.</p><h2>Mám jeden '
        'večer</h2><p>Přijďte na akci nebo na jednání, které najdete v <a href="/kalendar/">kalendáři</a>. Hlásit se předem '
        'většinou nemusíte.</p><h2>Chci u toho být</h2><p>Vyberte si <a href="/skupiny/">skupinu</a> a pošlete přihlášku. '
        "Poprvé přijdete jako host. Jestli vám to u nás bude dávat smysl, stanete se členem.</p>",
        "Chcete se přidat?\nZavolejte nám.\nNebo přijďte na jednání.\nPoprvé se jen podíváte.\nPak se rozhodnete.",
    ),
)
