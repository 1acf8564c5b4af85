/**
 * By which endings a name without a scheme is taken for a link. Any word may stand after a full stop that has no blank behind it, so of the endings with
 * three or more letters only those are here that are much in use; of countries and territories all (ISO 3166-1 and what IANA keeps beside it). In
 * other scripts each has its ASCII form as well: `xn--p1ai` is `рф`. Source: IANA's root zone, https://data.iana.org/TLD/tlds-alpha-by-domain.txt
 */
export const LINK_ENDINGS: ReadonlySet<string> = new Set(
  `
  ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx
  cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io
  iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz
  na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx
  sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
  com net org info biz name pro mobi tel asia cat jobs travel museum coop aero post edu gov mil int arpa onion
  app dev page web xyz top site online website space store shop club vip win bid trade loan men icu buzz monster click link live life fun
  world today news media video photo photos pics gallery studio digital agency network systems tech technology cloud host hosting software
  email chat social community team group company solutions services consulting finance money bank casino bet poker games game gold cash
  credit loans markets market sale deals discount promo tokyo london berlin paris moscow nyc amsterdam madrid radio music band audio dance
  fm party events tickets bar pub cafe pizza restaurant menu wine beer health care fit yoga dating sexy sex porn adult xxx cam webcam
  art design ink blog wiki guru ninja rocks zone city town land house homes rent estate properties education school academy university
  africa swiss wales scot bayern koeln wien wtf lol google youtube
  рф рус бел укр срб мкд бг қаз мон ею дети онлайн сайт орг ком москва католик
  中国 中國 台灣 台湾 香港 澳門 新加坡 公司 网络 網絡 在线 网址 中文网 商城 我爱你 한국 닷컴 닷넷 みんな コム
  ελ ευ հայ გე الجزائر مصر ایران الاردن المغرب عمان فلسطين قطر السعودية امارات سوريا تونس شبكة موقع بازار ישראל קום भारत ভারত భారత் இந்தியா இலங்கை சிங்கப்பூர் ไทย ลาว
  `
    .trim()
    .split(/\s+/),
);
