# Español, de tú.


## Greetings and help

start =
    ¡Hola! Envíame una foto con una cara. Leo su emoción y pinto la foto al estilo de un cuadro que habla de esa emoción.

    /emotions muestra los siete estilos, con /style happy eliges tú, /help cuenta el resto.
help-intro =
    Envía una foto: busco las caras, leo su emoción y la pinto. Como archivo vuelve más grande y nítida.
    /style sad también vale como texto de una foto o en respuesta a una: así pinto solo esa foto.
help-end = Una emoción leída en una cara es una suposición sobre un gesto, no un hecho sobre una persona.
privacy-photo = Tu foto se guarda en la cola mientras espera, como mucho { $wait }, y se borra cuando está pintada. El cuadro se borra al enviarlo; si no puedo contactarte, se borra sin enviar, normalmente al cabo de un día. Durante diez minutos más la cola recuerda de qué chat vino la foto. La cola lleva un diario en el disco, del que lo borrado desaparece en la siguiente limpieza.
privacy-chat = Lo que eliges para un chat se guarda hasta que lo cambies. Durante una semana recuerdo un número de aspecto aleatorio por cada foto, para responder una sola vez.
privacy-end = No se aprende nada de tus fotos.
send-photo = Envíame una foto con una cara y la pinto. /help cuenta más.
not-a-photo = Solo puedo pintar imágenes fijas. Envíame una foto, o una imagen JPEG, PNG, WebP o HEIC como archivo.
unknown-command = No conozco ese comando. /help muestra lo que sé hacer.

## While a photo is painted

painting = 🎨 Tengo tu foto y la estoy pintando…
waiting = 🎨 Tengo tu foto. Fotos antes de la tuya: { $ahead }.
done = 🎨 Listo.
unconfirmed = Envié tu cuadro, pero Telegram no lo confirmó. Si no está aquí, envía la foto otra vez, por favor.
lost-painting = Tu cuadro estaba listo, pero esperó demasiado y ya no está. Envía la foto otra vez, por favor.
sorry = Algo ha fallado por mi parte. Inténtalo otra vez, por favor.
too-big-to-fetch = Este archivo pasa de 20 MB y Telegram no me da archivos tan grandes. Envía uno más pequeño, por favor.
not-fetched = No pude obtener esta foto de Telegram. Envíala otra vez, por favor.
not-queued = Ahora mismo no puedo aceptar fotos. Envíala otra vez dentro de unos minutos, por favor.

## Under a painting

sure = { $emotion } · { NUMBER($share, style: "percent") } de seguridad
unsure = { $emotion } · quizá: no estoy seguro ({ NUMBER($share, style: "percent") })
faces =
    { $count ->
        [one] { $count } cara: { $list }
       *[other] { $count } caras: { $list }
    }
faces-of = { $count } { $face }
artwork = 🖼 { $title }, { $artist }, { $year }

## Choosing a style

style-set = Desde ahora pinto todo aquí con esta emoción: { $emotion } ({ $artwork }). /style auto vuelve a leer las caras.
style-auto = Vuelvo a leer la emoción en las caras.
style-now = Aquí pinto todo con esta emoción: { $emotion }. Elige otra o vuelve a auto:
style-now-auto = Leo la emoción en las caras. También puedes elegir una:
style-unknown = No conozco la emoción «{ $name }». Elige una de estas:
style-unknown-nearest = No conozco la emoción «{ $name }». ¿Quieres decir { $nearest }? Elige una de estas:
emotions-title = Así pinto cada emoción:

## Waiting and stopping

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

## Why there is no painting

reason-no_face = No encontré ninguna cara en esta foto, así que no puedo leer una emoción. Elige tú: responde a la foto con /style happy o con una de las siete de /emotions.
reason-unreadable = No pude leer esta imagen: está dañada o no es una imagen. Envía otra, por favor.
reason-unsupported = Solo puedo pintar imágenes fijas. Envía una foto, por favor.
reason-too_large = Esta imagen es demasiado grande, o mucho más larga que ancha. Envía una más pequeña, por favor.
reason-too_small = Esta imagen es demasiado pequeña para pintarla. Envía una más grande, por favor.
reason-expired = Tu foto tuvo que esperar demasiado y se borró. Envíala otra vez, por favor.
reason-timed_out = Pintar esta foto tardaba demasiado y lo dejé. Prueba con una más pequeña, por favor.
reason-failed = Algo falló mientras pintaba esta foto. Envíala otra vez, o envía otra.

## Commands, as Telegram's menu shows them

command-start = Qué hace este bot
command-style = Elegir la emoción: /style happy, /style auto
command-emotions = Las siete emociones y sus cuadros
command-help = Cómo se usa
command-privacy = Qué se guarda y cuánto tiempo

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
words-happy = alegría, alegre, feliz, felicidad, contento, contenta, sonrisa
words-surprise = sorpresa, sorprendido, sorprendida, asombro
words-sad = tristeza, triste, pena, melancolía
words-angry = enfado, enfadado, enfadada, enojo, enojado, enojada, ira, rabia, furia
words-disgust = asco, disgusto, repugnancia
words-fear = miedo, asustado, asustada, temor, terror

## Titles of the artworks

artwork-seurat-seascape-at-port-en-bessin = Marina en Port-en-Bessin, Normandía
artwork-kandinsky-composition-vii = Composición VII
artwork-hokusai-the-great-wave-off-kanagawa = La gran ola de Kanagawa
artwork-van-gogh-starry-night-over-the-rhone = Noche estrellada sobre el Ródano
artwork-russolo-the-revolt = La revuelta
artwork-van-gogh-the-night-cafe = El café de noche
artwork-munch-the-scream = El grito
