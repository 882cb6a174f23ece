# Deutsch, mit „du“.

language-name = Deutsch

## Greetings and help

start =
    Hallo! Schick mir ein Foto mit einem Gesicht. Ich lese das Gefühl darin und male das Foto im Stil eines Gemäldes, das von diesem Gefühl erzählt.

    /emotions zeigt die sieben Stile, mit /style happy wählst du selbst, /help erzählt den Rest.
help-intro =
    Schick ein Foto: Ich finde die Gesichter, lese ihr Gefühl und male es. Als Datei kommt es größer und schärfer zurück.
    /style sad geht auch als Bildunterschrift oder als Antwort auf ein Foto: Dann male ich nur dieses so.
help-album = Zwei bis zehn Fotos in einem Album kommen als ein Album zurück. Auch Sticker gehen.
help-buttons = Mit den Knöpfen unter einem Bild änderst du Gefühl, Stärke, Pinsel und Farben oder lässt es noch einmal ein wenig anders malen.
help-end = Ein Gefühl, das ich in einem Gesicht lese, ist eine Vermutung über einen Ausdruck und keine Tatsache über einen Menschen.
about =
    Ich bin emostyle, ein freies und offenes Programm. Ein kleines Netz liest den Ausdruck eines Gesichts, ein anderes malt das Foto wie ein berühmtes Gemälde. Beide wurden von Grund auf trainiert, und alle Gemälde sind gemeinfrei.

    Bitte beurteile mit mir keine Menschen: Ich rate nur Gesichtsausdrücke.
privacy-photo = Dein Foto liegt in der Warteschlange, bis es gemalt ist, höchstens { $wait }, und wird dann gelöscht. Das Bild wird gelöscht, sobald es verschickt ist; erreiche ich dich nicht, wird es gelöscht, ohne verschickt zu werden, meist nach einem Tag. Zehn Minuten länger merkt sich die Warteschlange, aus welchem Chat das Foto kam. Sie führt ein Protokoll auf der Festplatte, aus dem Gelöschtes beim nächsten Aufräumen verschwindet.
privacy-chat = Was du für einen Chat wählst, bleibt gespeichert, bis du es zurücknimmst. Eine Woche lang merke ich mir zu jedem Foto eine zufällig aussehende Zahl, damit ich nur einmal antworte.
privacy-buttons = Damit die Knöpfe unter einem Bild funktionieren, merke ich mir Telegrams Nummer deines Fotos (nicht das Foto selbst), was ich darin gelesen habe und was du dir gewünscht hast: { $buttons } lang.
privacy-cache = Damit dasselbe Foto sofort beantwortet wird, merke ich mir dasselbe { $cache } lang.
privacy-counts = Ich zähle Fotos, Gefühle und Korrekturen, nie zusammen mit einer Person. Zwei Minuten lang zähle ich, was du schickst, damit alle an die Reihe kommen.
privacy-news = Ich merke mir, welche Chats mich kennen, um Neues mitteilen zu können.
privacy-forget = /forget löscht alles, was ich über dich weiß. Danach, und nach /cancel, merke ich mir zehn Minuten lang unter einer verschlüsselten Nummer, wann du es wolltest, damit nichts gemalt wird, was noch unterwegs war.
privacy-end = Aus deinen Fotos wird nichts gelernt.
send-photo = Schick mir ein Foto mit einem Gesicht, dann male ich es. Mehr dazu: /help
not-a-photo = Ich kann nur unbewegte Bilder malen. Schick mir ein Foto oder ein Bild als Datei (JPEG, PNG, WebP oder HEIC).
no-profile-photo = Ich kann dein Profilfoto nicht sehen. Schick mir doch einfach ein Foto.
unknown-command = Diesen Befehl kenne ich nicht. /help zeigt, was ich kann.

## While a photo is painted

painting = 🎨 Ich habe dein Foto und male es gerade…
waiting = 🎨 Ich habe dein Foto. Fotos vor deinem: { $ahead }.
waiting-eta = 🎨 Ich habe dein Foto. Fotos vor deinem: { $ahead }. Es dauert etwa { $eta }.
stage-reading = 🎨 Ich schaue mir dein Foto an…
stage-painting = 🎨 Ich male dein Foto…
painting-album = 🎨 Ich habe deine { $total } Fotos und male sie. Fertig: { $ready }.
painting-seven = 🎨 Ich male dein Foto in allen { $total } Gefühlen. Fertig: { $ready }.
done = 🎨 Fertig.
unconfirmed = Ich habe dein Bild geschickt, aber Telegram hat es nicht bestätigt. Wenn es nicht da ist, schick das Foto bitte noch einmal.
lost-painting = Dein Bild war fertig, hat aber zu lange gewartet und ist weg. Bitte schick das Foto noch einmal.
sorry = Bei mir ist etwas schiefgegangen. Bitte versuch es noch einmal.
too-big-to-fetch = Diese Datei ist größer als 20 MB, so große gibt mir Telegram nicht. Bitte schick eine kleinere.
not-fetched = Ich konnte dieses Foto nicht von Telegram holen. Bitte schick es noch einmal.
not-queued = Gerade kann ich keine Fotos annehmen. Bitte schick es in ein paar Minuten noch einmal.

## Under a painting

sure = { $emotion } · zu { NUMBER($share, style: "percent") } sicher
unsure = { $emotion } · vielleicht: Ich bin nicht sicher ({ NUMBER($share, style: "percent") })
share = { $emotion } { NUMBER($share, style: "percent") }
faces =
    { $count ->
        [one] { $count } Gesicht: { $list }
       *[other] { $count } Gesichter: { $list }
    }
list-joint = { ", " }
faces-of = { $count } { $face }
artwork = 🖼 { $title }, { $artist }, { $year }
work = { $title }, { $artist }
year-about = um { $year }
year-reworked = { $year }, überarbeitet { $again }
album-failed =
    { $count ->
        [one] Foto { $places }: { $reason }
       *[other] Fotos { $places }: { $reason }
    }
album-no-face =
    { $count ->
        [one] Foto { $places }: kein Gesicht gefunden
       *[other] Fotos { $places }: kein Gesicht gefunden
    }
album-line = { $place }. { $line }
album-choose = Welches dieser Bilder soll ich ändern? Tippe auf seine Nummer.
album-choose-emotion = ❔ ist ohne Gesicht: Tippe auf die Nummer und wähle ein Gefühl.
album-opened = Tippe an, was anders werden soll. Es kommt als neues Bild, und das Album bleibt, wie es ist.

## Choosing a style

style-set = Ab jetzt male ich hier alles in diesem Gefühl: { $emotion } ({ $artwork }). /style auto liest wieder die Gesichter.
style-auto = Ich lese das Gefühl wieder aus den Gesichtern.
style-now = Hier male ich alles in diesem Gefühl: { $emotion }. Wähle ein anderes oder lass mich wieder die Gesichter lesen:
style-now-auto = Ich lese das Gefühl aus den Gesichtern. Du kannst auch eines wählen:
style-unknown = Das Gefühl „{ $name }“ kenne ich nicht. Wähle eines von diesen:
style-unknown-nearest = Das Gefühl „{ $name }“ kenne ich nicht. Meinst du { $nearest }? Wähle eines von diesen:
style-several = Von „{ $name }“ gibt es mehrere Kunstwerke. Wähle eines von diesen:
mix-set = Ab jetzt male ich hier alles als Mischung: { $mix }. /style auto liest wieder die Gesichter.
mix-how = Sag mir so, was ich mischen soll: /mix happy 70 sad 30. Als Bildunterschrift oder Antwort gilt es nur für dieses Foto.
mix-unknown = „{ $name }“ kenne ich nicht. So mischst du Gefühle: /mix happy 70 sad 30
mix-unknown-nearest = „{ $name }“ kenne ich nicht. Meinst du { $nearest }? So mischst du Gefühle: /mix happy 70 sad 30
emotions-title = So male ich jedes Gefühl:
emotions-choose = Welches soll es hier für alles sein?

## Settings

settings-title = So male ich in diesem Chat. Tippe, um etwas zu ändern:
settings-style = Stil: { $value }
settings-mix = Mischung: { $value }
settings-strength = Stärke: { $value }
settings-brush = Pinsel: { $value }
settings-colors = Farben des Fotos behalten: { $value }
settings-answer = Antworten als: { $value }
settings-language = Sprache: { $value }
settings-choose-style = Welches Gefühl soll ich hier malen?
settings-choose-mix = Tippe Gefühle an, um sie hier zu mischen, dann „Speichern“.
settings-choose-strength = Wie stark soll ich malen?
settings-choose-brush = Wie groß sollen die Pinselstriche sein?
settings-choose-language = Welche Sprache soll ich hier sprechen?
value-auto = automatisch
value-read = aus Gesichtern gelesen
value-app = wie in Telegram
value-yes = ja
value-no = nein
value-photo = Foto
value-file = Datei
value-percent = { NUMBER($share, style: "percent") }
brush-fine = fein
brush-medium = mittel
brush-broad = breit

## Buttons

button-colors = 🎨 Farben behalten
button-mix = 🌀 Mischen
button-faces = 👥 Jedes Gesicht für sich
button-all = 🖼 Alle sieben
button-file = 📄 Volle Größe
button-brush-fine = 🖌 Fein
button-brush-medium = 🖌 Mittel
button-brush-broad = 🖌 Breit
button-take = 🎲 Andere Fassung
button-wrong = 🙅 Nicht mein Gefühl
button-back = ↩ Zurück
button-paint = ✅ Mischung malen
button-save = ✅ Speichern
pressed-painting = 🎨 Ich male…
pressed-same = Genau das siehst du schon.
pressed-not-yours = Diese Knöpfe gehören jemand anderem. Schick mir doch ein eigenes Foto!
pressed-gone = Dieses Foto kenne ich nicht mehr. Bitte schick es noch einmal.
pressed-mix = Tippe Gefühle an, um sie zu mischen, dann „Mischung malen“.
pressed-mix-empty = Tippe zuerst mindestens ein Gefühl an.
wrong-thanks = Danke, ich habe es gezählt. Tippe das Gefühl an, das passt.
saved = Gespeichert.
no-face-choose = Ich habe auf diesem Foto kein Gesicht gefunden und kann kein Gefühl lesen. Welches soll ich malen?

## Waiting and stopping

status-none = Keines deiner Fotos wartet. Schick mir eins!
status-line =
    { $count ->
        [one] { $count } deiner Fotos ist unterwegs.
       *[other] { $count } deiner Fotos sind unterwegs.
    }
status-next = Fotos vor dem nächsten: { $ahead }.
status-eta = Das nächste dauert etwa { $eta }.
cancel-none = Es gibt nichts abzubrechen.
cancelled =
    { $count ->
        [one] Abgebrochen. { $count } Foto wird nicht gemalt.
       *[other] Abgebrochen. { $count } Fotos werden nicht gemalt.
    }
forgotten-nothing = Ich wusste nichts über dich, und jetzt noch weniger.
forgotten = Ich habe alles gelöscht, was ich über dich wusste:
forgotten-settings = • die Einstellungen dieses Chats
forgotten-waiting =
    { $count ->
        [one] • { $count } Foto in der Warteschlange
       *[other] • { $count } Fotos in der Warteschlange
    }
forgotten-aside =
    { $count ->
        [one] • { $count } Nachricht, mit der ich nicht zurechtkam
       *[other] • { $count } Nachrichten, mit denen ich nicht zurechtkam
    }
forgotten-paintings =
    { $count ->
        [one] • was ich für die Knöpfe von { $count } Bild behalten hatte
       *[other] • was ich für die Knöpfe von { $count } Bildern behalten hatte
    }
forgotten-answers =
    { $count ->
        [one] • { $count } Bild für schnelle Antworten
       *[other] • { $count } Bilder für schnelle Antworten
    }
forgotten-chat = • dass dieser Chat mich kennt
seconds =
    { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }

## Limits

too-fast = Das ging schnell! Bitte warte { $wait } bis zum nächsten Foto.
too-many-waiting =
    { $count ->
        [one] { $count } deiner Fotos wartet noch. Lass es mich erst fertig malen, dann schick mehr. /cancel bricht es ab.
       *[other] { $count } deiner Fotos warten noch. Lass sie mich erst fertig malen, dann schick mehr. /cancel bricht sie ab.
    }
queue-full = Gerade warten sehr viele Fotos. Bitte versuch es in ein paar Minuten noch einmal.
not-invited = Tut mir leid, dieser Bot ist nur für eingeladene Leute.

## For admins

stats =
    Chats: { $chats }
    Wartend: { $waiting }
    Fotos: { $photos }
    Gemalt: { $paintings }
    Aus dem Speicher: { $cached }
    Fehlschläge: { $failures }
stats-emotions = Gemalt als: { $list }
stats-corrections = Korrekturen: { $list }
stats-correction = { $read } → { $right }
stats-count = { $name } { $count }
stats-seconds = Ein Bild dauert { $seconds } s (Median).
broadcast-how = Schreib /broadcast und den Text, dann schicke ich ihn an alle Chats, die mich kennen.
broadcast-busy = Eine Rundnachricht ist noch unterwegs. Übrig: { $left }.
broadcast-begun =
    { $count ->
        [one] Ich schicke sie an { $count } Chat.
       *[other] Ich schicke sie an { $count } Chats.
    }
broadcast-done =
    { $count ->
        [one] Die Rundnachricht hat { $count } Chat erreicht.
       *[other] Die Rundnachricht hat { $count } Chats erreicht.
    }
error-report = ⚠️ { $error } in { $where }

## Why there is no painting

reason-no_face = Ich habe auf diesem Foto kein Gesicht gefunden und kann kein Gefühl lesen. Wähle selbst eines: Antworte auf das Foto mit /style happy oder einem der sieben aus /emotions.
reason-unreadable = Ich konnte dieses Bild nicht lesen: Es ist beschädigt oder gar kein Bild. Bitte schick ein anderes.
reason-unsupported = Ich kann nur unbewegte Bilder malen. Bitte schick ein Foto.
reason-too_large = Dieses Bild ist zu groß oder viel zu lang und schmal. Bitte schick ein kleineres.
reason-too_small = Dieses Bild ist zu klein zum Malen. Bitte schick ein größeres.
reason-no_style = Nach dem Kunstwerk, das hier gewählt ist, kann ich nicht mehr malen. /style auto liest wieder die Gesichter, und /emotions zeigt, was ich male.
reason-expired = Dein Foto musste zu lange warten und wurde gelöscht. Bitte schick es noch einmal.
reason-timed_out = Dieses Foto zu malen hat zu lange gedauert, also habe ich aufgehört. Versuch es bitte mit einem kleineren.
reason-cancelled = Abgebrochen, wie du es wolltest.
reason-failed = Beim Malen dieses Fotos ist etwas schiefgegangen. Bitte schick es noch einmal oder ein anderes.

## Commands, as Telegram's menu shows them

command-start = Was dieser Bot macht
command-style = Gefühl wählen: /style happy, /style auto
command-mix = Gefühle mischen: /mix happy 70 sad 30
command-emotions = Die sieben Gefühle und ihre Gemälde
command-me = Dein Profilfoto malen
command-settings = Stärke, Pinsel, Farben, Foto oder Datei, Sprache
command-status = Was gerade wartet
command-cancel = Abbrechen, was wartet
command-help = So geht es
command-privacy = Was gespeichert wird und wie lange
command-forget = Alles über dich löschen
command-about = Was ich bin
command-stats = Für Admins: Zahlen
command-broadcast = Für Admins: an alle Chats

## The seven emotions: the name, and how a face with it is called

emotion-neutral = Neutral
    .face = neutral
emotion-happy = Freude
    .face = fröhlich
emotion-surprise = Überraschung
    .face = überrascht
emotion-sad = Trauer
    .face = traurig
emotion-angry = Wut
    .face = wütend
emotion-disgust = Ekel
    .face = angeekelt
emotion-fear = Angst
    .face = ängstlich

## Words that people type for them

words-auto = auto, automatisch, lesen, gesicht, gesichter
words-neutral = neutral, ruhig, gelassen, gleichgültig
words-happy = freude, fröhlich, glücklich, froh, lächeln, lachen, lachend
words-surprise = überraschung, überrascht, erstaunt, staunen
words-sad = trauer, traurig, traurigkeit, betrübt, unglücklich, weinen
words-angry = wut, wütend, zorn, zornig, ärger, böse, sauer, verärgert
words-disgust = ekel, angeekelt, eklig, abscheu
words-fear = angst, ängstlich, furcht, erschrocken, furchtsam, verängstigt

## Titles of the artworks; people may also call them by the names behind “also”

artwork-seurat-seascape-at-port-en-bessin = Seestück bei Port-en-Bessin, Normandie
artwork-kandinsky-composition-vii = Komposition VII
artwork-hokusai-the-great-wave-off-kanagawa = Die große Welle vor Kanagawa
artwork-van-gogh-starry-night-over-the-rhone = Sternennacht über der Rhone
artwork-russolo-the-revolt = Die Revolte
artwork-van-gogh-the-night-cafe = Das Nachtcafé
artwork-munch-the-scream = Der Schrei
artwork-monet-water-lilies = Seerosen
artwork-gris-portrait-of-pablo-picasso = Bildnis Pablo Picasso
artwork-van-gogh-wheat-field-with-cypresses = Weizenfeld mit Zypressen
artwork-klimt-the-kiss = Der Kuss
artwork-picabia-udnie = Udnie (Junges amerikanisches Mädchen, Der Tanz)
artwork-van-gogh-the-starry-night = Sternennacht
    .also = Die Sternennacht
artwork-vrubel-the-demon-seated = Der sitzende Dämon
artwork-werefkin-autumn-school = Herbst, Schule
artwork-delaunay-champs-de-mars-the-red-tower = Champ de Mars: Der rote Turm
artwork-leger-contrast-of-forms = Formenkontraste
artwork-schiele-houses-with-laundry = Häuser mit Wäsche
artwork-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Eine Ecke im Moulin de la Galette
artwork-bosch-the-last-judgment = Das Jüngste Gericht
artwork-aivazovsky-the-wave = Die Woge

## Why each artwork speaks for its emotion

why-monet-water-lilies = Stilles Wasser, weiche, gleichmäßige Tupfer, keine Mitte und keine Geschichte.
why-seurat-seascape-at-port-en-bessin = Gleichmäßige Punkte und ein ruhiger Horizont: So ändert sich die Stimmung eines Fotos am wenigsten.
why-gris-portrait-of-pablo-picasso = Ein Gesicht aus grauen und ockerfarbenen Flächen, gemessen und kühl, das kein Gefühl verrät.
why-kandinsky-composition-vii = Warme, bunte, geschwungene und tanzende Formen.
why-van-gogh-wheat-field-with-cypresses = Sonne und Wind: unten Gold, oben Hellblau, und überall kringeln sich die Pinselstriche.
why-klimt-the-kiss = Gold, Blumen und Spiralen um zwei Menschen, die sonst nichts wollen.
why-hokusai-the-great-wave-off-kanagawa = Der Augenblick, bevor die Welle bricht, in harten Tuschelinien auf Cremeweiß.
why-picabia-udnie = Formen, die nach außen bersten, mit harten Sprüngen von Hell zu Dunkel.
why-van-gogh-the-starry-night = Ein Himmel wie zum ersten Mal gesehen: Sterne wie Sonnen, und alles dreht sich.
why-van-gogh-starry-night-over-the-rhone = Tiefblaue Nacht, kurze, langsame Striche und ein paar matte Lichter.
why-vrubel-the-demon-seated = Ein grübelnder Riese aus stumpf roten und graublauen Facetten, wie aus kaltem Stein gehauen.
why-werefkin-autumn-school = Kahle schwarze Bäume, ein dunkelblauer Hügel und eine Reihe kleiner schwarzer Gestalten, die davongehen.
why-russolo-the-revolt = Satte rote Keile, die alle in eine Richtung drängen: ein Bild, das ganz aus Aufruhr besteht.
why-delaunay-champs-de-mars-the-red-tower = Ein roter Turm, der zwischen schwarzen und weißen Splittern zerbirst.
why-leger-contrast-of-forms = Harte schwarze Umrisse um rote, weiße und blaue Bänder, die gegeneinanderdrücken.
why-van-gogh-the-night-cafe = Giftiges Gelbgrün gegen Blutrot, um die schrecklichen Leidenschaften der Menschen zu zeigen.
why-schiele-houses-with-laundry = Schmutziges Grau und Braun, zerkratzt, mit Umrissen wie Schorf.
why-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Kränklich graugrüne Gesichter in abgestandenem Licht.
why-munch-the-scream = Ein blutorangefarbener Himmel über kaltem Dunkelblau, und Linien, die nicht stillhalten wollen.
why-bosch-the-last-judgment = Schwarz und Glutrot, voller kleiner spitzer Dinge, die man lieber nicht sähe.
why-aivazovsky-the-wave = Ein dunkles Meer, das ohne Ufer wirbelt, und darin ein paar Menschen.

## Artists; people may also call them by the names behind “also”

artist-georges-seurat = Georges Seurat
artist-claude-monet = Claude Monet
artist-juan-gris = Juan Gris
artist-wassily-kandinsky = Wassily Kandinsky
artist-vincent-van-gogh = Vincent van Gogh
artist-gustav-klimt = Gustav Klimt
artist-katsushika-hokusai = Katsushika Hokusai
artist-francis-picabia = Francis Picabia
artist-mikhail-vrubel = Michail Wrubel
artist-marianne-von-werefkin = Marianne von Werefkin
artist-luigi-russolo = Luigi Russolo
artist-robert-delaunay = Robert Delaunay
artist-fernand-leger = Fernand Léger
artist-egon-schiele = Egon Schiele
artist-henri-de-toulouse-lautrec = Henri de Toulouse-Lautrec
artist-edvard-munch = Edvard Munch
artist-hieronymus-bosch = Hieronymus Bosch
artist-ivan-aivazovsky = Iwan Aiwasowski
