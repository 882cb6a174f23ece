# Português, com “você”.

language-name = Português

## Greetings and help

start =
    Olá! Envie-me uma foto com um rosto. Eu leio a emoção nele e pinto a foto no estilo de um quadro que fala dessa emoção.

    /emotions mostra os sete estilos, com /style happy você escolhe, /help conta o resto.
help-intro =
    Envie uma foto: eu encontro os rostos, leio a emoção e pinto. Como arquivo, ela volta maior e mais nítida.
    /style sad também vale como legenda de uma foto ou em resposta a uma: aí só essa foto é pintada assim.
help-album = De duas a dez fotos em um álbum voltam em um álbum. Figurinhas também valem.
help-buttons = Os botões embaixo de uma pintura mudam a emoção, a força, o pincel e as cores, ou pintam de novo, um pouco diferente.
help-end = Uma emoção lida em um rosto é um palpite sobre uma expressão, não um fato sobre uma pessoa.
about =
    Sou o emostyle, um programa livre e aberto. Uma pequena rede lê a expressão de um rosto e outra pinta a foto como um quadro famoso. As duas foram treinadas do zero, e todos os quadros estão em domínio público.

    Por favor, não me use para julgar pessoas: eu só adivinho expressões.
privacy-photo = Sua foto fica na fila enquanto espera, no máximo { $wait }, e é apagada assim que é pintada. A pintura é apagada assim que é enviada; se eu não conseguir falar com você, ela é apagada sem envio, em geral depois de um dia. Por mais dez minutos a fila lembra de que chat a foto veio. A fila mantém um diário no disco, do qual o que foi apagado some na próxima limpeza.
privacy-chat = O que você escolhe para um chat fica guardado até você mudar. Por uma semana eu lembro um número com cara de aleatório para cada foto, para responder só uma vez.
privacy-buttons = Para os botões embaixo de uma pintura funcionarem, guardo o número da sua foto no Telegram (não a foto), o que li nela e o que você pediu, por { $buttons }.
privacy-cache = Para responder na hora à mesma foto, guardo isso também por { $cache }.
privacy-counts = Conto fotos, emoções e correções, nunca junto com uma pessoa. Durante dois minutos conto o que você envia, para que todos tenham a sua vez.
privacy-news = Lembro quais chats me conhecem, para poder dar novidades.
privacy-forget = /forget apaga tudo o que sei de você. Durante dez minutos depois disso, e depois de /cancel, lembro com um número embaralhado quando você pediu, para não pintar nada que ainda estava a caminho.
privacy-end = Nada é aprendido com as suas fotos.
send-photo = Envie-me uma foto com um rosto e eu pinto. /help conta mais.
not-a-photo = Só consigo pintar imagens paradas. Envie uma foto, ou uma imagem JPEG, PNG, WebP ou HEIC como arquivo.
no-profile-photo = Não consigo ver a sua foto de perfil. Envie-me outra foto.
unknown-command = Não conheço esse comando. /help mostra o que sei fazer.

## While a photo is painted

painting = 🎨 Estou com a sua foto e já estou pintando…
waiting = 🎨 Estou com a sua foto. Fotos antes da sua: { $ahead }.
waiting-eta = 🎨 Estou com a sua foto. Fotos antes da sua: { $ahead }. Leva mais ou menos { $eta }.
stage-reading = 🎨 Estou olhando a sua foto…
stage-painting = 🎨 Estou pintando a sua foto…
painting-album = 🎨 Estou com as suas { $total } fotos e já estou pintando. Prontas: { $ready }.
painting-seven = 🎨 Estou pintando a sua foto nas { $total } emoções. Prontas: { $ready }.
done = 🎨 Pronto.
unconfirmed = Enviei a sua pintura, mas o Telegram não confirmou. Se ela não estiver aqui, envie a foto de novo, por favor.
lost-painting = Sua pintura estava pronta, mas esperou demais e se perdeu. Envie a foto de novo, por favor.
sorry = Algo deu errado do meu lado. Tente de novo, por favor.
too-big-to-fetch = Este arquivo passa de 20 MB, e o Telegram não me entrega arquivos tão grandes. Envie um menor, por favor.
not-fetched = Não consegui buscar esta foto no Telegram. Envie de novo, por favor.
not-queued = Não posso aceitar fotos agora. Envie de novo daqui a alguns minutos, por favor.

## Under a painting

sure = { $emotion } · { NUMBER($share, style: "percent") } de certeza
unsure = { $emotion } · talvez: não tenho certeza ({ NUMBER($share, style: "percent") })
share = { $emotion } { NUMBER($share, style: "percent") }
faces =
    { $count ->
        [one] { $count } rosto: { $list }
       *[other] { $count } rostos: { $list }
    }
list-joint = { ", " }
faces-of = { $count } { $face }
artwork = 🖼 { $title }, { $artist }, { $year }
work = { $title }, { $artist }
year-about = cerca de { $year }
year-reworked = { $year }, retrabalhado em { $again }
album-failed =
    { $count ->
        [one] Foto { $places }: { $reason }
       *[other] Fotos { $places }: { $reason }
    }
album-no-face =
    { $count ->
        [one] Foto { $places }: não achei nenhum rosto
       *[other] Fotos { $places }: não achei nenhum rosto
    }
album-line = { $place }. { $line }
album-choose = Qual destas pinturas devo mudar? Toque no número dela.
album-choose-emotion = ❔ não tem rosto: toque no número para escolher uma emoção.
album-opened = Toque no que quer mudar. Chega como uma imagem nova, e o álbum fica como está.

## Choosing a style

style-set = De agora em diante pinto tudo aqui com esta emoção: { $emotion } ({ $artwork }). /style auto volta a ler os rostos.
style-auto = Voltei a ler a emoção nos rostos.
style-now = Aqui pinto tudo com esta emoção: { $emotion }. Escolha outra ou deixe que eu volte a ler os rostos:
style-now-auto = Leio a emoção nos rostos. Você também pode escolher uma:
style-unknown = Não conheço a emoção “{ $name }”. Escolha uma destas:
style-unknown-nearest = Não conheço a emoção “{ $name }”. Você quis dizer { $nearest }? Escolha uma destas:
style-several = Há várias obras de “{ $name }”. Escolha uma destas:
mix-set = De agora em diante pinto tudo aqui como uma mistura: { $mix }. /style auto volta a ler os rostos.
mix-how = Diga assim o que misturar: /mix happy 70 sad 30. Como legenda de uma foto ou em resposta a uma, vale só para essa foto.
mix-unknown = Não conheço “{ $name }”. Misture emoções assim: /mix happy 70 sad 30
mix-unknown-nearest = Não conheço “{ $name }”. Você quis dizer { $nearest }? Misture emoções assim: /mix happy 70 sad 30
emotions-title = Assim pinto cada emoção:
emotions-choose = Qual devo usar para tudo aqui?

## Settings

settings-title = Assim pinto neste chat. Toque para mudar:
settings-style = Estilo: { $value }
settings-mix = Mistura: { $value }
settings-strength = Força: { $value }
settings-brush = Pincel: { $value }
settings-colors = Manter as cores da foto: { $value }
settings-answer = Responder como: { $value }
settings-language = Idioma: { $value }
settings-choose-style = Que emoção devo pintar aqui?
settings-choose-mix = Toque nas emoções para misturar aqui e depois em “Salvar”.
settings-choose-strength = Com que força devo pintar?
settings-choose-brush = De que tamanho devem ser as pinceladas?
settings-choose-language = Que idioma devo falar aqui?
value-auto = automática
value-read = lido nos rostos
value-app = como no Telegram
value-yes = sim
value-no = não
value-photo = foto
value-file = arquivo
value-percent = { NUMBER($share, style: "percent") }
brush-fine = fino
brush-medium = médio
brush-broad = largo

## Buttons

button-colors = 🎨 Manter cores
button-mix = 🌀 Misturar
button-faces = 👥 Cada rosto o seu
button-all = 🖼 As sete
button-file = 📄 Tamanho total
button-brush-fine = 🖌 Fino
button-brush-medium = 🖌 Médio
button-brush-broad = 🖌 Largo
button-take = 🎲 Outra versão
button-wrong = 🙅 Não é minha emoção
button-back = ↩ Voltar
button-paint = ✅ Pintar a mistura
button-save = ✅ Salvar
pressed-painting = 🎨 Pintando…
pressed-same = É isso que você já está vendo.
pressed-not-yours = Estes botões são de outra pessoa. Envie-me a sua própria foto!
pressed-gone = Não me lembro mais desta foto. Envie de novo, por favor.
pressed-mix = Toque nas emoções para misturar e depois em “Pintar a mistura”.
pressed-mix-empty = Toque primeiro em pelo menos uma emoção.
wrong-thanks = Obrigado, já contei. Toque na emoção certa.
saved = Salvo.
no-face-choose = Não achei nenhum rosto nesta foto, então não há emoção para ler. Qual devo pintar?

## Waiting and stopping

status-none = Nenhuma das suas fotos está esperando. Envie-me uma!
status-line =
    { $count ->
        [one] { $count } das suas fotos está a caminho.
       *[other] { $count } das suas fotos estão a caminho.
    }
status-next = Fotos antes da próxima: { $ahead }.
status-eta = A próxima leva mais ou menos { $eta }.
cancel-none = Não há nada para cancelar.
cancelled =
    { $count ->
        [one] Cancelado. { $count } foto não será pintada.
       *[other] Cancelado. { $count } fotos não serão pintadas.
    }
forgotten-nothing = Eu não sabia nada de você, e agora sei menos ainda.
forgotten = Apaguei tudo o que sabia de você:
forgotten-settings = • as configurações deste chat
forgotten-waiting =
    { $count ->
        [one] • { $count } foto na fila
       *[other] • { $count } fotos na fila
    }
forgotten-aside =
    { $count ->
        [one] • { $count } mensagem que não consegui tratar
       *[other] • { $count } mensagens que não consegui tratar
    }
forgotten-paintings =
    { $count ->
        [one] • o que eu guardava para os botões de { $count } pintura
       *[other] • o que eu guardava para os botões de { $count } pinturas
    }
forgotten-answers =
    { $count ->
        [one] • { $count } pintura guardada para respostas rápidas
       *[other] • { $count } pinturas guardadas para respostas rápidas
    }
forgotten-chat = • que este chat me conhece
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
        [one] { $count } dia
       *[other] { $count } dias
    }

## Limits

too-fast = Que rapidez! Espere { $wait } antes da próxima foto, por favor.
too-many-waiting =
    { $count ->
        [one] { $count } das suas fotos ainda está esperando. Deixe-me terminar e depois envie mais. /cancel cancela.
       *[other] { $count } das suas fotos ainda estão esperando. Deixe-me terminar e depois envie mais. /cancel cancela.
    }
queue-full = Há muitas fotos esperando agora. Tente de novo daqui a alguns minutos, por favor.
not-invited = Desculpe, este bot é só para pessoas convidadas.

## For admins

stats =
    Chats: { $chats }
    Esperando: { $waiting }
    Fotos: { $photos }
    Pinturas: { $paintings }
    Da memória: { $cached }
    Falhas: { $failures }
stats-emotions = Pintado como: { $list }
stats-corrections = Correções: { $list }
stats-correction = { $read } → { $right }
stats-count = { $name } { $count }
stats-seconds = Pintar leva { $seconds } s (mediana).
broadcast-how = Escreva /broadcast e o texto, e eu o envio a todos os chats que me conhecem.
broadcast-busy = Ainda há um envio em andamento. Faltam: { $left }.
broadcast-begun =
    { $count ->
        [one] Estou enviando para { $count } chat.
       *[other] Estou enviando para { $count } chats.
    }
broadcast-done =
    { $count ->
        [one] O envio chegou a { $count } chat.
       *[other] O envio chegou a { $count } chats.
    }
error-report = ⚠️ { $error } em { $where }

## Why there is no painting

reason-no_face = Não achei nenhum rosto nesta foto, então não há emoção para ler. Escolha você: responda à foto com /style happy ou com uma das sete de /emotions.
reason-unreadable = Não consegui ler esta imagem: está danificada ou não é uma imagem. Envie outra, por favor.
reason-unsupported = Só consigo pintar imagens paradas. Envie uma foto, por favor.
reason-too_large = Esta imagem é grande demais, ou comprida demais. Envie uma menor, por favor.
reason-too_small = Esta imagem é pequena demais para pintar. Envie uma maior, por favor.
reason-no_style = Não consigo mais pintar no estilo da obra escolhida aqui. /style auto volta a ler os rostos, e /emotions mostra o que eu pinto.
reason-expired = Sua foto teve de esperar demais e foi apagada. Envie de novo, por favor.
reason-timed_out = Pintar esta foto estava demorando demais, e eu parei. Tente uma menor, por favor.
reason-cancelled = Cancelado, como você pediu.
reason-failed = Algo deu errado enquanto eu pintava esta foto. Envie de novo, ou envie outra.

## Commands, as Telegram's menu shows them

command-start = O que este bot faz
command-style = Escolher a emoção: /style happy, /style auto
command-mix = Misturar emoções: /mix happy 70 sad 30
command-emotions = As sete emoções e seus quadros
command-me = Pintar sua foto de perfil
command-settings = Força, pincel, cores, foto ou arquivo, idioma
command-status = O que está esperando
command-cancel = Cancelar o que espera
command-help = Como usar
command-privacy = O que é guardado e por quanto tempo
command-forget = Apagar tudo o que sei de você
command-about = O que eu sou
command-stats = Para admins: números
command-broadcast = Para admins: avisar todos os chats

## The seven emotions: the name, and how a face with it is called

emotion-neutral = neutro
    .face =
        { $count ->
            [one] neutro
           *[other] neutros
        }
emotion-happy = alegria
    .face =
        { $count ->
            [one] alegre
           *[other] alegres
        }
emotion-surprise = surpresa
    .face =
        { $count ->
            [one] surpreso
           *[other] surpresos
        }
emotion-sad = tristeza
    .face =
        { $count ->
            [one] triste
           *[other] tristes
        }
emotion-angry = raiva
    .face = com raiva
emotion-disgust = nojo
    .face = com nojo
emotion-fear = medo
    .face = com medo

## Words that people type for them

words-auto = auto, automático, ler, rosto, rostos
words-neutral = neutro, neutra, calmo, calma, normal
words-happy = alegria, alegre, feliz, felicidade, contente, sorriso
words-surprise = surpresa, surpreso, espanto, espantado
words-sad = tristeza, triste, infeliz, melancolia, desgosto
words-angry = raiva, bravo, brava, zangado, zangada, ira, fúria, com raiva, irritado, irritada
words-disgust = nojo, repulsa, com nojo
words-fear = medo, assustado, assustada, temor, pavor, com medo

## Titles of the artworks; people may also call them by the names behind “also”

artwork-seurat-seascape-at-port-en-bessin = Marinha em Port-en-Bessin, Normandia
artwork-kandinsky-composition-vii = Composição VII
artwork-hokusai-the-great-wave-off-kanagawa = A Grande Onda de Kanagawa
artwork-van-gogh-starry-night-over-the-rhone = Noite Estrelada sobre o Ródano
artwork-russolo-the-revolt = A Revolta
artwork-van-gogh-the-night-cafe = O Café Noturno
artwork-munch-the-scream = O Grito
artwork-monet-water-lilies = Nenúfares
artwork-gris-portrait-of-pablo-picasso = Retrato de Pablo Picasso
artwork-van-gogh-wheat-field-with-cypresses = Campo de Trigo com Ciprestes
artwork-klimt-the-kiss = O Beijo
artwork-picabia-udnie = Udnie (Jovem Americana, A Dança)
artwork-van-gogh-the-starry-night = A Noite Estrelada
    .also = Noite Estrelada
artwork-vrubel-the-demon-seated = O Demônio Sentado
artwork-werefkin-autumn-school = Outono, Escola
artwork-delaunay-champs-de-mars-the-red-tower = Campo de Marte: A Torre Vermelha
artwork-leger-contrast-of-forms = Contraste de Formas
artwork-schiele-houses-with-laundry = Casas com Roupa no Varal
artwork-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Um Canto do Moulin de la Galette
artwork-bosch-the-last-judgment = O Juízo Final
artwork-aivazovsky-the-wave = A Onda

## Why each artwork speaks for its emotion

why-monet-water-lilies = Água parada, toques suaves e uniformes, sem centro e sem história.
why-seurat-seascape-at-port-en-bessin = Pontos regulares e um horizonte calmo: é o que menos muda o clima de uma foto.
why-gris-portrait-of-pablo-picasso = Um rosto em planos cinzentos e ocres, comedido e frio, que não revela nenhum sentimento.
why-kandinsky-composition-vii = Formas quentes, multicoloridas, curvas e dançantes.
why-van-gogh-wheat-field-with-cypresses = Sol e vento: ouro embaixo, azul-claro em cima e pinceladas que se enrolam por toda parte.
why-klimt-the-kiss = Ouro, flores e espirais em volta de duas pessoas que não querem mais nada.
why-hokusai-the-great-wave-off-kanagawa = O instante antes de a onda quebrar, em contornos duros de tinta sobre creme.
why-picabia-udnie = Formas que explodem para fora, com saltos bruscos do claro ao escuro.
why-van-gogh-the-starry-night = Um céu visto como se fosse a primeira vez: estrelas como sóis, e tudo gira.
why-van-gogh-starry-night-over-the-rhone = Uma noite de azul profundo, pinceladas curtas e lentas e umas poucas luzes fracas.
why-vrubel-the-demon-seated = Um gigante soturno, talhado em facetas de vermelho opaco e azul-acinzentado, como pedra fria.
why-werefkin-autumn-school = Árvores negras e nuas, uma colina azul-escura e uma fila de pequenas figuras pretas que se afastam.
why-russolo-the-revolt = Cunhas de um vermelho intenso que avançam numa só direção: um quadro feito de revolta.
why-delaunay-champs-de-mars-the-red-tower = Uma torre vermelha que explode entre estilhaços pretos e brancos.
why-leger-contrast-of-forms = Contornos pretos e duros em volta de faixas vermelhas, brancas e azuis que se empurram umas às outras.
why-van-gogh-the-night-cafe = Verde-amarelado ácido contra vermelho-sangue, para mostrar as terríveis paixões humanas.
why-schiele-houses-with-laundry = Cinza e marrom sujos, arranhados, com contornos que parecem cascas de ferida.
why-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Rostos doentios, cinza-esverdeados, sob uma luz viciada.
why-munch-the-scream = Um céu laranja-sangue sobre um azul escuro e frio, e linhas que não ficam quietas.
why-bosch-the-last-judgment = Preto e vermelho de brasa, cheio de coisinhas pontudas que seria melhor não ver.
why-aivazovsky-the-wave = Um mar escuro que rodopia sem margem, e alguns homens nele.

## Artists; people may also call them by the names behind “also”

artist-georges-seurat = Georges Seurat
artist-claude-monet = Claude Monet
artist-juan-gris = Juan Gris
artist-wassily-kandinsky = Wassily Kandinsky
artist-vincent-van-gogh = Vincent van Gogh
artist-gustav-klimt = Gustav Klimt
artist-katsushika-hokusai = Katsushika Hokusai
artist-francis-picabia = Francis Picabia
artist-mikhail-vrubel = Mikhail Vrubel
artist-marianne-von-werefkin = Marianne von Werefkin
artist-luigi-russolo = Luigi Russolo
artist-robert-delaunay = Robert Delaunay
artist-fernand-leger = Fernand Léger
artist-egon-schiele = Egon Schiele
artist-henri-de-toulouse-lautrec = Henri de Toulouse-Lautrec
artist-edvard-munch = Edvard Munch
artist-hieronymus-bosch = Hieronymus Bosch
artist-ivan-aivazovsky = Ivan Aivazovsky
