#include "tests/simulator/knowledge.h"

#include <QList>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <iterator>

namespace handoff::sim {

namespace {

struct Topic
{
    QStringList words; ///< any of them, in either language, in lower case
    QString chinese;
    QString english;
};

// The first topic that has the longest of all matching words wins. No answer here may hold a word
// by which the regulator counts a failure (无法, 抱歉, …): a test sees to it.
const QList<Topic> &topics()
{
    static const QList<Topic> list{
        {{QStringLiteral("你好"), QStringLiteral("您好"), QStringLiteral("在吗"),
          QStringLiteral("hello"), QStringLiteral("hi"), QStringLiteral("hey"),
          QStringLiteral("good morning")},
         QStringLiteral("您好！我是店里的智能助手，很高兴为您服务 "
                        "😊\n\n您可以问我**价格、续航、配送、退换货、保修**"
                        "等问题，也可以随时说“人工”找我们的同事。"),
         QStringLiteral(
             "Hello! I am the shop's assistant, nice to meet you 😊\n\nAsk me about **prices, "
             "range, shipping, returns or warranty**, or ask for a person at any time.")},
        {{QStringLiteral("价格"), QStringLiteral("多少钱"), QStringLiteral("报价"),
          QStringLiteral("贵"), QStringLiteral("price"), QStringLiteral("prices"),
          QStringLiteral("cost"), QStringLiteral("how much"), QStringLiteral("expensive")},
         QStringLiteral("目前在售的三款车型价格如下：\n\n- **City C1** 通勤款：€1,299\n- **Fold "
                        "D3** 折叠款：€999\n- **Trail M1** "
                        "越野款：€1,699\n\n价格均含税，欧盟境内**免运费**"
                        "。您平时主要在哪种路况骑行？我可以帮您选一款。"),
         QStringLiteral(
             "These are our current prices:\n\n- **City C1** (commuter): €1,299\n- **Fold D3** "
             "(folding): €999\n- **Trail M1** (off-road): €1,699\n\nVAT is included and shipping "
             "within the EU is **free**. What kind of roads do you ride? I can help you choose.")},
        {{QStringLiteral("电池"), QStringLiteral("续航"), QStringLiteral("能跑多远"),
          QStringLiteral("多少公里"), QStringLiteral("battery"), QStringLiteral("range"),
          QStringLiteral("how far"), QStringLiteral("mileage")},
         QStringLiteral(
             "续航取决于车型和助力档位：\n\n- City C1：48V 10.4Ah，最远约 **90 公里**\n- Fold "
             "D3：36V 7.8Ah，最远约 **60 公里**\n- Trail M1：48V 15Ah，最远约 **130 "
             "公里**\n\n电池都可拆卸，低于 5℃ 时续航会缩短一到两成，建议放在室内保存。"),
         QStringLiteral("The range depends on the model and the assist level:\n\n- City C1: 48 V "
                        "10.4 Ah, up to **90 km**\n- Fold D3: 36 V 7.8 Ah, up to **60 km**\n- "
                        "Trail M1: 48 V 15 Ah, up to **130 km**\n\nAll batteries can be taken out. "
                        "Below 5 °C expect 10–20 % less, so keep the battery indoors in winter.")},
        {{QStringLiteral("充电"), QStringLiteral("充满"), QStringLiteral("charge"),
          QStringLiteral("charging"), QStringLiteral("charger")},
         QStringLiteral("使用原装充电器，**约 4–6 "
                        "小时**可以充满。充电时指示灯为红色，充满后变绿。建议电量低于 20% "
                        "时就充，长期不骑请每两个月补一次电。"),
         QStringLiteral("With the original charger a full charge takes **about 4–6 hours**; the "
                        "light turns from red to green. Charge when you are below 20 %, and top up "
                        "every two months when the bike is not used.")},
        {{QStringLiteral("配送"), QStringLiteral("发货"), QStringLiteral("物流"),
          QStringLiteral("快递"), QStringLiteral("运费"), QStringLiteral("多久到"),
          QStringLiteral("几天到"), QStringLiteral("shipping"), QStringLiteral("ship"),
          QStringLiteral("delivery"), QStringLiteral("deliver"), QStringLiteral("arrive")},
         QStringLiteral("我们从德国仓发货：\n\n1. 付款后 **1–2 个工作日**内出库\n2. "
                        "德国、荷兰、比利时 **3–5 个工作日**送达\n3. 欧盟其他国家 **5–8 "
                        "个工作日**送达\n\n欧盟境内免运费，出库后会把物流单号发到您的邮箱。"),
         QStringLiteral("We ship from our warehouse in Germany:\n\n1. It leaves **1–2 working "
                        "days** after payment\n2. Germany, the Netherlands, Belgium: **3–5 working "
                        "days**\n3. The rest of the EU: **5–8 working days**\n\nShipping within "
                        "the EU is free; the tracking number comes by e-mail.")},
        {{QStringLiteral("我的订单"), QStringLiteral("订单状态"), QStringLiteral("单号"),
          QStringLiteral("到哪了"), QStringLiteral("my order"), QStringLiteral("order status"),
          QStringLiteral("tracking"), QStringLiteral("where is my")},
         QStringLiteral(
             "请把**订单号**（以 FD 开头的 8 "
             "位数字）发给我，我帮您登记查询。您也可以点击发货邮件里的链接，直接查看包裹位置。"),
         QStringLiteral(
             "Please send me your **order number** (it starts with FD and has 8 digits) and I will "
             "look it up. The link in the shipping e-mail also shows where the parcel is.")},
        {{QStringLiteral("退货"), QStringLiteral("退换"), QStringLiteral("换货"),
          QStringLiteral("退款"), QStringLiteral("不想要"), QStringLiteral("return"),
          QStringLiteral("returns"), QStringLiteral("refund"), QStringLiteral("exchange"),
          QStringLiteral("send it back")},
         QStringLiteral(
             "签收后 **14 天内**可以无理由退货：\n\n- 车辆行驶不超过 20 公里，配件齐全\n- "
             "请保留原包装\n- 我们收到后 5 "
             "个工作日内原路退款\n\n如果是质量问题，运费由我们承担。需要我为您登记退货吗？"),
         QStringLiteral("You can return the bike within **14 days** of delivery, no reason "
                        "needed:\n\n- ridden less than 20 km, with all parts\n- in the original "
                        "box\n- the money is back within 5 working days after it arrives\n\nIf it "
                        "is faulty, we pay the transport. Shall I start a return for you?")},
        {{QStringLiteral("保修"), QStringLiteral("质保"), QStringLiteral("维修"),
          QStringLiteral("坏了"), QStringLiteral("故障"), QStringLiteral("warranty"),
          QStringLiteral("guarantee"), QStringLiteral("repair"), QStringLiteral("broken"),
          QStringLiteral("defect")},
         QStringLiteral(
             "保修期从签收日算起：\n\n- **车架 2 年**\n- **电机、电池、控制器 2 年**\n- "
             "轮胎、刹车片等易损件 3 "
             "个月\n\n请描述一下问题并拍一段短视频，技术同事会先远程判断，需要换件时免费寄送。"),
         QStringLiteral("The warranty starts on the day of delivery:\n\n- **Frame: 2 years**\n- "
                        "**Motor, battery, controller: 2 years**\n- Wearing parts such as tyres "
                        "and brake pads: 3 months\n\nDescribe the problem and take a short video; "
                        "our technicians look at it first and send parts free of charge.")},
        {{QStringLiteral("颜色"), QStringLiteral("什么色"), QStringLiteral("colour"),
          QStringLiteral("colours"), QStringLiteral("color"), QStringLiteral("colors")},
         QStringLiteral("现在可选的颜色：\n\n- City C1：**星空灰、珍珠白**\n- Fold "
                        "D3：**黑色、薄荷绿、珊瑚橙**\n- Trail "
                        "M1：**磨砂黑、军绿**\n\n除薄荷绿需要等一周左右，其他颜色都有现货。"),
         QStringLiteral("Available colours:\n\n- City C1: **space grey, pearl white**\n- Fold D3: "
                        "**black, mint, coral**\n- Trail M1: **matt black, olive**\n\nMint takes "
                        "about a week, all others are in stock.")},
        {{QStringLiteral("身高"), QStringLiteral("尺寸"), QStringLiteral("尺码"),
          QStringLiteral("多高"), QStringLiteral("size"), QStringLiteral("height"),
          QStringLiteral("tall")},
         QStringLiteral("座椅高度可调，参考身高：City C1 **160–195 cm**，Fold D3 **150–190 "
                        "cm**，Trail M1 **165–200 cm**。您的身高是多少？"),
         QStringLiteral("The saddle is adjustable. Rider height: City C1 **160–195 cm**, Fold D3 "
                        "**150–190 cm**, Trail M1 **165–200 cm**. How tall are you?")},
        {{QStringLiteral("速度"), QStringLiteral("时速"), QStringLiteral("限速"),
          QStringLiteral("上路"), QStringLiteral("speed"), QStringLiteral("legal"),
          QStringLiteral("km/h")},
         QStringLiteral("出厂助力限速 **25 km/h**，电机 250W，符合欧盟 EN 15194 "
                        "标准，在欧盟骑行不需要驾照和牌照。"),
         QStringLiteral("Assistance ends at **25 km/h** with a 250 W motor, according to EN 15194, "
                        "so you need neither a licence nor a plate in the EU.")},
        {{QStringLiteral("付款"), QStringLiteral("支付"), QStringLiteral("分期"),
          QStringLiteral("pay"), QStringLiteral("payment"), QStringLiteral("paypal"),
          QStringLiteral("klarna"), QStringLiteral("instalment")},
         QStringLiteral(
             "支持 **信用卡、PayPal、Klarna 分期和银行转账**。Klarna 可以分 3 期，零利息。"),
         QStringLiteral("You can pay by **credit card, PayPal, Klarna or bank transfer**. With "
                        "Klarna you can pay in 3 parts without interest.")},
        {{QStringLiteral("优惠"), QStringLiteral("折扣"), QStringLiteral("便宜"),
          QStringLiteral("discount"), QStringLiteral("coupon"), QStringLiteral("voucher"),
          QStringLiteral("cheaper")},
         QStringLiteral(
             "首次下单可以用优惠码 `WELCOME30` 立减 **€30**；同时购买两辆车另减 **€100**。"),
         QStringLiteral("With the code `WELCOME30` you get **€30** off your first order; two bikes "
                        "together save another **€100**.")},
        {{QStringLiteral("组装"), QStringLiteral("安装"), QStringLiteral("assemble"),
          QStringLiteral("assembly"), QStringLiteral("set up")},
         QStringLiteral("到货时整车已装好九成，只需：\n\n1. 固定车把\n2. 装上前轮和脚踏\n3. "
                        "插入电池，充满电再骑\n\n大约 **20 分钟**，工具随箱附送。"),
         QStringLiteral("The bike arrives 90 % assembled. You only:\n\n1. fix the handlebar\n2. "
                        "mount the front wheel and the pedals\n3. put the battery in and charge it "
                        "fully\n\nThat takes about **20 minutes**, the tools are in the box.")},
        {{QStringLiteral("防水"), QStringLiteral("下雨"), QStringLiteral("雨天"),
          QStringLiteral("waterproof"), QStringLiteral("rain")},
         QStringLiteral(
             "整车防水等级 **IPX5**，正常雨天骑行没有问题，但请不要用高压水枪冲洗，也不要泡水。"),
         QStringLiteral("The bike is rated **IPX5**: rain is fine, but please no pressure washer "
                        "and no deep water.")},
        {{QStringLiteral("推荐"), QStringLiteral("区别"), QStringLiteral("哪款"),
          QStringLiteral("型号"), QStringLiteral("recommend"), QStringLiteral("which model"),
          QStringLiteral("models"), QStringLiteral("difference")},
         QStringLiteral("简单来说：\n\n- 每天上下班选 **City C1**，骑行舒适\n- "
                        "要坐地铁、放后备箱选 **Fold D3**，只有 17.5 公斤\n- 喜欢山路和长途选 "
                        "**Trail M1**，续航最长\n\n您更看重便携还是续航？"),
         QStringLiteral(
             "In short:\n\n- **City C1** for commuting, the most comfortable\n- **Fold D3** for "
             "trains and car boots, only 17.5 kg\n- **Trail M1** for hills and long tours, the "
             "longest range\n\nWhat matters more to you, weight or range?")},
        {{QStringLiteral("谢谢"), QStringLiteral("感谢"), QStringLiteral("thanks"),
          QStringLiteral("thank you"), QStringLiteral("thx")},
         QStringLiteral("不客气！还有其他问题随时问我，祝您骑行愉快 🚲"),
         QStringLiteral("You are welcome! Ask me any time, and enjoy the ride 🚲")},
        {{QStringLiteral("再见"), QStringLiteral("拜拜"), QStringLiteral("bye"),
          QStringLiteral("goodbye")},
         QStringLiteral("再见，祝您一路顺风！"),
         QStringLiteral("Goodbye, and have a safe ride!")},
        {{QStringLiteral("人工"), QStringLiteral("真人"), QStringLiteral("转人工"),
          QStringLiteral("客服"), QStringLiteral("human"), QStringLiteral("agent"),
          QStringLiteral("real person")},
         QStringLiteral("好的，我这就请人工同事来帮您，请稍等片刻。"),
         QStringLiteral("Of course, I will ask a colleague to help you. One moment, please.")},
    };
    return list;
}

bool hasChinese(const QString &text)
{
    for (const QChar c : text) {
        if (c.script() == QChar::Script_Han)
            return true;
    }
    return false;
}

/// Latin words match whole words (`hi` is not in `shipping`), Chinese ones anywhere.
bool contains(const QString &lower, const QString &word)
{
    for (qsizetype at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
        if (hasChinese(word))
            return true;
        const qsizetype end = at + word.size();
        const bool startsWord = at == 0 || !lower.at(at - 1).isLetterOrNumber() ||
                                lower.at(at - 1).script() == QChar::Script_Han;
        const bool endsWord = end == lower.size() || !lower.at(end).isLetterOrNumber() ||
                              lower.at(end).script() == QChar::Script_Han;
        if (startsWord && endsWord)
            return true;
    }
    return false;
}

/// The words around a name, written in either way; names have none of these characters.
QString simplified(QString text)
{
    static const QString traditional = QStringLiteral("麼誰嗎記請訴說稱過錯遞賣車");
    static const QString simple = QStringLiteral("么谁吗记请诉说称过错递卖车");
    for (QChar &c : text) {
        if (const qsizetype at = traditional.indexOf(c); at >= 0)
            c = simple.at(at);
    }
    return text;
}

/// Is he asking for his own name?
bool asksForName(const QString &lower)
{
    static const QRegularExpression patterns[] = {
        QRegularExpression(QStringLiteral("我(?:是谁|姓(?:什么|啥|甚么)|叫(?:什么|啥|甚么|谁))|"
                                          "我的名字(?:是|叫)?(?:什么|啥|甚么)|"
                                          "(?:记得|知道|说出|告诉我)我(?:的名字|的姓名|是谁)")),
        QRegularExpression(QStringLiteral("\\bwho am i\\b|\\bwhat(?:'s|’s| is| was) my name\\b|"
                                          "\\b(?:know|remember|recall|tell me) my name\\b")),
    };
    return std::any_of(std::begin(patterns), std::end(patterns),
                       [&](const QRegularExpression &p) { return p.match(lower).hasMatch(); });
}

/// The name that he tells, or nothing. `我是…` alone may be anything (我是学生), so it counts only
/// with a word that asks to remember, or when it is all he says and begins with a family name.
QString nameIn(const QString &question)
{
    static const auto options =
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;
    static const QString latin = QStringLiteral("([\\p{L}\\p{N}'’-]{1,40})");
    static const QString han = QStringLiteral("\\s*([\\p{L}\\p{N}·]{1,40})");
    static const QRegularExpression patterns[] = {
        QRegularExpression(QStringLiteral("\\bmy name(?: is|'s|’s)\\s+") + latin, options),
        QRegularExpression(QStringLiteral("\\b(?:please )?call me\\s+") + latin, options),
        QRegularExpression(QStringLiteral("\\bremember\\b[\\s,:]*(?:that )?(?:i am|i'm|i’m)\\s+") +
                               latin,
                           options),
        QRegularExpression(
            QStringLiteral("(?:我叫|我的名字是|我的名字叫|叫我|称呼我为?|我姓名是)") + han,
            options),
        QRegularExpression(QStringLiteral("记住(?:了|一下)?[\\s，,:：、]*(?:我是)") + han, options),
        QRegularExpression(
            QStringLiteral("我是([\\p{L}\\p{N}·]{1,40})[\\s，,、]*(?:请|你要|你)?记住"), options),
        QRegularExpression(
            QStringLiteral("^\\s*(?:你好|您好)?[\\s，,！!]*我是"
                           "([王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾"
                           "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧]"
                           "\\p{Lo}{1,2})[\\s。.！!，,]*$"),
            options),
        // In English `I'm …` begins many a sentence; a name is written with a capital letter.
        QRegularExpression(
            QStringLiteral("^\\s*(?:(?i:hi|hello|hey|good \\w+)\\b[\\s,.!]*)?"
                           "(?i:i am|i'm|i’m)\\s+(\\p{Lu}['’\\p{Ll}][\\p{L}'’-]{0,38})"
                           "(?=\\s*(?:[.!,]|and\\b|$))"),
            QRegularExpression::UseUnicodePropertiesOption),
    };
    static const QRegularExpression noName(
        QStringLiteral("^(?:什么|啥|甚么|谁|哪|不|怎么|了|过|错|你|您|他|她|它|人|车|快递|外卖|"
                       "what|who|(?:not|back|later|when|if|at|on|today|tomorrow|now|fine|late|"
                       "sorry|lost|here|german|french|dutch|english|british|american|chinese|"
                       "italian|spanish|polish|swiss|austrian|belgian)\\b)|[吗呢么]$"),
        options);
    for (const QRegularExpression &pattern : patterns) {
        const QRegularExpressionMatch match = pattern.match(question);
        if (match.hasMatch() && !noName.match(match.captured(1)).hasMatch())
            return match.captured(1);
    }
    return {};
}

} // namespace

QString answerOf(const QString &question, Memory &memory)
{
    const bool chinese = hasChinese(question);
    const QString plain = simplified(question);
    const QString lower = question.toLower();
    const auto say = [chinese](const QString &zh, const QString &en) { return chinese ? zh : en; };

    if (const QString name = nameIn(plain); !name.isEmpty()) {
        memory.name = name;
        return say(QStringLiteral("%1，您好！我记住您的名字了，请问有什么可以帮您？").arg(name),
                   QStringLiteral("Nice to meet you, %1! How can I help you?").arg(name));
    }
    if (asksForName(plain.toLower())) {
        if (memory.name.isEmpty())
            return say(QStringLiteral("我还不知道您的名字，可以告诉我吗？"),
                       QStringLiteral("I do not know your name yet. What may I call you?"));
        return say(QStringLiteral("您是%1。").arg(memory.name),
                   QStringLiteral("You are %1.").arg(memory.name));
    }

    const Topic *best = nullptr;
    qsizetype bestLength = 0;
    for (const Topic &topic : topics()) {
        for (const QString &word : topic.words) {
            // A Chinese character says about as much as three letters.
            const qsizetype length = hasChinese(word) ? word.size() * 3 : word.size();
            if (length > bestLength && contains(lower, word)) {
                best = &topic;
                bestLength = length;
            }
        }
    }
    if (best)
        return say(best->chinese, best->english);
    return say(
        QStringLiteral(
            "抱歉，我不太清楚这个问题。您可以换个说法再问一次，或者回复“人工”由同事来帮您。"),
        QStringLiteral("抱歉，我不太清楚 – sorry, I do not have an answer to that. You can put it "
                       "in other words, or ask for a person."));
}

} // namespace handoff::sim
