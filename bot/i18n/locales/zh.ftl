# 简体中文，用“你”。

language-name = 简体中文

## Greetings and help

start =
    你好！发一张有人脸的照片给我，我会读出其中的情绪，再用一幅表达这种情绪的名画的风格把照片画出来。

    /emotions 看七种风格，/style happy 自己选一种，其余见 /help。
help-intro =
    发一张照片：我找到人脸，读出情绪，画出来。以文件形式发送，画会更大更清晰。
    /style sad 也可以写在照片的说明里，或回复一张照片：这样就只有那一张会这么画。
help-album = 一个相册里的两到十张照片会作为一个相册返回。贴纸也可以。
help-buttons = 画下面的按钮可以改变情绪、强度、笔触和颜色，也可以再画一版，略有不同。
help-end = 从脸上读出的情绪只是对表情的猜测，不是关于一个人的事实。
about =
    我是 emostyle，一个自由开源的程序。一个小型神经网络读脸上的表情，另一个把照片画成名画的样子。两个网络都是从零训练的，所有画作都属于公有领域。

    请不要用我来评判别人：我只是猜表情。
privacy-photo = 你的照片在排队时保存在队列里，最长 { $wait }，画完就删除。画发出后立即删除；如果联系不上你，画不发送就删除，通常在一天之后。照片来自哪个聊天，队列还会再记十分钟。队列在主机磁盘上有一份日志，已删除的内容会在下次整理时从中消失。
privacy-chat = 你为一个聊天选择的设置会一直保留，直到你改回来。我会为每张照片记住一个看似随机的数字，保留一周，以免重复回答。
privacy-buttons = 为了让画下面的按钮能用，我会把你的照片在 Telegram 里的编号（不是照片本身）、读出的情绪和你的选择保留 { $buttons }。
privacy-cache = 为了在收到同一张照片时马上回答，同样的内容会保留 { $cache }。
privacy-counts = 我统计照片、情绪和更正的数量，从不与个人联系。两分钟内我会统计你发送的数量，好让每个人都轮得到。
privacy-news = 我会记住哪些聊天认识我，以便通知新消息。
privacy-forget = /forget 会删除我知道的关于你的一切。在那之后以及 /cancel 之后的十分钟内，我会用一个打乱的编号记住你是什么时候要求的，这样还在路上的照片就不会被画。
privacy-end = 不会从你的照片中学习任何东西。
send-photo = 发一张有人脸的照片，我来画。更多见 /help。
not-a-photo = 我只会画静态图片。请发一张照片，或以文件形式发送 JPEG、PNG、WebP 或 HEIC 图片。
no-profile-photo = 我看不到你的头像照片。发一张照片给我吧。
unknown-command = 我不认识这个命令。/help 列出了我会做的事。

## While a photo is painted

painting = 🎨 照片收到，正在画…
waiting = 🎨 照片收到。前面还有 { $ahead } 张。
waiting-eta = 🎨 照片收到。前面还有 { $ahead } 张，大约需要 { $eta }。
stage-reading = 🎨 正在看你的照片…
stage-painting = 🎨 正在画你的照片…
painting-album = 🎨 收到你的 { $total } 张照片，正在画。已完成：{ $ready }。
painting-seven = 🎨 正在用全部 { $total } 种情绪画你的照片。已完成：{ $ready }。
done = 🎨 好了。
unconfirmed = 画已发出，但 Telegram 没有确认。如果没看到，请再发一次照片。
lost-painting = 你的画已经完成，但等得太久，已经没了。请再发一次照片。
sorry = 我这边出了点问题，请再试一次。
too-big-to-fetch = 这个文件超过 20 MB，Telegram 不会给我这么大的文件。请发小一点的。
not-fetched = 我没能从 Telegram 取到这张照片，请再发一次。
not-queued = 我现在收不了照片，请过几分钟再发。

## Under a painting

sure = { $emotion } · 把握 { NUMBER($share, style: "percent") }
unsure = { $emotion } · 也许：我不太确定（{ NUMBER($share, style: "percent") }）
share = { $emotion } { NUMBER($share, style: "percent") }
faces = { $count } 张脸：{ $list }
list-joint = { "、" }
faces-of = { $count } 张{ $face }
artwork = 🖼 { $artist }《{ $title }》，{ $year }
work = { $artist }《{ $title }》
year-about = 约 { $year }
year-reworked = { $year }（{ $again } 年改作）
album-failed =
    { $count ->
       *[other] 照片 { $places }：{ $reason }
    }
album-no-face =
    { $count ->
       *[other] 照片 { $places }：没找到人脸
    }
album-line = { $place }. { $line }
album-choose = 要改哪一幅画？请点它的编号。
album-choose-emotion = ❔ 没有人脸：点编号选一种情绪。
album-opened = 点一下想改的地方。改好的画会作为新图片发来，相册保持不变。

## Choosing a style

style-set = 从现在起，这里的一切都用这种情绪来画：{ $emotion }（{ $artwork }）。/style auto 恢复读脸。
style-auto = 我又开始从脸上读情绪了。
style-now = 这里的一切都用这种情绪来画：{ $emotion }。选另一种，或让我重新读脸：
style-now-auto = 我从脸上读情绪。你也可以自己选：
style-unknown = 我不认识“{ $name }”这种情绪。请选一种：
style-unknown-nearest = 我不认识“{ $name }”这种情绪。你是说 { $nearest } 吗？请选一种：
style-several = “{ $name }”有好几幅画。请选一幅：
mix-set = 从现在起，这里的一切都混合着画：{ $mix }。/style auto 恢复读脸。
mix-how = 这样告诉我混合什么：/mix happy 70 sad 30。写在照片说明里或回复照片时，只对那张照片有效。
mix-unknown = 我不认识“{ $name }”。这样混合情绪：/mix happy 70 sad 30
mix-unknown-nearest = 我不认识“{ $name }”。你是说 { $nearest } 吗？这样混合情绪：/mix happy 70 sad 30
emotions-title = 我这样画每种情绪：
emotions-choose = 这里以后都用哪一种？

## Settings

settings-title = 我在这个聊天里这样画。点一下就能改：
settings-style = 风格：{ $value }
settings-mix = 混合：{ $value }
settings-strength = 强度：{ $value }
settings-brush = 笔触：{ $value }
settings-colors = 保留照片颜色：{ $value }
settings-answer = 回答形式：{ $value }
settings-language = 语言：{ $value }
settings-choose-style = 在这里画哪种情绪？
settings-choose-mix = 点情绪在这里混合，然后点“保存”。
settings-choose-strength = 画得多强烈？
settings-choose-brush = 笔触要多大？
settings-choose-language = 在这里说哪种语言？
value-auto = 自动
value-read = 从脸上读
value-app = 与 Telegram 一致
value-yes = 是
value-no = 否
value-photo = 照片
value-file = 文件
value-percent = { NUMBER($share, style: "percent") }
brush-fine = 细
brush-medium = 中
brush-broad = 粗

## Buttons

button-colors = 🎨 保留颜色
button-mix = 🌀 混合
button-faces = 👥 每张脸各画各的
button-all = 🖼 全部七种
button-file = 📄 完整尺寸
button-brush-fine = 🖌 细
button-brush-medium = 🖌 中
button-brush-broad = 🖌 粗
button-take = 🎲 再画一版
button-wrong = 🙅 不是我的情绪
button-back = ↩ 返回
button-paint = ✅ 画出混合
button-save = ✅ 保存
pressed-painting = 🎨 正在画…
pressed-same = 你现在看到的就是这个。
pressed-not-yours = 这些按钮属于别人。发一张你自己的照片吧！
pressed-gone = 我不记得这张照片了，请再发一次。
pressed-mix = 点情绪来混合，然后点“画出混合”。
pressed-mix-empty = 请先点至少一种情绪。
wrong-thanks = 谢谢，已计入。请点合适的情绪。
saved = 已保存。
no-face-choose = 这张照片里没找到人脸，读不出情绪。要我画哪一种？

## Waiting and stopping

status-none = 你没有等待中的照片。发一张给我吧！
status-line = 你有 { $count } 张照片正在处理。
status-next = 下一张前面还有 { $ahead } 张。
status-eta = 下一张大约需要 { $eta }。
cancel-none = 没有可取消的。
cancelled = 已取消，{ $count } 张照片不画了。
forgotten-nothing = 我本来就对你一无所知，现在更是如此。
forgotten = 我知道的关于你的一切都已删除：
forgotten-settings = • 这个聊天的设置
forgotten-waiting = • 队列中的 { $count } 张照片
forgotten-aside = • 我没能处理的 { $count } 条消息
forgotten-paintings = • 为 { $count } 幅画的按钮保留的内容
forgotten-answers = • 为快速回答保留的 { $count } 幅画
forgotten-chat = • 这个聊天认识我
seconds = { $count } 秒
minutes = { $count } 分钟
hours = { $count } 小时
days = { $count } 天

## Limits

too-fast = 好快！请等 { $wait }再发下一张。
too-many-waiting = 你还有 { $count } 张照片在排队。让我先画完，再发新的。/cancel 可以取消。
queue-full = 现在等待的照片非常多，请过几分钟再试。
not-invited = 抱歉，这个机器人只对受邀的人开放。

## For admins

stats =
    聊天：{ $chats }
    等待：{ $waiting }
    照片：{ $photos }
    画：{ $paintings }
    来自缓存：{ $cached }
    失败：{ $failures }
stats-emotions = 已画：{ $list }
stats-corrections = 更正：{ $list }
stats-correction = { $read } → { $right }
stats-count = { $name } { $count }
stats-seconds = 画一幅需要 { $seconds } 秒（中位数）。
broadcast-how = 写 /broadcast 和内容，我会发给所有认识我的聊天。
broadcast-busy = 还有一次群发在进行。剩余：{ $left }。
broadcast-begun = 正在发给 { $count } 个聊天。
broadcast-done = 群发已送达 { $count } 个聊天。
error-report = ⚠️ { $error }，位置：{ $where }

## Why there is no painting

reason-no_face = 这张照片里没找到人脸，读不出情绪。请自己选：回复照片写 /style happy，或 /emotions 里的任意一种。
reason-unreadable = 我读不了这张图片：它损坏了，或者根本不是图片。请换一张。
reason-unsupported = 我只会画静态图片。请发一张照片。
reason-too_large = 这张图片太大，或者过于狭长。请发小一点的。
reason-too_small = 这张图片太小，画不了。请发大一点的。
reason-no_style = 这里选的那幅画已经画不了了。/style auto 会重新读取人脸，/emotions 可以看到我能画什么。
reason-expired = 你的照片等得太久，已被删除。请再发一次。
reason-timed_out = 画这张照片花的时间太长，我放弃了。请试试小一点的。
reason-cancelled = 已按你的意思取消。
reason-failed = 画这张照片时出了问题。请再发一次，或换一张。

## Commands, as Telegram's menu shows them

command-start = 这个机器人做什么
command-style = 选择情绪：/style happy、/style auto
command-mix = 混合情绪：/mix happy 70 sad 30
command-emotions = 七种情绪和它们的画
command-me = 画你的头像
command-settings = 强度、笔触、颜色、照片或文件、语言
command-status = 查看等待中的照片
command-cancel = 取消等待中的照片
command-help = 怎么用
command-privacy = 保存什么、保存多久
command-forget = 删除关于你的一切
command-about = 关于我
command-stats = 管理员：数据
command-broadcast = 管理员：通知所有聊天

## The seven emotions: the name, and how a face with it is called

emotion-neutral = 平静
    .face = 平静
emotion-happy = 快乐
    .face = 快乐
emotion-surprise = 惊讶
    .face = 惊讶
emotion-sad = 悲伤
    .face = 悲伤
emotion-angry = 愤怒
    .face = 愤怒
emotion-disgust = 厌恶
    .face = 厌恶
emotion-fear = 恐惧
    .face = 恐惧

## Words that people type for them

words-auto = 自动, 读脸, 脸, 自動, 自动识别, 讀臉, 臉
words-neutral = 平静, 中性, 平常, 平靜, 冷静, 冷靜, 中立
words-happy = 快乐, 开心, 高兴, 喜悦, 幸福, 快樂, 開心, 高興, 喜悅, 笑
words-surprise = 惊讶, 惊喜, 吃惊, 惊奇, 驚訝, 驚喜, 吃驚, 驚奇
words-sad = 悲伤, 难过, 伤心, 忧伤, 悲傷, 難過, 傷心, 憂傷, 哭
words-angry = 愤怒, 生气, 怒, 发火, 憤怒, 生氣, 發火
words-disgust = 厌恶, 恶心, 反感, 厭惡, 噁心, 嫌弃, 嫌棄
words-fear = 恐惧, 害怕, 惊恐, 怕, 恐懼, 驚恐, 惊吓, 驚嚇

## Titles of the artworks; people may also call them by the names behind “also”

artwork-seurat-seascape-at-port-en-bessin = 诺曼底贝辛港海景
artwork-kandinsky-composition-vii = 构图七
artwork-hokusai-the-great-wave-off-kanagawa = 神奈川冲浪里
artwork-van-gogh-starry-night-over-the-rhone = 罗讷河上的星夜
artwork-russolo-the-revolt = 起义
artwork-van-gogh-the-night-cafe = 夜间咖啡馆
artwork-munch-the-scream = 呐喊
artwork-monet-water-lilies = 睡莲
artwork-gris-portrait-of-pablo-picasso = 毕加索肖像
artwork-van-gogh-wheat-field-with-cypresses = 有柏树的麦田
artwork-klimt-the-kiss = 吻
artwork-picabia-udnie = 尤德妮（美国少女，舞蹈）
artwork-van-gogh-the-starry-night = 星夜
    .also = 星空, 星月夜
artwork-vrubel-the-demon-seated = 坐着的恶魔
artwork-werefkin-autumn-school = 秋天，学校
artwork-delaunay-champs-de-mars-the-red-tower = 战神广场：红塔
artwork-leger-contrast-of-forms = 形式的对比
artwork-schiele-houses-with-laundry = 晾衣的房屋
artwork-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = 煎饼磨坊的一角
artwork-bosch-the-last-judgment = 最后的审判
artwork-aivazovsky-the-wave = 巨浪

## Why each artwork speaks for its emotion

why-monet-water-lilies = 静静的水，柔和均匀的笔触，没有中心，也没有故事。
why-seurat-seascape-at-port-en-bessin = 均匀的点和平静的海平线：最不会改变照片的气氛。
why-gris-portrait-of-pablo-picasso = 由灰色和赭色块面组成的脸，克制而冷静，看不出任何情绪。
why-kandinsky-composition-vii = 温暖、多彩、弯曲而舞动的形状。
why-van-gogh-wheat-field-with-cypresses = 阳光和风：下面是金黄，上面是浅蓝，处处是卷曲的笔触。
why-klimt-the-kiss = 金色、花朵和螺旋，环绕着两个别无所求的人。
why-hokusai-the-great-wave-off-kanagawa = 浪头落下前的一瞬，米色底上硬朗的墨线。
why-picabia-udnie = 向外迸发的形状，明暗之间强烈跳跃。
why-van-gogh-the-starry-night = 仿佛第一次看见的天空：星星像太阳，一切都在旋转。
why-van-gogh-starry-night-over-the-rhone = 深蓝的夜，短而缓慢的笔触，几点微弱的灯光。
why-vrubel-the-demon-seated = 一个沉郁的巨人，由暗红和灰蓝的切面雕成，像冰冷的石头。
why-werefkin-autumn-school = 光秃的黑树，深蓝的山丘，一队渐行渐远的黑色小人影。
why-russolo-the-revolt = 浓烈的红色楔形朝同一个方向冲去：一幅由反抗构成的画。
why-delaunay-champs-de-mars-the-red-tower = 一座红塔，在黑白碎片之间迸裂。
why-leger-contrast-of-forms = 坚硬的黑色轮廓围着彼此推挤的红、白、蓝色带。
why-van-gogh-the-night-cafe = 刺眼的黄绿对着血红，要表现的是人类可怕的激情。
why-schiele-houses-with-laundry = 肮脏的灰和褐，布满刮痕，轮廓像结痂。
why-toulouse-lautrec-a-corner-of-the-moulin-de-la-galette = 浑浊的光线里，一张张病态的灰绿色的脸。
why-munch-the-scream = 血橙色的天空压在冰冷的深蓝之上，线条怎么也静不下来。
why-bosch-the-last-judgment = 漆黑和炭火般的红，满是让人不想看见的尖细小东西。
why-aivazovsky-the-wave = 一片没有岸的黑暗大海在翻卷，海里有几个人。

## Artists; people may also call them by the names behind “also”

artist-georges-seurat = 乔治·修拉
    .also = 秀拉
artist-claude-monet = 克劳德·莫奈
    .also = 莫內
artist-juan-gris = 胡安·格里斯
artist-wassily-kandinsky = 瓦西里·康定斯基
    .also = 康丁斯基
artist-vincent-van-gogh = 文森特·梵高
    .also = 梵谷, 凡高
artist-gustav-klimt = 古斯塔夫·克里姆特
    .also = 克林姆
artist-katsushika-hokusai = 葛饰北斋
    .also = 北斋, 葛飾北齋, 北齋
artist-francis-picabia = 弗朗西斯·皮卡比亚
    .also = 畢卡比亞
artist-mikhail-vrubel = 米哈伊尔·弗鲁贝尔
    .also = 弗魯貝爾
artist-marianne-von-werefkin = 玛丽安娜·冯·韦雷夫金
artist-luigi-russolo = 路易吉·鲁索洛
artist-robert-delaunay = 罗伯特·德劳内
    .also = 德洛內
artist-fernand-leger = 费尔南·莱热
    .also = 雷捷
artist-egon-schiele = 埃贡·席勒
artist-henri-de-toulouse-lautrec = 亨利·德·图卢兹-罗特列克
    .also = 羅特列克
artist-edvard-munch = 爱德华·蒙克
    .also = 孟克
artist-hieronymus-bosch = 希罗尼穆斯·博斯
    .also = 波希
artist-ivan-aivazovsky = 伊凡·艾瓦佐夫斯基
