# हिन्दी, "आप" के साथ, सरल शब्दों में।

language-name = हिन्दी

## Greetings and help

start =
    नमस्ते! मुझे चेहरे वाली एक फ़ोटो भेजिए। मैं उसमें भाव पढ़ता हूँ और फ़ोटो को उस भाव से जुड़ी एक पेंटिंग की शैली में रंगता हूँ।

    /emotions सातों शैलियाँ दिखाता है, /style happy से भाव ख़ुद चुनिए, बाक़ी /help बताता है।
help-intro =
    फ़ोटो भेजिए: मैं चेहरे ढूँढता हूँ, भाव पढ़ता हूँ और उसे रंगता हूँ। फ़ाइल के रूप में भेजें तो वह बड़ी और साफ़ लौटती है।
    /style sad फ़ोटो के कैप्शन में या फ़ोटो के जवाब में भी चलता है: तब सिर्फ़ वही फ़ोटो वैसी बनती है।
help-album = एक एल्बम की दो से दस फ़ोटो एक ही एल्बम में लौटती हैं। स्टिकर भी चलते हैं।
help-buttons = पेंटिंग के नीचे के बटन उसका भाव, गहराई, ब्रश और रंग बदलते हैं, या उसे फिर से थोड़ा अलग रंगते हैं।
help-end = चेहरे से पढ़ा गया भाव बस एक हाव-भाव का अंदाज़ा है, किसी व्यक्ति के बारे में सच्चाई नहीं।
about =
    मैं emostyle हूँ, एक मुक्त और खुला प्रोग्राम। एक छोटा नेटवर्क चेहरे का भाव पढ़ता है और दूसरा फ़ोटो को मशहूर पेंटिंग की तरह रंगता है। दोनों को शुरू से सिखाया गया है, और सभी पेंटिंग कॉपीराइट से मुक्त हैं।

    कृपया मुझसे लोगों को मत परखिए: मैं सिर्फ़ हाव-भाव का अंदाज़ा लगाता हूँ।
privacy-photo = आपकी फ़ोटो इंतज़ार के दौरान क़तार में रहती है, ज़्यादा से ज़्यादा { $wait }, और रंगते ही मिटा दी जाती है। पेंटिंग भेजते ही मिटा दी जाती है; अगर मैं आप तक न पहुँच पाऊँ तो वह बिना भेजे मिट जाती है, आम तौर पर एक दिन बाद। दस मिनट और क़तार को याद रहता है कि फ़ोटो किस चैट से आई। क़तार डिस्क पर एक लॉग रखती है, जिससे मिटाई गई चीज़ें अगली सफ़ाई में हट जाती हैं।
privacy-chat = किसी चैट के लिए आपकी पसंद तब तक रहती है जब तक आप उसे न बदलें। हर फ़ोटो के लिए मैं एक हफ़्ते तक एक बेतरतीब सा नंबर याद रखता हूँ, ताकि जवाब एक ही बार दूँ।
privacy-buttons = पेंटिंग के नीचे के बटन चलें, इसलिए मैं Telegram में आपकी फ़ोटो का नंबर (फ़ोटो नहीं), उसमें पढ़ा भाव और आपकी पसंद रखता हूँ। अवधि: { $buttons }।
privacy-cache = वही फ़ोटो दोबारा आए तो तुरंत जवाब दूँ, इसलिए यही सब रखता हूँ। अवधि: { $cache }।
privacy-counts = मैं फ़ोटो, भाव और सुधार गिनता हूँ, किसी व्यक्ति के साथ जोड़कर कभी नहीं। दो मिनट तक मैं गिनता हूँ कि आपने कितना भेजा, ताकि सबकी बारी आए।
privacy-news = ख़बर देने के लिए मैं याद रखता हूँ कि कौन-सी चैट मुझे जानती हैं।
privacy-forget = /forget वह सब मिटा देता है जो मैं आपके बारे में जानता हूँ। इसके बाद, और /cancel के बाद, दस मिनट तक मैं एक कूट संख्या के साथ याद रखता हूँ कि आपने कब कहा था, ताकि जो रास्ते में था वह न रंगा जाए।
privacy-end = आपकी फ़ोटो से कुछ भी नहीं सीखा जाता।
send-photo = मुझे चेहरे वाली एक फ़ोटो भेजिए, मैं उसे रंग दूँगा। और जानने के लिए /help
not-a-photo = मैं सिर्फ़ स्थिर तस्वीरें रंग सकता हूँ। फ़ोटो भेजिए, या JPEG, PNG, WebP या HEIC तस्वीर फ़ाइल के रूप में।
no-profile-photo = मुझे आपकी कोई प्रोफ़ाइल फ़ोटो नहीं दिखती। मुझे कोई फ़ोटो भेज दीजिए।
unknown-command = मैं यह कमांड नहीं जानता। /help बताता है कि मैं क्या कर सकता हूँ।

## While a photo is painted

painting = 🎨 आपकी फ़ोटो मिल गई, मैं उसे रंग रहा हूँ…
waiting = 🎨 आपकी फ़ोटो मिल गई। आपसे पहले फ़ोटो: { $ahead }।
waiting-eta = 🎨 आपकी फ़ोटो मिल गई। आपसे पहले फ़ोटो: { $ahead }। अनुमानित समय: { $eta }।
stage-reading = 🎨 मैं आपकी फ़ोटो देख रहा हूँ…
stage-painting = 🎨 मैं आपकी फ़ोटो रंग रहा हूँ…
painting-album = 🎨 आपकी { $total } फ़ोटो मिल गईं, मैं उन्हें रंग रहा हूँ। तैयार: { $ready }।
painting-seven = 🎨 मैं आपकी फ़ोटो सभी { $total } भावों में रंग रहा हूँ। तैयार: { $ready }।
done = 🎨 हो गया।
unconfirmed = मैंने आपकी पेंटिंग भेजी, पर Telegram ने पुष्टि नहीं की। अगर वह यहाँ नहीं है तो कृपया फ़ोटो फिर भेजिए।
lost-painting = आपकी पेंटिंग तैयार थी, पर बहुत देर रुकने से चली गई। कृपया फ़ोटो फिर भेजिए।
sorry = मेरी ओर से कुछ गड़बड़ हो गई। कृपया फिर कोशिश कीजिए।
too-big-to-fetch = यह फ़ाइल 20 MB से बड़ी है, और Telegram मुझे इतनी बड़ी फ़ाइल नहीं देता। कृपया छोटी भेजिए।
not-fetched = मैं यह फ़ोटो Telegram से नहीं ले पाया। कृपया फिर भेजिए।
not-queued = अभी मैं फ़ोटो नहीं ले सकता। कृपया कुछ मिनट बाद फिर भेजिए।

## Under a painting

sure = { $emotion } · { NUMBER($share, style: "percent") } यक़ीन
unsure = { $emotion } · शायद: मुझे पक्का यक़ीन नहीं ({ NUMBER($share, style: "percent") })
share = { $emotion } { NUMBER($share, style: "percent") }
faces =
    { $count ->
        [one] { $count } चेहरा: { $list }
       *[other] { $count } चेहरे: { $list }
    }
list-joint = { ", " }
faces-of = { $count } { $face }
artwork = 🖼 { $title }, { $artist }, { $year }
work = { $title }, { $artist }
year-about = लगभग { $year }
year-reworked = { $year }, { $again } में संशोधित
album-failed =
    { $count ->
        [one] फ़ोटो { $places }: { $reason }
       *[other] फ़ोटो { $places }: { $reason }
    }
album-no-face =
    { $count ->
        [one] फ़ोटो { $places }: कोई चेहरा नहीं मिला
       *[other] फ़ोटो { $places }: कोई चेहरा नहीं मिला
    }
album-line = { $place }. { $line }
album-choose = इनमें से कौन-सी पेंटिंग बदलूँ? उसका नंबर दबाइए।
album-choose-emotion = ❔ में चेहरा नहीं है: नंबर दबाकर भाव चुनिए।
album-opened = जो बदलना हो, उसे दबाइए। वह एक नई तस्वीर के रूप में आएगी, और एल्बम वैसा ही रहेगा।

## Choosing a style

style-set = अब से मैं यहाँ सब कुछ इस भाव में रंगूँगा: { $emotion } ({ $artwork })। /style auto फिर से चेहरे पढ़ेगा।
style-auto = अब मैं फिर से चेहरों से भाव पढ़ूँगा।
style-now = यहाँ मैं सब कुछ इस भाव में रंगता हूँ: { $emotion }। दूसरा चुनिए या मुझे फिर से चेहरे पढ़ने दीजिए:
style-now-auto = मैं चेहरों से भाव पढ़ता हूँ। चाहें तो एक चुन लीजिए:
style-unknown = मैं “{ $name }” भाव नहीं जानता। इनमें से एक चुनिए:
style-unknown-nearest = मैं “{ $name }” भाव नहीं जानता। क्या आपका मतलब { $nearest } है? इनमें से एक चुनिए:
style-several = “{ $name }” की कई कलाकृतियाँ हैं। इनमें से एक चुनिए:
mix-set = अब से मैं यहाँ सब कुछ मिलाकर रंगूँगा: { $mix }। /style auto फिर से चेहरे पढ़ेगा।
mix-how = ऐसे बताइए कि क्या मिलाना है: /mix happy 70 sad 30। फ़ोटो के कैप्शन में या जवाब में यह सिर्फ़ उसी फ़ोटो के लिए है।
mix-unknown = मैं “{ $name }” नहीं जानता। भाव ऐसे मिलाइए: /mix happy 70 sad 30
mix-unknown-nearest = मैं “{ $name }” नहीं जानता। क्या आपका मतलब { $nearest } है? भाव ऐसे मिलाइए: /mix happy 70 sad 30
emotions-title = मैं हर भाव को ऐसे रंगता हूँ:
emotions-choose = यहाँ सबके लिए कौन-सा हो?

## Settings

settings-title = इस चैट में मैं ऐसे रंगता हूँ। बदलने के लिए दबाइए:
settings-style = शैली: { $value }
settings-mix = मिश्रण: { $value }
settings-strength = गहराई: { $value }
settings-brush = ब्रश: { $value }
settings-colors = फ़ोटो के रंग रखें: { $value }
settings-answer = जवाब: { $value }
settings-language = भाषा: { $value }
settings-choose-style = यहाँ कौन-सा भाव रंगूँ?
settings-choose-mix = यहाँ मिलाने के लिए भाव दबाइए, फिर “सहेजें”।
settings-choose-strength = कितना गहरा रंगूँ?
settings-choose-brush = ब्रश कितना चौड़ा हो?
settings-choose-language = यहाँ कौन-सी भाषा बोलूँ?
value-auto = अपने आप
value-read = चेहरों से
value-app = जैसी Telegram में है
value-yes = हाँ
value-no = नहीं
value-photo = फ़ोटो
value-file = फ़ाइल
value-percent = { NUMBER($share, style: "percent") }
brush-fine = बारीक
brush-medium = मध्यम
brush-broad = चौड़ा

## Buttons

button-colors = 🎨 रंग रखें
button-mix = 🌀 मिलाएँ
button-faces = 👥 हर चेहरा अलग
button-all = 🖼 सातों
button-file = 📄 पूरा आकार
button-brush-fine = 🖌 बारीक
button-brush-medium = 🖌 मध्यम
button-brush-broad = 🖌 चौड़ा
button-take = 🎲 दूसरा रूप
button-wrong = 🙅 मेरा भाव नहीं
button-back = ↩ वापस
button-paint = ✅ मिश्रण रंगें
button-save = ✅ सहेजें
pressed-painting = 🎨 रंग रहा हूँ…
pressed-same = सामने यही तो दिख रहा है।
pressed-not-yours = ये बटन किसी और के हैं। मुझे अपनी फ़ोटो भेजिए!
pressed-gone = मुझे यह फ़ोटो अब याद नहीं। कृपया फिर भेजिए।
pressed-mix = मिलाने के लिए भाव दबाइए, फिर “मिश्रण रंगें”।
pressed-mix-empty = पहले कम से कम एक भाव दबाइए।
wrong-thanks = धन्यवाद, मैंने गिन लिया। जो भाव सही हो उसे दबाइए।
saved = सहेज लिया।
no-face-choose = मुझे इस फ़ोटो में कोई चेहरा नहीं मिला, इसलिए भाव नहीं पढ़ सका। कौन-सा रंगूँ?

## Waiting and stopping

status-none = आपका कुछ भी क़तार में नहीं है। मुझे एक फ़ोटो भेजिए!
status-line =
    { $count ->
        [one] आपकी { $count } फ़ोटो बन रही है।
       *[other] आपकी { $count } फ़ोटो बन रही हैं।
    }
status-next = अगली फ़ोटो से पहले बाक़ी: { $ahead }।
status-eta = अगली का अनुमानित समय: { $eta }।
cancel-none = रद्द करने को कुछ नहीं है।
cancelled =
    { $count ->
        [one] रद्द। { $count } फ़ोटो नहीं बनेगी।
       *[other] रद्द। { $count } फ़ोटो नहीं बनेंगी।
    }
forgotten-nothing = मैं आपके बारे में कुछ नहीं जानता था, और अब तो और भी कम जानता हूँ।
forgotten = आपके बारे में मुझे जो पता था, सब मिटा दिया:
forgotten-settings = • इस चैट की सेटिंग
forgotten-waiting =
    { $count ->
        [one] • क़तार में { $count } फ़ोटो
       *[other] • क़तार में { $count } फ़ोटो
    }
forgotten-aside =
    { $count ->
        [one] • { $count } संदेश जिसे मैं संभाल नहीं सका
       *[other] • { $count } संदेश जिन्हें मैं संभाल नहीं सका
    }
forgotten-paintings =
    { $count ->
        [one] • { $count } पेंटिंग के बटनों के लिए जो रखा था
       *[other] • { $count } पेंटिंग के बटनों के लिए जो रखा था
    }
forgotten-answers =
    { $count ->
        [one] • तुरंत जवाब के लिए रखी { $count } पेंटिंग
       *[other] • तुरंत जवाब के लिए रखी { $count } पेंटिंग
    }
forgotten-chat = • यह बात कि यह चैट मुझे जानती है
seconds =
    { $count ->
        [one] { $count } सेकंड
       *[other] { $count } सेकंड
    }
minutes =
    { $count ->
        [one] { $count } मिनट
       *[other] { $count } मिनट
    }
hours =
    { $count ->
        [one] { $count } घंटा
       *[other] { $count } घंटे
    }
days =
    { $count ->
        [one] { $count } दिन
       *[other] { $count } दिन
    }

## Limits

too-fast = वाह, बड़ी तेज़ी! अगली फ़ोटो से पहले कृपया { $wait } रुकिए।
too-many-waiting =
    { $count ->
        [one] आपकी { $count } फ़ोटो अभी इंतज़ार में है। पहले उसे पूरा करने दीजिए, फिर और भेजिए। /cancel उसे रद्द करता है।
       *[other] आपकी { $count } फ़ोटो अभी इंतज़ार में हैं। पहले उन्हें पूरा करने दीजिए, फिर और भेजिए। /cancel उन्हें रद्द करता है।
    }
queue-full = अभी बहुत सारी फ़ोटो इंतज़ार में हैं। कृपया कुछ मिनट बाद फिर कोशिश कीजिए।
not-invited = माफ़ कीजिए, यह बॉट सिर्फ़ बुलाए गए लोगों के लिए है।

## For admins

stats =
    चैट: { $chats }
    इंतज़ार में: { $waiting }
    फ़ोटो: { $photos }
    पेंटिंग: { $paintings }
    याद से: { $cached }
    नाकाम: { $failures }
stats-emotions = रंगे गए: { $list }
stats-corrections = सुधार: { $list }
stats-correction = { $read } → { $right }
stats-count = { $name } { $count }
stats-seconds = एक पेंटिंग में { $seconds } सेकंड लगते हैं (माध्यिका)।
broadcast-how = /broadcast और संदेश लिखिए, मैं उसे हर उस चैट में भेजूँगा जो मुझे जानती है।
broadcast-busy = एक प्रसारण अभी चल रहा है। बाक़ी: { $left }।
broadcast-begun =
    { $count ->
        [one] मैं इसे { $count } चैट में भेज रहा हूँ।
       *[other] मैं इसे { $count } चैट में भेज रहा हूँ।
    }
broadcast-done =
    { $count ->
        [one] प्रसारण { $count } चैट तक पहुँचा।
       *[other] प्रसारण { $count } चैट तक पहुँचा।
    }
error-report = ⚠️ { $error }: { $where }

## Why there is no painting

reason-no_face = मुझे इस फ़ोटो में कोई चेहरा नहीं मिला, इसलिए भाव नहीं पढ़ सका। ख़ुद चुनिए: फ़ोटो के जवाब में /style happy लिखिए, या /emotions में से कोई भी।
reason-unreadable = मैं यह तस्वीर नहीं पढ़ पाया: वह ख़राब है या तस्वीर है ही नहीं। कृपया दूसरी भेजिए।
reason-unsupported = मैं सिर्फ़ स्थिर तस्वीरें रंग सकता हूँ। कृपया फ़ोटो भेजिए।
reason-too_large = यह तस्वीर बहुत बड़ी है, या चौड़ाई से बहुत ज़्यादा लंबी। कृपया छोटी भेजिए।
reason-too_small = यह तस्वीर रंगने के लिए बहुत छोटी है। कृपया बड़ी भेजिए।
reason-no_style = यहाँ चुनी गई कलाकृति अब मैं नहीं रंग सकता। /style auto से मैं फिर चेहरे पढ़ूँगा, और /emotions दिखाता है कि मैं क्या रंगता हूँ।
reason-expired = आपकी फ़ोटो को बहुत देर रुकना पड़ा और वह मिट गई। कृपया फिर भेजिए।
reason-timed_out = इस फ़ोटो को रंगने में बहुत देर लगी, इसलिए मैंने छोड़ दिया। कृपया छोटी फ़ोटो आज़माइए।
reason-cancelled = आपके कहे अनुसार रद्द किया।
reason-failed = यह फ़ोटो रंगते समय कुछ गड़बड़ हो गई। कृपया इसे फिर भेजिए, या दूसरी।

## Commands, as Telegram's menu shows them

command-start = यह बॉट क्या करता है
command-style = भाव चुनें: /style happy, /style auto
command-mix = भाव मिलाएँ: /mix happy 70 sad 30
command-emotions = सात भाव और उनकी पेंटिंग
command-me = अपनी प्रोफ़ाइल फ़ोटो रंगवाएँ
command-settings = गहराई, ब्रश, रंग, फ़ोटो या फ़ाइल, भाषा
command-status = क्या इंतज़ार में है
command-cancel = जो इंतज़ार में है उसे रद्द करें
command-help = कैसे इस्तेमाल करें
command-privacy = क्या रखा जाता है और कब तक
command-forget = मेरे पास आपका जो है सब मिटाएँ
command-about = मैं क्या हूँ
command-stats = एडमिन के लिए: आँकड़े
command-broadcast = एडमिन के लिए: सभी चैट को संदेश

## The seven emotions: the name, and how a face with it is called

emotion-neutral = सामान्य
    .face = सामान्य
emotion-happy = ख़ुशी
    .face = ख़ुश
emotion-surprise = हैरानी
    .face = हैरान
emotion-sad = उदासी
    .face = उदास
emotion-angry = ग़ुस्सा
    .face = नाराज़
emotion-disgust = घिन
    .face =
        { $count ->
            [one] घिन से भरा
           *[other] घिन से भरे
        }
emotion-fear = डर
    .face =
        { $count ->
            [one] डरा हुआ
           *[other] डरे हुए
        }

## Words that people type for them

words-auto = ऑटो, चेहरा, चेहरे, अपने-आप
words-neutral = सामान्य, शांत
words-happy = ख़ुशी, खुशी, ख़ुश, खुश, मुस्कान, हँसी, प्रसन्न
words-surprise = हैरानी, हैरान, आश्चर्य, अचंभा, चकित
words-sad = उदासी, उदास, दुख, दुखी, दुःखी, दुःख
words-angry = ग़ुस्सा, गुस्सा, नाराज़, नाराज, क्रोध, क्रोधित
words-disgust = घिन, घृणा
words-fear = डर, भय, डरा, डरा हुआ, डरे हुए, डरी हुई, डरी

## Titles of the artworks; people may also call them by the names behind “also”

artwork-seurat-seascape-at-port-en-bessin = पोर-आँ-बेसाँ का समुद्री दृश्य, नॉर्मंडी
artwork-kandinsky-composition-vii = कंपोज़िशन VII
artwork-hokusai-the-great-wave-off-kanagawa = कानागावा की महान लहर
artwork-van-gogh-starry-night-over-the-rhone = रोन नदी पर तारों भरी रात
artwork-russolo-the-revolt = विद्रोह
artwork-van-gogh-the-night-cafe = रात का कैफ़े
artwork-munch-the-scream = चीख़
artwork-monet-water-lilies = कुमुदिनियाँ
artwork-gris-portrait-of-pablo-picasso = पाब्लो पिकासो का चित्र
artwork-van-gogh-wheat-field-with-cypresses = सरू के पेड़ों वाला गेहूँ का खेत
artwork-klimt-the-kiss = चुंबन
artwork-picabia-udnie = उदनी (अमेरिकी युवती, नृत्य)
artwork-van-gogh-the-starry-night = तारों भरी रात
artwork-vrubel-the-demon-seated = बैठा हुआ दानव
artwork-werefkin-autumn-school = शरद, स्कूल
artwork-delaunay-champs-de-mars-the-red-tower = शाँ द मार्स: लाल मीनार
artwork-leger-contrast-of-forms = आकारों का कंट्रास्ट
artwork-schiele-houses-with-laundry = धुले कपड़ों वाले घर
artwork-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = मूलाँ द ला गालेत का एक कोना
artwork-bosch-the-last-judgment = अंतिम न्याय
artwork-aivazovsky-the-wave = लहर

## Why each artwork speaks for its emotion

why-monet-water-lilies = ठहरा हुआ पानी, ब्रश के नर्म और एक-से निशान, न कोई केंद्र, न कोई कहानी।
why-seurat-seascape-at-port-en-bessin = एक-से बिंदु और शांत क्षितिज: ये फ़ोटो का मिज़ाज सबसे कम बदलते हैं।
why-gris-portrait-of-pablo-picasso = सलेटी और गेरुए टुकड़ों से बना चेहरा, नपा-तुला और ठंडा, जो कोई भाव नहीं बताता।
why-kandinsky-composition-vii = गर्म, रंग-बिरंगे, मुड़ते और नाचते आकार।
why-van-gogh-wheat-field-with-cypresses = धूप और हवा: नीचे सुनहरा, ऊपर हल्का नीला, और हर जगह बल खाते ब्रश के निशान।
why-klimt-the-kiss = सोना, फूल और कुंडलियाँ उन दो लोगों के चारों ओर, जिन्हें और कुछ नहीं चाहिए।
why-hokusai-the-great-wave-off-kanagawa = लहर टूटने से ठीक पहले का पल, क्रीम रंग पर स्याही की कड़ी रेखाओं में।
why-picabia-udnie = बाहर की ओर फूटते आकार, और उजाले से अँधेरे में अचानक छलाँगें।
why-van-gogh-the-starry-night = आसमान, मानो पहली बार देखा हो: तारे सूरज जैसे, और सब कुछ घूमता हुआ।
why-van-gogh-starry-night-over-the-rhone = गहरी नीली रात, ब्रश के छोटे, धीमे निशान और कुछ मद्धिम रोशनियाँ।
why-vrubel-the-demon-seated = उदास सोच में डूबा एक दैत्य, फीके लाल और नीले-सलेटी टुकड़ों से मानो ठंडे पत्थर में तराशा हुआ।
why-werefkin-autumn-school = नंगे काले पेड़, गहरी नीली पहाड़ी, और दूर जाती छोटी काली आकृतियों की क़तार।
why-russolo-the-revolt = गाढ़े लाल तिकोने, जो एक ही दिशा में धकेलते हैं: विद्रोह से बनी तस्वीर।
why-delaunay-champs-de-mars-the-red-tower = काली और सफ़ेद किरचों के बीच फटती हुई एक लाल मीनार।
why-leger-contrast-of-forms = एक-दूसरे को धकेलती लाल, सफ़ेद और नीली पट्टियाँ, और उनके चारों ओर कड़ी काली रेखाएँ।
why-van-gogh-the-night-cafe = तीखा पीला-हरा, ख़ून जैसे लाल के सामने: इंसान के भयानक जुनून दिखाने के लिए।
why-schiele-houses-with-laundry = मैला सलेटी और भूरा, खुरचा हुआ, पपड़ी जैसी रेखाओं के साथ।
why-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = बासी रोशनी में बीमार-से, सलेटी-हरे चेहरे।
why-munch-the-scream = ठंडे गहरे नीले के ऊपर ख़ून-सा नारंगी आसमान, और रेखाएँ जो ठहरती ही नहीं।
why-bosch-the-last-judgment = काला और अंगारों-सा लाल, छोटी नुकीली चीज़ों से भरा, जिन्हें न देखना ही अच्छा।
why-aivazovsky-the-wave = अँधेरा समुद्र, जो बिना किनारे के भँवर खाता है, और उसमें कुछ लोग।

## Artists; people may also call them by the names behind “also”

artist-georges-seurat = जॉर्ज सूरा
artist-claude-monet = क्लोद मोने
    .also = क्लॉड मोने
artist-juan-gris = हुआन ग्रिस
artist-wassily-kandinsky = वासिली कांदिंस्की
    .also = कैंडिंस्की
artist-vincent-van-gogh = विन्सेंट वान गॉग
    .also = वैन गॉग
artist-gustav-klimt = गुस्ताव क्लिम्ट
artist-katsushika-hokusai = कात्सुशिका होकुसाई
artist-francis-picabia = फ़्रांसिस पिकाबिया
artist-mikhail-vrubel = मिखाइल व्रूबेल
artist-marianne-von-werefkin = मारियाना फ़ॉन वेरेफ़किन
artist-luigi-russolo = लुइजी रुस्सोलो
artist-robert-delaunay = रोबेर देलोने
artist-fernand-leger = फ़र्नां लेजे
artist-egon-schiele = एगॉन शीले
artist-henri-de-toulouse-lautrec = आँरी द तुलूज़-लोत्रेक
artist-edvard-munch = एडवर्ड मुंक
artist-hieronymus-bosch = हिरोनिमस बॉश
artist-ivan-aivazovsky = इवान आइवाज़ोव्स्की
