# Français, avec « tu ».

language-name = Français

## Greetings and help

start =
    Bonjour ! Envoie-moi une photo avec un visage. Je lis l’émotion qui s’y trouve et je peins la photo dans le style d’un tableau qui parle de cette émotion.

    /emotions montre les sept styles, avec /style happy tu choisis toi-même, /help raconte le reste.
help-intro =
    Envoie une photo : je trouve les visages, je lis leur émotion et je la peins. En fichier, elle revient plus grande et plus nette.
    /style sad marche aussi comme légende d’une photo ou en réponse à une photo : alors seule celle-ci est peinte ainsi.
help-album = De deux à dix photos dans un album reviennent en un album. Les stickers marchent aussi.
help-buttons = Les boutons sous un tableau changent son émotion, sa force, son pinceau et ses couleurs, ou le repeignent un peu autrement.
help-end = Une émotion lue sur un visage est une supposition sur une expression, pas un fait sur une personne.
about =
    Je suis emostyle, un programme libre et ouvert. Un petit réseau lit l’expression d’un visage, un autre peint la photo comme un tableau célèbre. Les deux ont été entraînés à partir de zéro, et tous les tableaux sont dans le domaine public.

    Merci de ne pas m’utiliser pour juger des gens : je ne fais que deviner des expressions.
privacy-photo = Ta photo reste dans la file tant qu’elle attend, { $wait } au plus, et elle est effacée une fois peinte. Le tableau est effacé une fois envoyé ; si je ne peux pas te joindre, il est effacé sans être envoyé, en général après un jour. Pendant dix minutes de plus, la file se souvient de la discussion d’où venait la photo. La file tient un journal sur le disque, d’où ce qui est effacé disparaît au prochain rangement.
privacy-chat = Ce que tu choisis pour une discussion est gardé jusqu’à ce que tu le changes. Pendant une semaine, je retiens pour chaque photo un nombre d’apparence aléatoire, afin de ne répondre qu’une fois.
privacy-buttons = Pour que les boutons sous un tableau marchent, je garde le numéro de ta photo chez Telegram (pas la photo), ce que j’y ai lu et ce que tu as souhaité, pendant { $buttons }.
privacy-cache = Pour répondre tout de suite à la même photo, je garde cela aussi pendant { $cache }.
privacy-counts = Je compte les photos, les émotions et les corrections, jamais en lien avec une personne. Pendant deux minutes, je compte ce que tu envoies, pour que chacun ait son tour.
privacy-news = Je retiens quelles discussions me connaissent, pour pouvoir donner des nouvelles.
privacy-forget = /forget efface tout ce que je sais de toi. Pendant dix minutes ensuite, et après /cancel, je retiens sous un numéro brouillé quand tu l’as demandé, pour ne rien peindre de ce qui était encore en route.
privacy-end = Tes photos ne servent à aucun apprentissage.
send-photo = Envoie-moi une photo avec un visage et je la peins. /help en dit plus.
not-a-photo = Je ne sais peindre que des images fixes. Envoie une photo, ou une image JPEG, PNG, WebP ou HEIC en fichier.
no-profile-photo = Je ne vois pas ta photo de profil. Envoie-moi plutôt une autre photo.
unknown-command = Je ne connais pas cette commande. /help montre ce que je sais faire.

## While a photo is painted

painting = 🎨 J’ai ta photo et je la peins…
waiting = 🎨 J’ai ta photo. Photos avant la tienne : { $ahead }.
waiting-eta = 🎨 J’ai ta photo. Photos avant la tienne : { $ahead }. Il faut environ { $eta }.
stage-reading = 🎨 Je regarde ta photo…
stage-painting = 🎨 Je peins ta photo…
painting-album = 🎨 J’ai tes { $total } photos et je les peins. Prêtes : { $ready }.
painting-seven = 🎨 Je peins ta photo dans les { $total } émotions. Prêtes : { $ready }.
done = 🎨 Voilà.
unconfirmed = J’ai envoyé ton tableau, mais Telegram ne l’a pas confirmé. S’il n’est pas là, renvoie la photo, s’il te plaît.
lost-painting = Ton tableau était prêt, mais il a attendu trop longtemps et n’est plus là. Renvoie la photo, s’il te plaît.
sorry = Quelque chose a mal tourné de mon côté. Essaie encore, s’il te plaît.
too-big-to-fetch = Ce fichier dépasse 20 Mo, et Telegram ne m’en donne pas d’aussi gros. Envoies-en un plus petit, s’il te plaît.
not-fetched = Je n’ai pas pu récupérer cette photo chez Telegram. Renvoie-la, s’il te plaît.
not-queued = Je ne peux pas prendre de photos en ce moment. Renvoie-la dans quelques minutes, s’il te plaît.

## Under a painting

sure = { $emotion } · sûr à { NUMBER($share, style: "percent") }
unsure = { $emotion } · peut-être : je ne suis pas sûr ({ NUMBER($share, style: "percent") })
share = { $emotion } { NUMBER($share, style: "percent") }
faces =
    { $count ->
        [one] { $count } visage : { $list }
       *[other] { $count } visages : { $list }
    }
list-joint = { ", " }
faces-of = { $count } { $face }
artwork = 🖼 { $title }, { $artist }, { $year }
work = { $title }, { $artist }
year-about = vers { $year }
year-reworked = { $year }, repris en { $again }
album-failed =
    { $count ->
        [one] Photo { $places } : { $reason }
       *[other] Photos { $places } : { $reason }
    }
album-no-face =
    { $count ->
        [one] Photo { $places } : aucun visage trouvé
       *[other] Photos { $places } : aucun visage trouvé
    }
album-line = { $place }. { $line }
album-choose = Lequel de ces tableaux dois-je changer ? Touche son numéro.
album-choose-emotion = ❔ n’a pas de visage : touche son numéro pour choisir une émotion.
album-opened = Touche ce qu’il faut changer. Une nouvelle image arrive, et l’album reste tel quel.

## Choosing a style

style-set = Désormais, je peins tout ici avec cette émotion : { $emotion } ({ $artwork }). /style auto relit les visages.
style-auto = Je lis de nouveau l’émotion sur les visages.
style-now = Ici, je peins tout avec cette émotion : { $emotion }. Choisis-en une autre ou laisse-moi relire les visages :
style-now-auto = Je lis l’émotion sur les visages. Tu peux aussi en choisir une :
style-unknown = Je ne connais pas l’émotion « { $name } ». Choisis-en une :
style-unknown-nearest = Je ne connais pas l’émotion « { $name } ». Tu voulais dire { $nearest } ? Choisis-en une :
style-several = Il y a plusieurs œuvres de « { $name } ». Choisis-en une :
mix-set = Désormais, je peins tout ici en mélange : { $mix }. /style auto relit les visages.
mix-how = Dis-moi quoi mélanger, comme ceci : /mix happy 70 sad 30. En légende d’une photo ou en réponse, cela ne vaut que pour elle.
mix-unknown = Je ne connais pas « { $name } ». Mélange les émotions ainsi : /mix happy 70 sad 30
mix-unknown-nearest = Je ne connais pas « { $name } ». Tu voulais dire { $nearest } ? Mélange les émotions ainsi : /mix happy 70 sad 30
emotions-title = Voici comment je peins chaque émotion :
emotions-choose = Laquelle pour tout ce qui est envoyé ici ?

## Settings

settings-title = Voici comment je peins dans cette discussion. Touche pour changer :
settings-style = Style : { $value }
settings-mix = Mélange : { $value }
settings-strength = Force : { $value }
settings-brush = Pinceau : { $value }
settings-colors = Garder les couleurs de la photo : { $value }
settings-answer = Répondre en : { $value }
settings-language = Langue : { $value }
settings-choose-style = Quelle émotion dois-je peindre ici ?
settings-choose-mix = Touche des émotions pour les mélanger ici, puis « Enregistrer ».
settings-choose-strength = Avec quelle force dois-je peindre ?
settings-choose-brush = De quelle taille doivent être les coups de pinceau ?
settings-choose-language = Quelle langue dois-je parler ici ?
value-auto = automatique
value-read = lu sur les visages
value-app = comme dans Telegram
value-yes = oui
value-no = non
value-photo = photo
value-file = fichier
value-percent = { NUMBER($share, style: "percent") }
brush-fine = fin
brush-medium = moyen
brush-broad = large

## Buttons

button-colors = 🎨 Garder les couleurs
button-mix = 🌀 Mélanger
button-faces = 👥 Chaque visage à part
button-all = 🖼 Les sept
button-file = 📄 Pleine taille
button-brush-fine = 🖌 Fin
button-brush-medium = 🖌 Moyen
button-brush-broad = 🖌 Large
button-take = 🎲 Autre version
button-wrong = 🙅 Pas mon émotion
button-back = ↩ Retour
button-paint = ✅ Peindre le mélange
button-save = ✅ Enregistrer
pressed-painting = 🎨 Je peins…
pressed-same = C’est déjà ce que tu vois.
pressed-not-yours = Ces boutons sont à quelqu’un d’autre. Envoie-moi plutôt ta propre photo !
pressed-gone = Je ne me souviens plus de cette photo. Renvoie-la, s’il te plaît.
pressed-mix = Touche des émotions pour les mélanger, puis « Peindre le mélange ».
pressed-mix-empty = Touche d’abord au moins une émotion.
wrong-thanks = Merci, c’est noté. Touche l’émotion qui convient.
saved = Enregistré.
no-face-choose = Je n’ai trouvé aucun visage sur cette photo, donc pas d’émotion à lire. Laquelle dois-je peindre ?

## Waiting and stopping

status-none = Aucune de tes photos n’attend. Envoie-m’en une !
status-line =
    { $count ->
        [one] { $count } de tes photos est en route.
       *[other] { $count } de tes photos sont en route.
    }
status-next = Photos avant la prochaine : { $ahead }.
status-eta = La prochaine demande environ { $eta }.
cancel-none = Il n’y a rien à annuler.
cancelled =
    { $count ->
        [one] Annulé. { $count } photo ne sera pas peinte.
       *[other] Annulé. { $count } photos ne seront pas peintes.
    }
forgotten-nothing = Je ne savais rien de toi, et maintenant encore moins.
forgotten = J’ai effacé tout ce que je savais de toi :
forgotten-settings = • les réglages de cette discussion
forgotten-waiting =
    { $count ->
        [one] • { $count } photo dans la file
       *[other] • { $count } photos dans la file
    }
forgotten-aside =
    { $count ->
        [one] • { $count } message que je n’ai pas pu traiter
       *[other] • { $count } messages que je n’ai pas pu traiter
    }
forgotten-paintings =
    { $count ->
        [one] • ce que je gardais pour les boutons de { $count } tableau
       *[other] • ce que je gardais pour les boutons de { $count } tableaux
    }
forgotten-answers =
    { $count ->
        [one] • { $count } tableau gardé pour répondre vite
       *[other] • { $count } tableaux gardés pour répondre vite
    }
forgotten-chat = • le fait que cette discussion me connaît
seconds =
    { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }

## Limits

too-fast = Quelle vitesse ! Attends { $wait } avant la prochaine photo, s’il te plaît.
too-many-waiting =
    { $count ->
        [one] { $count } de tes photos attend encore. Laisse-moi la finir, puis envoies-en d’autres. /cancel l’annule.
       *[other] { $count } de tes photos attendent encore. Laisse-moi les finir, puis envoies-en d’autres. /cancel les annule.
    }
queue-full = Énormément de photos attendent en ce moment. Réessaie dans quelques minutes, s’il te plaît.
not-invited = Désolé, ce bot est réservé aux personnes invitées.

## For admins

stats =
    Discussions : { $chats }
    En attente : { $waiting }
    Photos : { $photos }
    Tableaux : { $paintings }
    De la mémoire : { $cached }
    Échecs : { $failures }
stats-emotions = Peint en : { $list }
stats-corrections = Corrections : { $list }
stats-correction = { $read } → { $right }
stats-count = { $name } { $count }
stats-seconds = Peindre prend { $seconds } s (médiane).
broadcast-how = Écris /broadcast et le texte, et je l’envoie à toutes les discussions qui me connaissent.
broadcast-busy = Un envoi est encore en cours. Restants : { $left }.
broadcast-begun =
    { $count ->
        [one] Je l’envoie à { $count } discussion.
       *[other] Je l’envoie à { $count } discussions.
    }
broadcast-done =
    { $count ->
        [one] L’envoi a atteint { $count } discussion.
       *[other] L’envoi a atteint { $count } discussions.
    }
error-report = ⚠️ { $error } dans { $where }

## Why there is no painting

reason-no_face = Je n’ai trouvé aucun visage sur cette photo, donc pas d’émotion à lire. Choisis toi-même : réponds à la photo avec /style happy ou l’une des sept de /emotions.
reason-unreadable = Je n’ai pas pu lire cette image : elle est abîmée ou ce n’en est pas une. Envoies-en une autre, s’il te plaît.
reason-unsupported = Je ne sais peindre que des images fixes. Envoie une photo, s’il te plaît.
reason-too_large = Cette image est trop grande, ou beaucoup trop allongée. Envoies-en une plus petite, s’il te plaît.
reason-too_small = Cette image est trop petite pour être peinte. Envoies-en une plus grande, s’il te plaît.
reason-no_style = Je ne peux plus peindre d’après l’œuvre choisie ici. /style auto revient à la lecture des visages, et /emotions montre ce que je peins.
reason-expired = Ta photo a dû attendre trop longtemps et a été effacée. Renvoie-la, s’il te plaît.
reason-timed_out = Peindre cette photo prenait trop de temps, alors j’ai arrêté. Essaie avec une plus petite, s’il te plaît.
reason-cancelled = Annulé, comme tu le voulais.
reason-failed = Quelque chose a mal tourné pendant que je peignais cette photo. Renvoie-la, ou envoies-en une autre.

## Commands, as Telegram's menu shows them

command-start = Ce que fait ce bot
command-style = Choisir l’émotion : /style happy, /style auto
command-mix = Mélanger des émotions : /mix happy 70 sad 30
command-emotions = Les sept émotions et leurs tableaux
command-me = Peindre ta photo de profil
command-settings = Force, pinceau, couleurs, photo ou fichier, langue
command-status = Ce qui attend
command-cancel = Annuler ce qui attend
command-help = Mode d’emploi
command-privacy = Ce qui est gardé, et combien de temps
command-forget = Effacer tout ce que je sais de toi
command-about = Ce que je suis
command-stats = Pour les admins : chiffres
command-broadcast = Pour les admins : écrire à toutes les discussions

## The seven emotions: the name, and how a face with it is called

emotion-neutral = neutre
    .face =
        { $count ->
            [one] neutre
           *[other] neutres
        }
emotion-happy = joie
    .face = joyeux
emotion-surprise = surprise
    .face = surpris
emotion-sad = tristesse
    .face =
        { $count ->
            [one] triste
           *[other] tristes
        }
emotion-angry = colère
    .face = en colère
emotion-disgust = dégoût
    .face =
        { $count ->
            [one] dégoûté
           *[other] dégoûtés
        }
emotion-fear = peur
    .face =
        { $count ->
            [one] apeuré
           *[other] apeurés
        }

## Words that people type for them

words-auto = auto, automatique, lire, visage, visages
words-neutral = neutre, calme, normal
words-happy = joie, joyeux, joyeuse, heureux, heureuse, content, contente, sourire, rire
words-surprise = surprise, surpris, étonné, étonnée, étonnement
words-sad = tristesse, triste, malheureux, mélancolie, chagrin
words-angry = colère, fâché, fâchée, furieux, furieuse, rage, en colère, énervé, énervée
words-disgust = dégoût, dégoûté, dégoûtée, beurk
words-fear = peur, effrayé, effrayée, crainte, terreur, apeuré, apeurée, avoir peur

## Titles of the artworks; people may also call them by the names behind “also”

artwork-seurat-seascape-at-port-en-bessin = Marine à Port-en-Bessin, Normandie
artwork-kandinsky-composition-vii = Composition VII
artwork-hokusai-the-great-wave-off-kanagawa = La Grande Vague de Kanagawa
artwork-van-gogh-starry-night-over-the-rhone = La Nuit étoilée sur le Rhône
artwork-russolo-the-revolt = La Révolte
artwork-van-gogh-the-night-cafe = Le Café de nuit
artwork-munch-the-scream = Le Cri
artwork-monet-water-lilies = Nymphéas
artwork-gris-portrait-of-pablo-picasso = Portrait de Pablo Picasso
artwork-van-gogh-wheat-field-with-cypresses = Champ de blé avec cyprès
artwork-klimt-the-kiss = Le Baiser
artwork-picabia-udnie = Udnie (Jeune fille américaine, la danse)
artwork-van-gogh-the-starry-night = La Nuit étoilée
    .also = Nuit étoilée
artwork-vrubel-the-demon-seated = Le Démon assis
artwork-werefkin-autumn-school = Automne, école
artwork-delaunay-champs-de-mars-the-red-tower = Champ-de-Mars : la tour rouge
artwork-leger-contrast-of-forms = Contraste de formes
artwork-schiele-houses-with-laundry = Maisons avec linge
artwork-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Un coin du Moulin de la Galette
artwork-bosch-the-last-judgment = Le Jugement dernier
artwork-aivazovsky-the-wave = La Vague

## Why each artwork speaks for its emotion

why-monet-water-lilies = Une eau immobile, des touches douces et régulières, ni centre ni histoire.
why-seurat-seascape-at-port-en-bessin = Des points réguliers et un horizon calme : c’est ce qui change le moins l’humeur d’une photo.
why-gris-portrait-of-pablo-picasso = Un visage en plans gris et ocre, mesuré et froid, qui ne livre aucun sentiment.
why-kandinsky-composition-vii = Des formes chaudes, multicolores, courbes et dansantes.
why-van-gogh-wheat-field-with-cypresses = Soleil et vent : de l’or en bas, du bleu clair en haut, et partout des touches qui s’enroulent.
why-klimt-the-kiss = De l’or, des fleurs et des spirales autour de deux êtres qui ne veulent rien d’autre.
why-hokusai-the-great-wave-off-kanagawa = L’instant avant que la vague ne se brise, en durs contours d’encre sur fond crème.
why-picabia-udnie = Des formes qui éclatent vers l’extérieur, avec de brusques sauts du clair au sombre.
why-van-gogh-the-starry-night = Un ciel vu comme pour la première fois : des étoiles comme des soleils, et tout tourne.
why-van-gogh-starry-night-over-the-rhone = Une nuit d’un bleu profond, des touches courtes et lentes, quelques faibles lumières.
why-vrubel-the-demon-seated = Un géant plongé dans de sombres pensées, taillé en facettes rouge terne et gris-bleu, comme de la pierre froide.
why-werefkin-autumn-school = Des arbres noirs et nus, une colline bleu foncé et une file de petites silhouettes noires qui s’éloignent.
why-russolo-the-revolt = Des coins d’un rouge saturé qui foncent dans une seule direction : un tableau fait de révolte.
why-delaunay-champs-de-mars-the-red-tower = Une tour rouge qui explose entre des éclats noirs et blancs.
why-leger-contrast-of-forms = De durs contours noirs autour de bandes rouges, blanches et bleues qui se repoussent.
why-van-gogh-the-night-cafe = Un jaune-vert acide contre un rouge sang, pour montrer les terribles passions humaines.
why-schiele-houses-with-laundry = Du gris et du brun sales, griffés, avec des contours comme des croûtes.
why-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Des visages maladifs, gris-vert, dans une lumière viciée.
why-munch-the-scream = Un ciel orange sang au-dessus d’un bleu sombre et froid, et des lignes qui ne tiennent pas en place.
why-bosch-the-last-judgment = Du noir et un rouge de braise, plein de petites choses pointues qu’on préférerait ne pas voir.
why-aivazovsky-the-wave = Une mer sombre qui tourbillonne sans rivage, et quelques hommes au milieu.

## Artists; people may also call them by the names behind “also”

artist-georges-seurat = Georges Seurat
artist-claude-monet = Claude Monet
artist-juan-gris = Juan Gris
artist-wassily-kandinsky = Vassily Kandinsky
artist-vincent-van-gogh = Vincent van Gogh
artist-gustav-klimt = Gustav Klimt
artist-katsushika-hokusai = Katsushika Hokusai
artist-francis-picabia = Francis Picabia
artist-mikhail-vrubel = Mikhaïl Vroubel
artist-marianne-von-werefkin = Marianne von Werefkin
artist-luigi-russolo = Luigi Russolo
artist-robert-delaunay = Robert Delaunay
artist-fernand-leger = Fernand Léger
artist-egon-schiele = Egon Schiele
artist-henri-de-toulouse-lautrec = Henri de Toulouse-Lautrec
artist-edvard-munch = Edvard Munch
artist-hieronymus-bosch = Jérôme Bosch
artist-ivan-aivazovsky = Ivan Aïvazovski
