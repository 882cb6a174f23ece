# Русский, на «ты».

language-name = Русский

## Greetings and help

start =
    Привет! Пришли мне фото с лицом. Я прочитаю на нём эмоцию и нарисую фото в стиле картины, которая о ней говорит.

    /emotions покажет семь стилей, /style happy задаст эмоцию сразу, /help расскажет остальное.
help-intro =
    Пришли фото: я найду лица, прочитаю эмоцию и нарисую её. Если прислать файлом, картина вернётся крупнее и чётче.
    /style sad работает и как подпись к фото, и в ответ на фото: тогда так рисую только его.
help-album = От двух до десяти фото в одном альбоме вернутся одним альбомом. Стикеры тоже подходят.
help-buttons = Кнопки под картиной меняют эмоцию, силу, кисть и цвета или рисуют её ещё раз, немного иначе.
help-end = Эмоция, прочитанная по лицу, – догадка о выражении лица, а не факт о человеке.
about =
    Я emostyle, свободная и открытая программа. Одна небольшая сеть читает выражение лица, другая рисует фото как знаменитую картину. Обе обучены с нуля, а все картины – общественное достояние.

    Пожалуйста, не суди с моей помощью о людях: я лишь угадываю выражения лиц.
privacy-photo = Фото лежит в очереди, пока ждёт (самое большее – { $wait }), и удаляется, как только нарисовано. Картина удаляется сразу после отправки; если я не могу до тебя достучаться, она удаляется неотправленной, обычно через день. Ещё десять минут очередь помнит, из какого чата пришло фото. Очередь ведёт журнал на диске; удалённое исчезает из него при следующей уборке.
privacy-chat = То, что ты выбираешь для чата, хранится, пока ты это не изменишь. Неделю я помню для каждого фото число, похожее на случайное, чтобы ответить только один раз.
privacy-buttons = Чтобы кнопки под картиной работали, я храню номер твоего фото в Telegram (не само фото), что я в нём прочитал и что было выбрано. Срок хранения: { $buttons }.
privacy-cache = Чтобы сразу ответить, если то же фото придёт снова, я храню то же самое. Срок хранения: { $cache }.
privacy-counts = Я считаю фото, эмоции и поправки, но никогда вместе с человеком. Две минуты я считаю, сколько ты присылаешь, чтобы очередь дошла до всех.
privacy-news = Я помню, какие чаты меня знают, чтобы сообщать новости.
privacy-forget = /forget удаляет всё, что я о тебе знаю. Ещё десять минут после этого, и после /cancel, я помню под зашифрованным номером, когда пришла эта просьба, чтобы не нарисовать то, что ещё было в пути.
privacy-end = Твои фото не используются для обучения.
send-photo = Пришли мне фото с лицом, и я его нарисую. Подробнее: /help
not-a-photo = Я рисую только неподвижные картинки. Пришли фото или изображение файлом: JPEG, PNG, WebP или HEIC.
no-profile-photo = Я не вижу у тебя фото профиля. Пришли мне любое фото.
unknown-command = Я не знаю такой команды. /help покажет, что я умею.

## While a photo is painted

painting = 🎨 Фото у меня, рисую…
waiting = 🎨 Фото у меня. Перед твоим: { $ahead }.
waiting-eta = 🎨 Фото у меня. Перед твоим: { $ahead }. Осталось ждать: примерно { $eta }.
stage-reading = 🎨 Смотрю на твоё фото…
stage-painting = 🎨 Рисую твоё фото…
painting-album = 🎨 Фото у меня ({ $total }), рисую. Готово: { $ready }.
painting-seven = 🎨 Рисую фото во всех эмоциях ({ $total }). Готово: { $ready }.
done = 🎨 Готово.
unconfirmed = Я отправил картину, но Telegram этого не подтвердил. Если её нет, пришли фото ещё раз, пожалуйста.
lost-painting = Картина была готова, но слишком долго ждала и пропала. Пришли фото ещё раз, пожалуйста.
sorry = У меня что-то пошло не так. Попробуй ещё раз, пожалуйста.
too-big-to-fetch = Этот файл больше 20 МБ, такие Telegram мне не отдаёт. Пришли поменьше, пожалуйста.
not-fetched = Не получилось взять это фото из Telegram. Пришли его ещё раз, пожалуйста.
not-queued = Сейчас я не могу принимать фото. Пришли его через несколько минут, пожалуйста.

## Under a painting

sure = { $emotion } · уверенность { NUMBER($share, style: "percent") }
unsure = { $emotion } · возможно: я не уверен ({ NUMBER($share, style: "percent") })
share = { $emotion } { NUMBER($share, style: "percent") }
faces =
    { $count ->
        [one] { $count } лицо: { $list }
        [few] { $count } лица: { $list }
       *[many] { $count } лиц: { $list }
    }
list-joint = { ", " }
faces-of = { $count } { $face }
artwork = 🖼 { $title }, { $artist }, { $year }
work = { $title }, { $artist }
year-about = ок. { $year }
year-reworked = { $year }, переработана в { $again }
album-line = { $place }. { $line }
album-choose = Какую из этих картин изменить? Нажми на её номер.
album-opened = Нажми на то, что нужно изменить. Придёт новая картинка, а альбом останется как есть.
album-failed =
    { $count ->
        [one] Фото { $places }: { $reason }
        [few] Фото { $places }: { $reason }
       *[other] Фото { $places }: { $reason }
    }
album-no-face =
    { $count ->
        [one] Фото { $places }: лицо не найдено
        [few] Фото { $places }: лицо не найдено
       *[other] Фото { $places }: лицо не найдено
    }
album-choose-emotion = ❔ – без лица: нажми на номер и выбери эмоцию.

## Choosing a style

style-set = Теперь я рисую здесь всё в одной эмоции: { $emotion } ({ $artwork }). /style auto снова читает лица.
style-auto = Я снова читаю эмоцию по лицам.
style-now = Здесь я рисую всё в одной эмоции: { $emotion }. Выбери другую или разреши мне снова читать лица:
style-now-auto = Я читаю эмоцию по лицам. Её можно и выбрать:
style-unknown = Я не знаю эмоции «{ $name }». Выбери одну из этих:
style-unknown-nearest = Я не знаю эмоции «{ $name }». Может быть, { $nearest }? Выбери одну из этих:
style-several = У автора «{ $name }» несколько картин. Выбери одну из этих:
mix-set = Теперь я рисую здесь всё в смеси эмоций: { $mix }. /style auto снова читает лица.
mix-how = Скажи, что смешать, вот так: /mix happy 70 sad 30. Как подпись к фото или в ответ на него – только для этого фото.
mix-unknown = Я не знаю «{ $name }». Смешивай эмоции так: /mix happy 70 sad 30
mix-unknown-nearest = Я не знаю «{ $name }». Может быть, { $nearest }? Смешивай эмоции так: /mix happy 70 sad 30
emotions-title = Вот как я рисую каждую эмоцию:
emotions-choose = Какую выбрать для всех фото здесь?

## Settings

settings-title = Вот как я рисую в этом чате. Нажми, чтобы изменить:
settings-style = Стиль: { $value }
settings-mix = Смесь: { $value }
settings-strength = Сила: { $value }
settings-brush = Кисть: { $value }
settings-colors = Сохранять цвета фото: { $value }
settings-answer = Отвечать: { $value }
settings-language = Язык: { $value }
settings-choose-style = Какую эмоцию здесь рисовать?
settings-choose-mix = Нажимай на эмоции, чтобы смешать их здесь, потом «Сохранить».
settings-choose-strength = С какой силой рисовать?
settings-choose-brush = Какой кистью рисовать?
settings-choose-language = На каком языке здесь говорить?
value-auto = автоматически
value-read = по лицам
value-app = как в Telegram
value-yes = да
value-no = нет
value-photo = фото
value-file = файлом
value-percent = { NUMBER($share, style: "percent") }
brush-fine = тонкая
brush-medium = средняя
brush-broad = широкая

## Buttons

button-colors = 🎨 Сохранить цвета
button-mix = 🌀 Смешать
button-faces = 👥 Каждому лицу своё
button-all = 🖼 Все семь
button-file = 📄 Полный размер
button-brush-fine = 🖌 Тонкая
button-brush-medium = 🖌 Средняя
button-brush-broad = 🖌 Широкая
button-take = 🎲 Другой вариант
button-wrong = 🙅 Не моя эмоция
button-back = ↩ Назад
button-paint = ✅ Нарисовать смесь
button-save = ✅ Сохранить
pressed-painting = 🎨 Рисую…
pressed-same = Это ты уже видишь.
pressed-not-yours = Эти кнопки не твои. Пришли мне своё фото!
pressed-gone = Я больше не помню это фото. Пришли его ещё раз, пожалуйста.
pressed-mix = Нажимай на эмоции, чтобы смешать их, потом «Нарисовать смесь».
pressed-mix-empty = Сначала нажми хотя бы на одну эмоцию.
wrong-thanks = Спасибо, я это учёл. Нажми на ту эмоцию, которая подходит.
saved = Сохранено.
no-face-choose = Я не нашёл лица на этом фото, поэтому эмоцию не прочитать. Какую нарисовать?

## Waiting and stopping

status-none = Твоих фото в работе нет. Пришли мне фото!
status-line =
    { $count ->
        [one] В работе { $count } твоё фото.
       *[other] В работе { $count } твоих фото.
    }
status-next = Фото перед следующим: { $ahead }.
status-eta = До следующего осталось: примерно { $eta }.
cancel-none = Отменять нечего.
cancelled =
    { $count ->
        [one] Отменено. { $count } фото не будет нарисовано.
       *[other] Отменено. { $count } фото не будут нарисованы.
    }
forgotten-nothing = Я ничего о тебе не знал, а теперь и подавно.
forgotten = Я удалил всё, что о тебе знал:
forgotten-settings = • настройки этого чата
forgotten-waiting =
    { $count ->
        [one] • { $count } фото в очереди
       *[other] • { $count } фото в очереди
    }
forgotten-aside =
    { $count ->
        [one] • { $count } сообщение, с которым не справился
        [few] • { $count } сообщения, с которыми не справился
       *[other] • { $count } сообщений, с которыми не справился
    }
forgotten-paintings =
    { $count ->
        [one] • то, что хранил для кнопок { $count } картины
       *[other] • то, что хранил для кнопок { $count } картин
    }
forgotten-answers =
    { $count ->
        [one] • { $count } картина для быстрых ответов
        [few] • { $count } картины для быстрых ответов
       *[many] • { $count } картин для быстрых ответов
    }
forgotten-chat = • что этот чат меня знает
seconds =
    { $count ->
        [one] { $count } секунда
        [few] { $count } секунды
       *[many] { $count } секунд
    }
minutes =
    { $count ->
        [one] { $count } минута
        [few] { $count } минуты
       *[many] { $count } минут
    }
hours =
    { $count ->
        [one] { $count } час
        [few] { $count } часа
       *[many] { $count } часов
    }
days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }

## Limits

too-fast = Вот это скорость! До следующего фото подожди немного ({ $wait }), пожалуйста.
too-many-waiting =
    { $count ->
        [one] { $count } твоё фото ещё ждёт. Дай мне сначала закончить, потом присылай ещё. /cancel отменит.
       *[other] { $count } твоих фото ещё ждут. Дай мне сначала закончить, потом присылай ещё. /cancel отменит.
    }
queue-full = Сейчас ждёт очень много фото. Попробуй через несколько минут, пожалуйста.
not-invited = Извини, этот бот только для приглашённых.

## For admins

stats =
    Чаты: { $chats }
    В очереди: { $waiting }
    Фото: { $photos }
    Картины: { $paintings }
    Из памяти: { $cached }
    Неудачи: { $failures }
stats-emotions = Нарисовано: { $list }
stats-corrections = Поправки: { $list }
stats-correction = { $read } → { $right }
stats-count = { $name } { $count }
stats-seconds = Картина занимает { $seconds } с (медиана).
broadcast-how = Напиши /broadcast и текст, и я разошлю его всем чатам, которые меня знают.
broadcast-busy = Рассылка ещё идёт. Осталось: { $left }.
broadcast-begun =
    { $count ->
        [one] Рассылаю: { $count } чат.
        [few] Рассылаю: { $count } чата.
       *[many] Рассылаю: { $count } чатов.
    }
broadcast-done =
    { $count ->
        [one] Рассылка дошла: { $count } чат.
        [few] Рассылка дошла: { $count } чата.
       *[many] Рассылка дошла: { $count } чатов.
    }
error-report = ⚠️ { $error } в { $where }

## Why there is no painting

reason-no_face = Я не нашёл лица на этом фото, поэтому эмоцию не прочитать. Её можно выбрать: ответь на фото командой /style happy или любой из семи в /emotions.
reason-unreadable = Не получилось прочитать картинку: она повреждена или это вовсе не картинка. Пришли другую, пожалуйста.
reason-unsupported = Я рисую только неподвижные картинки. Пришли фото, пожалуйста.
reason-too_large = Картинка слишком большая или слишком вытянутая. Пришли поменьше, пожалуйста.
reason-too_small = Картинка слишком маленькая. Пришли побольше, пожалуйста.
reason-no_style = Я больше не могу рисовать в стиле картины, которая здесь выбрана. /style auto снова читает лица, а /emotions показывает, что я рисую.
reason-expired = Фото пришлось ждать слишком долго, и оно удалено. Пришли его ещё раз, пожалуйста.
reason-timed_out = Это фото рисовалось слишком долго, и я остановился. Попробуй поменьше, пожалуйста.
reason-cancelled = Отменено по твоей просьбе.
reason-failed = Что-то пошло не так, пока я рисовал это фото. Пришли его ещё раз или другое.

## Commands, as Telegram's menu shows them

command-start = Что делает этот бот
command-style = Выбрать эмоцию: /style happy, /style auto
command-mix = Смешать эмоции: /mix happy 70 sad 30
command-emotions = Семь эмоций и их картины
command-me = Нарисовать твоё фото профиля
command-settings = Сила, кисть, цвета, фото или файл, язык
command-status = Что ждёт
command-cancel = Отменить то, что ждёт
command-help = Как пользоваться
command-privacy = Что хранится и как долго
command-forget = Удалить всё, что я о тебе знаю
command-about = Кто я
command-stats = Для админов: цифры
command-broadcast = Для админов: написать всем чатам

## The seven emotions: the name, and how a face with it is called

emotion-neutral = спокойствие
    .face =
        { $count ->
            [one] спокойное
           *[other] спокойных
        }
emotion-happy = радость
    .face =
        { $count ->
            [one] радостное
           *[other] радостных
        }
emotion-surprise = удивление
    .face =
        { $count ->
            [one] удивлённое
           *[other] удивлённых
        }
emotion-sad = грусть
    .face =
        { $count ->
            [one] грустное
           *[other] грустных
        }
emotion-angry = злость
    .face =
        { $count ->
            [one] злое
           *[other] злых
        }
emotion-disgust = отвращение
    .face = с отвращением
emotion-fear = страх
    .face =
        { $count ->
            [one] испуганное
           *[other] испуганных
        }

## Words that people type for them

words-auto = авто, автоматически, лицо, лица, читать
words-neutral = спокойствие, спокойный, спокойная, нейтральный, нейтрально, спокойно, нейтральная
words-happy = радость, радостный, радостная, счастье, счастливый, весело, улыбка, весёлый, весёлая, счастливая, рад, рада
words-surprise = удивление, удивлённый, удивленный, сюрприз, изумление, удивлённая, шок
words-sad = грусть, грустный, грустная, печаль, печальный, тоска, грустно, печальная
words-angry = злость, злой, злая, гнев, ярость, сердитый, в ярости, злюсь, сердитая
words-disgust = отвращение, противно, гадость, брезгливость, отвратительно, мерзко
words-fear = страх, испуг, испуганный, страшно, ужас, боюсь, испуганная, боязнь

## Titles of the artworks; people may also call them by the names behind “also”

artwork-seurat-seascape-at-port-en-bessin = Морской пейзаж в Порт-ан-Бессене, Нормандия
artwork-kandinsky-composition-vii = Композиция VII
artwork-hokusai-the-great-wave-off-kanagawa = Большая волна в Канагаве
artwork-van-gogh-starry-night-over-the-rhone = Звёздная ночь над Роной
artwork-russolo-the-revolt = Восстание
artwork-van-gogh-the-night-cafe = Ночное кафе
artwork-munch-the-scream = Крик
artwork-monet-water-lilies = Водяные лилии
artwork-gris-portrait-of-pablo-picasso = Портрет Пабло Пикассо
artwork-van-gogh-wheat-field-with-cypresses = Пшеничное поле с кипарисами
artwork-klimt-the-kiss = Поцелуй
artwork-picabia-udnie = Удни (Молодая американка, танец)
artwork-van-gogh-the-starry-night = Звёздная ночь
artwork-vrubel-the-demon-seated = Демон сидящий
artwork-werefkin-autumn-school = Осень, школа
artwork-delaunay-champs-de-mars-the-red-tower = Марсово поле: красная башня
artwork-leger-contrast-of-forms = Контраст форм
artwork-schiele-houses-with-laundry = Дома с бельём
artwork-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Уголок Мулен де ла Галетт
artwork-bosch-the-last-judgment = Страшный суд
artwork-aivazovsky-the-wave = Волна

## Why each artwork speaks for its emotion

why-monet-water-lilies = Тихая вода, мягкие ровные мазки, ни центра, ни сюжета.
why-seurat-seascape-at-port-en-bessin = Ровные точки и спокойный горизонт: они меньше всего меняют настроение фото.
why-gris-portrait-of-pablo-picasso = Лицо из серых и охристых плоскостей, сдержанное и холодное, не выдаёт никаких чувств.
why-kandinsky-composition-vii = Тёплые, разноцветные, изогнутые, танцующие формы.
why-van-gogh-wheat-field-with-cypresses = Солнце и ветер: внизу золото, вверху голубизна, и всюду вьются мазки.
why-klimt-the-kiss = Золото, цветы и спирали вокруг двоих, которым больше ничего не нужно.
why-hokusai-the-great-wave-off-kanagawa = Миг перед тем, как волна обрушится, в жёстких контурах туши на кремовом фоне.
why-picabia-udnie = Формы, которые разлетаются наружу, с резкими скачками от света к тени.
why-van-gogh-the-starry-night = Небо, словно увиденное впервые: звёзды как солнца, и всё кружится.
why-van-gogh-starry-night-over-the-rhone = Тёмно-синяя ночь, короткие медленные мазки и несколько тусклых огней.
why-vrubel-the-demon-seated = Великан в тяжёлых думах, высеченный из тускло-красных и серо-синих граней, словно из холодного камня.
why-werefkin-autumn-school = Голые чёрные деревья, тёмно-синий холм и вереница маленьких чёрных фигур, уходящих прочь.
why-russolo-the-revolt = Насыщенно-красные клинья, которые рвутся в одну сторону: картина, сделанная из бунта.
why-delaunay-champs-de-mars-the-red-tower = Красная башня, которая разрывается среди чёрных и белых осколков.
why-leger-contrast-of-forms = Жёсткие чёрные контуры вокруг красных, белых и синих полос, которые теснят друг друга.
why-van-gogh-the-night-cafe = Едкая жёлто-зелёная краска против кроваво-красной, чтобы показать страшные человеческие страсти.
why-schiele-houses-with-laundry = Грязно-серое и бурое, исцарапанное, с контурами как струпья.
why-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Болезненные серо-зелёные лица в тусклом, застоявшемся свете.
why-munch-the-scream = Кроваво-оранжевое небо над холодной тёмной синевой и линии, которые никак не замрут.
why-bosch-the-last-judgment = Чернота и красный жар углей, полные мелких острых вещей, которых лучше бы не видеть.
why-aivazovsky-the-wave = Тёмное море, которое кружит без берегов, и в нём несколько человек.

## Artists; people may also call them by the names behind “also”

artist-georges-seurat = Жорж Сёра
artist-claude-monet = Клод Моне
artist-juan-gris = Хуан Грис
artist-wassily-kandinsky = Василий Кандинский
artist-vincent-van-gogh = Винсент Ван Гог
artist-gustav-klimt = Густав Климт
artist-katsushika-hokusai = Кацусика Хокусай
artist-francis-picabia = Франсис Пикабиа
artist-mikhail-vrubel = Михаил Врубель
artist-marianne-von-werefkin = Марианна Верёвкина
artist-luigi-russolo = Луиджи Руссоло
artist-robert-delaunay = Робер Делоне
artist-fernand-leger = Фернан Леже
artist-egon-schiele = Эгон Шиле
artist-henri-de-toulouse-lautrec = Анри де Тулуз-Лотрек
artist-edvard-munch = Эдвард Мунк
artist-hieronymus-bosch = Иероним Босх
artist-ivan-aivazovsky = Иван Айвазовский
