# English. The first line of each group tells where people read it.

language-name = English

## Greetings and help

start =
    Hello! Send me a photo with a face. I read the emotion in it and paint the photo in the style of a painting that speaks for that emotion.

    /emotions shows the seven styles, /style happy chooses one yourself, /help tells the rest.
help-intro =
    Send a photo: I find the faces, read their emotion and paint it. As a file it comes back larger and sharper.
    /style sad works as the caption of a photo too, or in reply to one: then only that photo is painted so.
help-album = Two to ten photos in one album come back as one album. Stickers work too.
help-buttons = The buttons under a painting change its emotion, strength, brush and colours, or paint it once more, a little differently.
help-end = An emotion read from a face is a guess about an expression, not a fact about a person.
about =
    I am emostyle, a free and open program. A small network reads the expression of a face, and another one paints the photo like a famous painting. Both were trained from scratch, and all paintings are in the public domain.

    Please do not use me to judge people: I only guess expressions.
privacy-photo = Your photo is kept in the queue while it waits, { $wait } at most, and deleted once it is painted. The painting is deleted once it is sent; if I cannot reach you, it is deleted unsent, usually after a day. For ten minutes more the queue remembers which chat the photo came from. The queue keeps a journal on the host's disk, from which deleted things go when it is next tidied up.
privacy-chat = What you choose for a chat is kept until you change it back. For a week I remember a random-looking number for each photo, so that I answer it only once.
privacy-buttons = So that the buttons under a painting work, I keep Telegram's number for your photo (not the photo itself), what I read in it and what you wished, for { $buttons }.
privacy-cache = So that the same photo is answered at once, I keep the same for { $cache }.
privacy-counts = I count photos, emotions and corrections, never together with a person. For two minutes I count what you send, so that everybody gets a turn.
privacy-news = I remember which chats know me, so that I can send news.
privacy-forget = /forget deletes all that I know of you. For ten minutes after it, and after /cancel, I remember under a scrambled number when you asked, so that nothing that was on its way is painted.
privacy-end = Nothing is learnt from your photos.
send-photo = Send me a photo with a face, and I will paint it. /help tells more.
not-a-photo = I can only paint still pictures. Send me a photo, or a JPEG, PNG, WebP or HEIC image as a file.
no-profile-photo = I cannot see a profile photo of yours. Send me a photo instead.
unknown-command = I do not know this command. /help lists what I can do.

## While a photo is painted

painting = 🎨 I have your photo and am painting it…
waiting = 🎨 I have your photo. Photos before yours: { $ahead }.
waiting-eta = 🎨 I have your photo. Photos before yours: { $ahead }. It takes about { $eta }.
stage-reading = 🎨 I am looking at your photo…
stage-painting = 🎨 I am painting your photo…
painting-album = 🎨 I have your { $total } photos and am painting them. Ready: { $ready }.
painting-seven = 🎨 I am painting your photo in all { $total } emotions. Ready: { $ready }.
done = 🎨 Done.
unconfirmed = I sent your painting, but Telegram did not confirm it. If it is not here, please send the photo again.
lost-painting = Your painting was ready, but it is gone: it waited too long. Please send the photo again.
sorry = Something went wrong on my side. Please try it again.
too-big-to-fetch = This file is larger than 20 MB, and Telegram gives me none that large. Please send a smaller one.
not-fetched = I could not fetch this photo from Telegram. Please send it again.
not-queued = I cannot take photos right now. Please send it again in a few minutes.

## Under a painting

sure = { $emotion } · { NUMBER($share, style: "percent") } sure
unsure = { $emotion } · perhaps: I am not sure ({ NUMBER($share, style: "percent") })
share = { $emotion } { NUMBER($share, style: "percent") }
faces =
    { $count ->
        [one] { $count } face: { $list }
       *[other] { $count } faces: { $list }
    }
list-joint = { ", " }
faces-of = { $count } { $face }
artwork = 🖼 { $title }, { $artist }, { $year }
work = { $title }, { $artist }
year-about = c. { $year }
year-reworked = { $year }, reworked { $again }
album-failed =
    { $count ->
        [one] Photo { $places }: { $reason }
       *[other] Photos { $places }: { $reason }
    }
album-no-face =
    { $count ->
        [one] Photo { $places }: no face found
       *[other] Photos { $places }: no face found
    }
album-line = { $place }. { $line }
album-choose = Which of these paintings shall I change? Tap its number.
album-choose-emotion = ❔ has no face: tap its number to choose an emotion.
album-opened = Tap what to change. It comes as a new picture, and the album stays as it is.

## Choosing a style

style-set = From now on I paint everything here { $emotion }: { $artwork }. /style auto goes back to reading faces.
style-auto = I read the emotion from the faces again.
style-now = I paint everything here { $emotion }. Choose another, or let me read the faces again:
style-now-auto = I read the emotion from the faces. You can choose one instead:
style-unknown = I do not know the emotion “{ $name }”. Choose one of these:
style-unknown-nearest = I do not know the emotion “{ $name }”. Did you mean { $nearest }? Choose one of these:
style-several = There are several artworks by “{ $name }”. Choose one of these:
mix-set = From now on I paint everything here as a mix: { $mix }. /style auto goes back to reading faces.
mix-how = Tell me what to mix, like this: /mix happy 70 sad 30. As the caption of a photo or in reply to one it is for that photo only.
mix-unknown = I do not know “{ $name }”. Mix emotions like this: /mix happy 70 sad 30
mix-unknown-nearest = I do not know “{ $name }”. Did you mean { $nearest }? Mix emotions like this: /mix happy 70 sad 30
emotions-title = How I paint each emotion:
emotions-choose = Which one shall it be for everything here?

## Settings

settings-title = How I paint in this chat. Tap to change:
settings-style = Style: { $value }
settings-mix = Mix: { $value }
settings-strength = Strength: { $value }
settings-brush = Brush: { $value }
settings-colors = Keep the photo's colours: { $value }
settings-answer = Answer as: { $value }
settings-language = Language: { $value }
settings-choose-style = Which emotion shall I paint here?
settings-choose-mix = Tap emotions to mix them here, then “Save”.
settings-choose-strength = How strongly shall I paint?
settings-choose-brush = How large shall the brush strokes be?
settings-choose-language = Which language shall I speak here?
value-auto = automatic
value-read = read from faces
value-app = as in Telegram
value-yes = yes
value-no = no
value-photo = photo
value-file = file
value-percent = { NUMBER($share, style: "percent") }
brush-fine = fine
brush-medium = medium
brush-broad = broad

## Buttons

button-colors = 🎨 Keep colours
button-mix = 🌀 Mix
button-faces = 👥 Each face its own
button-all = 🖼 All seven
button-file = 📄 Full size
button-brush-fine = 🖌 Fine
button-brush-medium = 🖌 Medium
button-brush-broad = 🖌 Broad
button-take = 🎲 Another take
button-wrong = 🙅 Not my emotion
button-back = ↩ Back
button-paint = ✅ Paint the mix
button-save = ✅ Save
pressed-painting = 🎨 Painting…
pressed-same = That is what you see already.
pressed-not-yours = These buttons belong to somebody else. Send me a photo of your own!
pressed-gone = I no longer know this photo. Please send it again.
pressed-mix = Tap emotions to mix them, then “Paint the mix”.
pressed-mix-empty = Tap at least one emotion first.
wrong-thanks = Thank you, I have counted it. Tap the emotion that fits.
saved = Saved.
no-face-choose = I found no face in this photo, so there is no emotion to read. Which one shall I paint?

## Waiting and stopping

status-none = Nothing of yours is waiting. Send me a photo!
status-line =
    { $count ->
        [one] { $count } photo of yours is under way.
       *[other] { $count } photos of yours are under way.
    }
status-next = Photos before the next one: { $ahead }.
status-eta = The next one takes about { $eta }.
cancel-none = There is nothing to stop.
cancelled =
    { $count ->
        [one] Stopped. { $count } photo is not painted.
       *[other] Stopped. { $count } photos are not painted.
    }
forgotten-nothing = I knew nothing about you, and now even less.
forgotten = I have deleted all that I knew about you:
forgotten-settings = • the settings of this chat
forgotten-waiting =
    { $count ->
        [one] • { $count } photo in the queue
       *[other] • { $count } photos in the queue
    }
forgotten-aside =
    { $count ->
        [one] • { $count } message that I could not handle
       *[other] • { $count } messages that I could not handle
    }
forgotten-paintings =
    { $count ->
        [one] • what I kept for the buttons of { $count } painting
       *[other] • what I kept for the buttons of { $count } paintings
    }
forgotten-answers =
    { $count ->
        [one] • { $count } painting kept for quick answers
       *[other] • { $count } paintings kept for quick answers
    }
forgotten-chat = • that this chat knows me
seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }

## Limits

too-fast = That was quick! Please wait { $wait } before the next photo.
too-many-waiting =
    { $count ->
        [one] { $count } photo of yours is still waiting. Let me finish it first, then send more. /cancel stops it.
       *[other] { $count } photos of yours are still waiting. Let me finish them first, then send more. /cancel stops them.
    }
queue-full = Very many photos are waiting just now. Please try again in a few minutes.
not-invited = I am sorry, this bot is for invited people only.

## For admins

stats =
    Chats: { $chats }
    Waiting: { $waiting }
    Photos: { $photos }
    Paintings: { $paintings }
    From the cache: { $cached }
    Failures: { $failures }
stats-emotions = Painted: { $list }
stats-corrections = Corrections: { $list }
stats-correction = { $read } → { $right }
stats-count = { $name } { $count }
stats-seconds = Painting takes { $seconds } s (median).
broadcast-how = Write /broadcast and the text, and I send it to every chat that knows me.
broadcast-busy = A broadcast is still under way. Left: { $left }.
broadcast-begun =
    { $count ->
        [one] I am sending it to { $count } chat.
       *[other] I am sending it to { $count } chats.
    }
broadcast-done =
    { $count ->
        [one] The broadcast has reached { $count } chat.
       *[other] The broadcast has reached { $count } chats.
    }
error-report = ⚠️ { $error } in { $where }

## Why there is no painting

reason-no_face = I found no face in this photo, so there is no emotion to read. Choose one yourself: reply to the photo with /style happy, or any of the seven that /emotions shows.
reason-unreadable = I could not read this picture: it is damaged or no picture at all. Please send another one.
reason-unsupported = I can only paint still pictures. Please send a photo.
reason-too_large = This picture is too large, or far longer than wide. Please send a smaller one.
reason-too_small = This picture is too small to paint. Please send a larger one.
reason-no_style = The artwork that is chosen here can no longer be painted. /style auto goes back to reading faces, and /emotions shows what I paint.
reason-expired = Your photo had to wait too long and was deleted. Please send it again.
reason-timed_out = Painting this photo took too long, so I gave up. Please try a smaller one.
reason-cancelled = Stopped, as you wished.
reason-failed = Something went wrong while I painted this photo. Please send it again, or another one.

## Commands, as Telegram's menu shows them

command-start = What this bot does
command-style = Choose the emotion: /style happy, /style auto
command-mix = Mix emotions: /mix happy 70 sad 30
command-emotions = The seven emotions and their paintings
command-me = Paint your profile photo
command-settings = Strength, brush, colours, photo or file, language
command-status = What is waiting
command-cancel = Stop what is waiting
command-help = How to use it
command-privacy = What is kept, and for how long
command-forget = Delete all that I know of you
command-about = What I am
command-stats = For admins: figures
command-broadcast = For admins: tell all chats

## The seven emotions: the name, and how a face with it is called

emotion-neutral = neutral
    .face = neutral
emotion-happy = happy
    .face = happy
emotion-surprise = surprise
    .face = surprised
emotion-sad = sad
    .face = sad
emotion-angry = angry
    .face = angry
emotion-disgust = disgust
    .face = disgusted
emotion-fear = fear
    .face = afraid

## Words that people type for them

words-auto = auto, automatic, read, face, faces
words-neutral = neutral, neutrality, calm, nothing, normal, indifferent
words-happy = happy, happiness, joy, joyful, glad, smile, smiling, cheerful, laughing
words-surprise = surprise, surprised, amazed, astonished, wow, shocked
words-sad = sad, sadness, unhappy, sorrow, melancholy, grief, crying
words-angry = angry, anger, rage, mad, furious, fury
words-disgust = disgust, disgusted, disgusting, gross, yuck
words-fear = fear, afraid, scared, fearful, scary, anxious, horror

## Titles of the artworks; people may also call them by the names behind “also”

artwork-seurat-seascape-at-port-en-bessin = Seascape at Port-en-Bessin, Normandy
artwork-kandinsky-composition-vii = Composition VII
artwork-hokusai-the-great-wave-off-kanagawa = The Great Wave off Kanagawa
artwork-van-gogh-starry-night-over-the-rhone = Starry Night Over the Rhône
artwork-russolo-the-revolt = The Revolt
artwork-van-gogh-the-night-cafe = The Night Café
artwork-munch-the-scream = The Scream
artwork-monet-water-lilies = Water Lilies
artwork-gris-portrait-of-pablo-picasso = Portrait of Pablo Picasso
artwork-van-gogh-wheat-field-with-cypresses = Wheat Field with Cypresses
artwork-klimt-the-kiss = The Kiss
artwork-picabia-udnie = Udnie (Young American Girl, The Dance)
artwork-van-gogh-the-starry-night = The Starry Night
    .also = Starry Night
artwork-vrubel-the-demon-seated = The Demon Seated
artwork-werefkin-autumn-school = Autumn, School
artwork-delaunay-champs-de-mars-the-red-tower = Champs de Mars: The Red Tower
artwork-leger-contrast-of-forms = Contrast of Forms
artwork-schiele-houses-with-laundry = Houses with Laundry
artwork-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = A Corner of the Moulin de la Galette
artwork-bosch-the-last-judgment = The Last Judgment
artwork-aivazovsky-the-wave = The Wave

## Why each artwork speaks for its emotion

why-monet-water-lilies = Still water, soft and even touches, no middle and no story.
why-seurat-seascape-at-port-en-bessin = Even dots and a calm horizon: it changes the mood of a photo least.
why-gris-portrait-of-pablo-picasso = A face in grey and ochre planes, measured and cool, that tells no feeling.
why-kandinsky-composition-vii = Warm, many-coloured, curved and dancing forms.
why-van-gogh-wheat-field-with-cypresses = Sun and wind: gold below, light blue above, and curling strokes in all of it.
why-klimt-the-kiss = Gold, flowers and spirals around two people who want nothing else.
why-hokusai-the-great-wave-off-kanagawa = The moment before the wave breaks, in hard outlines of ink on cream.
why-picabia-udnie = Shapes that burst outward, with hard jumps from light to dark.
why-van-gogh-the-starry-night = A sky seen as if for the first time: stars like suns, and everything turns.
why-van-gogh-starry-night-over-the-rhone = Deep blue night, short slow strokes and a few dim lights.
why-vrubel-the-demon-seated = A brooding giant, cut from dull red and grey-blue facets like cold stone.
why-werefkin-autumn-school = Bare black trees, a dark blue hill, and a row of small black figures that walk away.
why-russolo-the-revolt = Saturated red wedges that drive in one direction: a picture made of revolt.
why-delaunay-champs-de-mars-the-red-tower = A red tower that bursts between black and white splinters.
why-leger-contrast-of-forms = Hard black outlines around bands of red, white and blue that push against each other.
why-van-gogh-the-night-cafe = Acid yellow-green against blood red, meant to show the terrible passions of humanity.
why-schiele-houses-with-laundry = Dirty grey and brown, scratched, with outlines like scabs.
why-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = Sickly grey-green faces in stale light.
why-munch-the-scream = A blood-orange sky over cold dark blue, and lines that will not stand still.
why-bosch-the-last-judgment = Black and ember red, full of small sharp things that one would rather not see.
why-aivazovsky-the-wave = A dark sea that whirls without a shore, and a few men in it.

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
