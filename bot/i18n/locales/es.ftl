# Español, de tú.

language-name = Español

## Greetings and help

start =
    ¡Hola! Envíame una foto con una cara. Leo su emoción y pinto la foto al estilo de un cuadro que habla de esa emoción.

    /emotions muestra los siete estilos, con /style happy eliges tú, /help cuenta el resto.
help-intro =
    Envía una foto: busco las caras, leo su emoción y la pinto. Como archivo vuelve más grande y nítida.
    /style sad también vale como pie de foto o en respuesta a una foto: así pinto solo esa.
help-album = De dos a diez fotos en un álbum vuelven en un álbum. Los stickers también valen.
help-buttons = Los botones bajo un cuadro cambian su emoción, su fuerza, su pincel y sus colores, o lo pintan otra vez, un poco distinto.
help-end = Una emoción leída en una cara es una suposición sobre un gesto, no un hecho sobre una persona.
about =
    Soy emostyle, un programa libre y abierto. Una pequeña red lee el gesto de una cara y otra pinta la foto como un cuadro famoso. Las dos se entrenaron desde cero y todos los cuadros son de dominio público.

    Por favor, no me uses para juzgar a nadie: solo adivino gestos.
privacy-photo = Tu foto se guarda en la cola mientras espera, como mucho { $wait }, y se borra cuando está pintada. El cuadro se borra al enviarlo; si no puedo contactarte, se borra sin enviar, normalmente al cabo de un día. Durante diez minutos más la cola recuerda de qué chat vino la foto. La cola lleva un diario en el disco, del que lo borrado desaparece en la siguiente limpieza.
privacy-chat = Lo que eliges para un chat se guarda hasta que lo cambies. Durante una semana recuerdo un número de aspecto aleatorio por cada foto, para responder una sola vez.
privacy-buttons = Para que funcionen los botones bajo un cuadro, guardo el número de Telegram de tu foto (no la foto), lo que leí en ella y lo que pediste, durante { $buttons }.
privacy-cache = Para responder al instante a la misma foto, lo guardo también durante { $cache }.
privacy-counts = Cuento fotos, emociones y correcciones, nunca junto a una persona. Durante dos minutos cuento lo que envías, para que a todos les llegue el turno.
privacy-news = Recuerdo qué chats me conocen para poder dar noticias.
privacy-forget = /forget borra todo lo que sé de ti. Durante los diez minutos siguientes, y también tras /cancel, recuerdo con un número cifrado cuándo lo pediste, para no pintar nada que aún estuviera en camino.
privacy-end = No se aprende nada de tus fotos.
send-photo = Envíame una foto con una cara y la pinto. /help cuenta más.
not-a-photo = Solo puedo pintar imágenes fijas. Envíame una foto, o una imagen JPEG, PNG, WebP o HEIC como archivo.
no-profile-photo = No veo tu foto de perfil. Envíame una foto cualquiera.
unknown-command = No conozco ese comando. /help muestra lo que sé hacer.

## While a photo is painted

painting = 🎨 Tengo tu foto y la estoy pintando…
waiting = 🎨 Tengo tu foto. Fotos antes de la tuya: { $ahead }.
waiting-eta = 🎨 Tengo tu foto. Fotos antes de la tuya: { $ahead }. Tardará más o menos { $eta }.
stage-reading = 🎨 Estoy mirando tu foto…
stage-painting = 🎨 Estoy pintando tu foto…
painting-album = 🎨 Tengo tus { $total } fotos y las estoy pintando. Listas: { $ready }.
painting-seven = 🎨 Estoy pintando tu foto con las { $total } emociones. Listas: { $ready }.
done = 🎨 Listo.
unconfirmed = Envié tu cuadro, pero Telegram no lo confirmó. Si no está aquí, envía la foto otra vez, por favor.
lost-painting = Tu cuadro estaba listo, pero esperó demasiado y ya no está. Envía la foto otra vez, por favor.
sorry = Algo ha fallado por mi parte. Inténtalo otra vez, por favor.
too-big-to-fetch = Este archivo pasa de 20 MB y Telegram no me da archivos tan grandes. Envía uno más pequeño, por favor.
not-fetched = No pude obtener esta foto de Telegram. Envíala otra vez, por favor.
not-queued = Ahora mismo no puedo aceptar fotos. Envíala otra vez dentro de unos minutos, por favor.

## Under a painting

sure = { $emotion } · { NUMBER($share, style: "percent") } de certeza
unsure = { $emotion } · quizá: no estoy seguro ({ NUMBER($share, style: "percent") })
share = { $emotion } { NUMBER($share, style: "percent") }
faces =
    { $count ->
        [one] { $count } cara: { $list }
       *[other] { $count } caras: { $list }
    }
list-joint = { ", " }
faces-of = { $count } { $face }
artwork = 🖼 { $title }, { $artist }, { $year }
work = { $title }, { $artist }
year-about = hacia { $year }
year-reworked = { $year }, retocado en { $again }
album-failed =
    { $count ->
        [one] Foto { $places }: { $reason }
       *[other] Fotos { $places }: { $reason }
    }
album-no-face =
    { $count ->
        [one] Foto { $places }: no encontré ninguna cara
       *[other] Fotos { $places }: no encontré ninguna cara
    }
album-line = { $place }. { $line }
album-choose = ¿Cuál de estos cuadros cambio? Toca su número.
album-choose-emotion = ❔ no tiene cara: toca su número y elige una emoción.
album-opened = Toca lo que quieras cambiar. Llegará como una imagen nueva y el álbum se queda como está.

## Choosing a style

style-set = Desde ahora pinto todo aquí con esta emoción: { $emotion } ({ $artwork }). /style auto vuelve a leer las caras.
style-auto = Vuelvo a leer la emoción en las caras.
style-now = Aquí pinto todo con esta emoción: { $emotion }. Elige otra o deja que vuelva a leer las caras:
style-now-auto = Leo la emoción en las caras. También puedes elegir una:
style-unknown = No conozco la emoción «{ $name }». Elige una de estas:
style-unknown-nearest = No conozco la emoción «{ $name }». ¿Quieres decir { $nearest }? Elige una de estas:
style-several = Hay varias obras de «{ $name }». Elige una de estas:
mix-set = Desde ahora pinto todo aquí como una mezcla: { $mix }. /style auto vuelve a leer las caras.
mix-how = Dime así qué mezclar: /mix happy 70 sad 30. Como pie de foto o en respuesta a una foto, vale solo para ella.
mix-unknown = No conozco «{ $name }». Mezcla emociones así: /mix happy 70 sad 30
mix-unknown-nearest = No conozco «{ $name }». ¿Quieres decir { $nearest }? Mezcla emociones así: /mix happy 70 sad 30
emotions-title = Así pinto cada emoción:
emotions-choose = ¿Cuál uso aquí para todo?

## Settings

settings-title = Así pinto en este chat. Toca para cambiar:
settings-style = Estilo: { $value }
settings-mix = Mezcla: { $value }
settings-strength = Fuerza: { $value }
settings-brush = Pincel: { $value }
settings-colors = Conservar los colores de la foto: { $value }
settings-answer = Responder como: { $value }
settings-language = Idioma: { $value }
settings-choose-style = ¿Qué emoción pinto aquí?
settings-choose-mix = Toca emociones para mezclarlas aquí y luego «Guardar».
settings-choose-strength = ¿Con qué fuerza pinto?
settings-choose-brush = ¿De qué tamaño quieres las pinceladas?
settings-choose-language = ¿Qué idioma hablo aquí?
value-auto = automática
value-read = leído en las caras
value-app = como en Telegram
value-yes = sí
value-no = no
value-photo = foto
value-file = archivo
value-percent = { NUMBER($share, style: "percent") }
brush-fine = fino
brush-medium = medio
brush-broad = ancho

## Buttons

button-colors = 🎨 Conservar colores
button-mix = 🌀 Mezclar
button-faces = 👥 Cada cara la suya
button-all = 🖼 Las siete
button-file = 📄 Tamaño completo
button-brush-fine = 🖌 Fino
button-brush-medium = 🖌 Medio
button-brush-broad = 🖌 Ancho
button-take = 🎲 Otra versión
button-wrong = 🙅 No es mi emoción
button-back = ↩ Volver
button-paint = ✅ Pintar la mezcla
button-save = ✅ Guardar
pressed-painting = 🎨 Pintando…
pressed-same = Eso es lo que ya ves.
pressed-not-yours = Estos botones son de otra persona. ¡Envíame tu propia foto!
pressed-gone = Ya no recuerdo esta foto. Envíala otra vez, por favor.
pressed-mix = Toca emociones para mezclarlas y luego «Pintar la mezcla».
pressed-mix-empty = Toca primero al menos una emoción.
wrong-thanks = Gracias, tomo nota. Toca la emoción que encaje.
saved = Guardado.
no-face-choose = No encontré ninguna cara en esta foto, así que no puedo leer una emoción. ¿Cuál pinto?

## Waiting and stopping

status-none = No tienes ninguna foto en espera. ¡Envíame una!
status-line =
    { $count ->
        [one] { $count } de tus fotos está en camino.
       *[other] { $count } de tus fotos están en camino.
    }
status-next = Fotos antes de la siguiente: { $ahead }.
status-eta = La siguiente tardará más o menos { $eta }.
cancel-none = No hay nada que cancelar.
cancelled =
    { $count ->
        [one] Cancelado. { $count } foto se queda sin pintar.
       *[other] Cancelado. { $count } fotos se quedan sin pintar.
    }
forgotten-nothing = No sabía nada de ti, y ahora todavía menos.
forgotten = He borrado todo lo que sabía de ti:
forgotten-settings = • los ajustes de este chat
forgotten-waiting =
    { $count ->
        [one] • { $count } foto en la cola
       *[other] • { $count } fotos en la cola
    }
forgotten-aside =
    { $count ->
        [one] • { $count } mensaje que no pude tratar
       *[other] • { $count } mensajes que no pude tratar
    }
forgotten-paintings =
    { $count ->
        [one] • lo que guardaba para los botones de { $count } cuadro
       *[other] • lo que guardaba para los botones de { $count } cuadros
    }
forgotten-answers =
    { $count ->
        [one] • { $count } cuadro guardado para responder rápido
       *[other] • { $count } cuadros guardados para responder rápido
    }
forgotten-chat = • que este chat me conoce
seconds =
    { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }

## Limits

too-fast = ¡Qué rapidez! Espera { $wait } antes de la siguiente foto, por favor.
too-many-waiting =
    { $count ->
        [one] { $count } de tus fotos sigue esperando. Déjame terminarla y luego envía más. /cancel la cancela.
       *[other] { $count } de tus fotos siguen esperando. Déjame terminarlas y luego envía más. /cancel las cancela.
    }
queue-full = Ahora mismo esperan muchísimas fotos. Inténtalo dentro de unos minutos, por favor.
not-invited = Lo siento, este bot es solo para personas invitadas.

## For admins

stats =
    Chats: { $chats }
    En espera: { $waiting }
    Fotos: { $photos }
    Cuadros: { $paintings }
    De la memoria: { $cached }
    Fallos: { $failures }
stats-emotions = Pintado como: { $list }
stats-corrections = Correcciones: { $list }
stats-correction = { $read } → { $right }
stats-count = { $name } { $count }
stats-seconds = Pintar tarda { $seconds } s (mediana).
broadcast-how = Escribe /broadcast y el texto, y lo envío a todos los chats que me conocen.
broadcast-busy = Todavía hay un envío en marcha. Faltan: { $left }.
broadcast-begun =
    { $count ->
        [one] Lo envío a { $count } chat.
       *[other] Lo envío a { $count } chats.
    }
broadcast-done =
    { $count ->
        [one] El envío ha llegado a { $count } chat.
       *[other] El envío ha llegado a { $count } chats.
    }
error-report = ⚠️ { $error } en { $where }

## Why there is no painting

reason-no_face = No encontré ninguna cara en esta foto, así que no puedo leer una emoción. Elige tú: responde a la foto con /style happy o con una de las siete de /emotions.
reason-unreadable = No pude leer esta imagen: está dañada o no es una imagen. Envía otra, por favor.
reason-unsupported = Solo puedo pintar imágenes fijas. Envía una foto, por favor.
reason-too_large = Esta imagen es demasiado grande, o demasiado alargada. Envía una más pequeña, por favor.
reason-too_small = Esta imagen es demasiado pequeña para pintarla. Envía una más grande, por favor.
reason-no_style = Ya no puedo pintar según la obra elegida aquí. /style auto vuelve a leer las caras, y /emotions muestra lo que pinto.
reason-expired = Tu foto tuvo que esperar demasiado y se borró. Envíala otra vez, por favor.
reason-timed_out = Pintar esta foto tardaba demasiado y lo dejé. Prueba con una más pequeña, por favor.
reason-cancelled = Cancelado, como querías.
reason-failed = Algo falló mientras pintaba esta foto. Envíala otra vez, o envía otra.

## Commands, as Telegram's menu shows them

command-start = Qué hace este bot
command-style = Elegir la emoción: /style happy, /style auto
command-mix = Mezclar emociones: /mix happy 70 sad 30
command-emotions = Las siete emociones y sus cuadros
command-me = Pintar tu foto de perfil
command-settings = Fuerza, pincel, colores, foto o archivo, idioma
command-status = Qué está esperando
command-cancel = Cancelar lo que espera
command-help = Cómo se usa
command-privacy = Qué se guarda y cuánto tiempo
command-forget = Borrar todo lo que sé de ti
command-about = Qué soy
command-stats = Para admins: cifras
command-broadcast = Para admins: avisar a todos los chats

## The seven emotions: the name, and how a face with it is called

emotion-neutral = neutral
    .face =
        { $count ->
            [one] neutra
           *[other] neutras
        }
emotion-happy = alegría
    .face =
        { $count ->
            [one] alegre
           *[other] alegres
        }
emotion-surprise = sorpresa
    .face =
        { $count ->
            [one] sorprendida
           *[other] sorprendidas
        }
emotion-sad = tristeza
    .face =
        { $count ->
            [one] triste
           *[other] tristes
        }
emotion-angry = enfado
    .face =
        { $count ->
            [one] enfadada
           *[other] enfadadas
        }
emotion-disgust = asco
    .face = con asco
emotion-fear = miedo
    .face =
        { $count ->
            [one] asustada
           *[other] asustadas
        }

## Words that people type for them

words-auto = auto, automático, leer, cara, caras
words-neutral = neutral, neutro, neutra, calma, tranquilo, tranquila
words-happy = alegría, alegre, feliz, felicidad, contento, contenta, sonrisa, risa
words-surprise = sorpresa, sorprendido, sorprendida, asombro
words-sad = tristeza, triste, pena, melancolía, llorar
words-angry = enfado, enfadado, enfadada, enojo, enojado, enojada, ira, rabia, furia, con rabia, molesto, molesta
words-disgust = asco, repugnancia, con asco, repulsión
words-fear = miedo, asustado, asustada, temor, terror, con miedo, susto

## Titles of the artworks; people may also call them by the names behind “also”

artwork-seurat-seascape-at-port-en-bessin = Marina en Port-en-Bessin, Normandía
artwork-kandinsky-composition-vii = Composición VII
artwork-hokusai-the-great-wave-off-kanagawa = La gran ola de Kanagawa
artwork-van-gogh-starry-night-over-the-rhone = Noche estrellada sobre el Ródano
artwork-russolo-the-revolt = La revuelta
artwork-van-gogh-the-night-cafe = El café de noche
artwork-munch-the-scream = El grito
artwork-monet-water-lilies = Nenúfares
artwork-gris-portrait-of-pablo-picasso = Retrato de Pablo Picasso
artwork-van-gogh-wheat-field-with-cypresses = Campo de trigo con cipreses
artwork-klimt-the-kiss = El beso
artwork-picabia-udnie = Udnie (Joven americana, La danza)
artwork-van-gogh-the-starry-night = La noche estrellada
    .also = Noche estrellada
artwork-vrubel-the-demon-seated = El demonio sentado
artwork-werefkin-autumn-school = Otoño, escuela
artwork-delaunay-champs-de-mars-the-red-tower = Campo de Marte: la torre roja
artwork-leger-contrast-of-forms = Contraste de formas
artwork-schiele-houses-with-laundry = Casas con ropa tendida
artwork-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Un rincón del Moulin de la Galette
artwork-bosch-the-last-judgment = El juicio final
artwork-aivazovsky-the-wave = La ola

## Why each artwork speaks for its emotion

why-monet-water-lilies = Agua quieta, toques suaves y uniformes, sin centro y sin historia.
why-seurat-seascape-at-port-en-bessin = Puntos regulares y un horizonte en calma: es lo que menos cambia el ánimo de una foto.
why-gris-portrait-of-pablo-picasso = Un rostro en planos grises y ocres, mesurado y frío, que no revela ningún sentimiento.
why-kandinsky-composition-vii = Formas cálidas, multicolores, curvas y danzantes.
why-van-gogh-wheat-field-with-cypresses = Sol y viento: oro abajo, azul claro arriba y pinceladas que se rizan por todas partes.
why-klimt-the-kiss = Oro, flores y espirales en torno a dos personas que no desean nada más.
why-hokusai-the-great-wave-off-kanagawa = El instante antes de que rompa la ola, en duros contornos de tinta sobre crema.
why-picabia-udnie = Formas que estallan hacia fuera, con saltos bruscos de la luz a la sombra.
why-van-gogh-the-starry-night = Un cielo visto como por primera vez: estrellas como soles, y todo gira.
why-van-gogh-starry-night-over-the-rhone = Una noche de azul profundo, pinceladas cortas y lentas y unas pocas luces tenues.
why-vrubel-the-demon-seated = Un gigante ensimismado, tallado en facetas de rojo apagado y azul grisáceo, como piedra fría.
why-werefkin-autumn-school = Árboles negros y desnudos, una colina azul oscuro y una fila de figurillas negras que se alejan.
why-russolo-the-revolt = Cuñas de un rojo intenso que empujan en una sola dirección: un cuadro hecho de revuelta.
why-delaunay-champs-de-mars-the-red-tower = Una torre roja que estalla entre astillas negras y blancas.
why-leger-contrast-of-forms = Duros contornos negros en torno a franjas rojas, blancas y azules que se empujan unas a otras.
why-van-gogh-the-night-cafe = Verde amarillento ácido contra rojo sangre, para mostrar las terribles pasiones humanas.
why-schiele-houses-with-laundry = Gris y marrón sucios, arañados, con contornos como costras.
why-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Caras enfermizas de un gris verdoso bajo una luz viciada.
why-munch-the-scream = Un cielo naranja sangre sobre un azul oscuro y frío, y líneas que no se están quietas.
why-bosch-the-last-judgment = Negro y rojo de brasa, lleno de cosas pequeñas y afiladas que uno preferiría no ver.
why-aivazovsky-the-wave = Un mar oscuro que se arremolina sin orilla, y unos pocos hombres en él.

## Artists; people may also call them by the names behind “also”

artist-georges-seurat = Georges Seurat
artist-claude-monet = Claude Monet
artist-juan-gris = Juan Gris
artist-wassily-kandinsky = Vasili Kandinski
artist-vincent-van-gogh = Vincent van Gogh
artist-gustav-klimt = Gustav Klimt
artist-katsushika-hokusai = Katsushika Hokusai
artist-francis-picabia = Francis Picabia
artist-mikhail-vrubel = Mijaíl Vrúbel
artist-marianne-von-werefkin = Marianne von Werefkin
artist-luigi-russolo = Luigi Russolo
artist-robert-delaunay = Robert Delaunay
artist-fernand-leger = Fernand Léger
artist-egon-schiele = Egon Schiele
artist-henri-de-toulouse-lautrec = Henri de Toulouse-Lautrec
artist-edvard-munch = Edvard Munch
artist-hieronymus-bosch = El Bosco
    .also = Jerónimo Bosch
artist-ivan-aivazovsky = Iván Aivazovski
