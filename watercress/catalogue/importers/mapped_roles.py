"""What a column of any table can be to us, and which column plays which role by its name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Role(NamedTuple):
    key: str
    label: str | Promise
    help: str | Promise = ""
    required: bool = False


_OPTION = gettext_lazy("Such as size or colour; the column's name is the option's.")

ROLES = (
    Role("title", gettext_lazy("Title"), required=True),
    Role(
        "handle",
        gettext_lazy("Handle"),
        gettext_lazy(
            "Any short name that is the product's own; rows that share one are its variants. "
            "Without it the SKU serves, and without that the words of the title."
        ),
    ),
    Role("price", gettext_lazy("Price")),
    Role("compare_at", gettext_lazy("Price before a reduction")),
    Role("currency", gettext_lazy("Currency"), gettext_lazy("Only if the file has a column of codes such as EUR.")),
    Role("description", gettext_lazy("Description")),
    Role("pictures", gettext_lazy("Pictures"), gettext_lazy("Addresses that begin with https://, one or several.")),
    Role("link", gettext_lazy("Address of its page")),
    Role("category", gettext_lazy("Category"), gettext_lazy("Google's number or path, or your own words.")),
    Role("kind", gettext_lazy("Type")),
    Role("vendor", gettext_lazy("Brand or maker")),
    Role("tags", gettext_lazy("Tags"), gettext_lazy("Parted by commas.")),
    Role("sku", gettext_lazy("SKU")),
    Role("availability", gettext_lazy("In stock"), gettext_lazy("A number, or words such as yes or sold out.")),
    Role("option1", gettext_lazy("First option"), _OPTION),
    Role("option2", gettext_lazy("Second option"), _OPTION),
    Role("option3", gettext_lazy("Third option"), _OPTION),
)
OPTIONS = ("option1", "option2", "option3")

# Asked in this order, the surest name first: "Compare-at price" must be gone before a price is looked for.
_LIKELY = {
    "handle": (
        r"^(url )?handle$|^slug$|^url.?key$",
        r"^(item.?group.?id|parent( (id|sku|handle))?|group( id)?|spu.*|style( (no|number|code))?)$",
        r"^(product|item|商品|产品|宝贝)?[ _-]?id$",
        r"^(商品|产品|宝贝)?(编号|编码)$",
    ),
    "title": (
        r"^(product|item|商品|产品|宝贝|货品)?[ _-]?(title|name|名称|标题|名)$",
        r"^(品名|titel|artikel|bezeichnung|produktname|titre|nom( du produit)?|título|titulo|naam|nazwa)$",
        r"^(nombre|nome|название|наименование|ürün adı|상품명|اسم المنتج|العنوان)",
        r"名称|标题|\btitle\b|^(?!.*(option|variant|categor|brand|vendor|shop|store|file|image)).*\bname\b",
    ),
    "compare_at": (
        r"compare|list.?price|\b(msrp|rrp|uvp)\b|(original|old|was|before).{0,8}price|原价|市场价|划线价|吊牌价|建议零售价",
        r"^regular.?price$",
    ),
    "price": (
        r"^(variant |unit |selling |sale |current |our |retail |net |gross |商品|销)?(price|售价|价格|单价)\b",
        r"^(现价|零售价|优惠价|一口价|preis|precio|prix|prezzo|preço|preco|prijs|cena|цена|fiyat|harga|giá|가격|السعر|price.*)\b",
        r"售价|价格|单价|^(?!.*(variant|shipping|cost)).*\bprice\b",
        r"^(cost|amount)$",
    ),
    "currency": (r"^currency|货币|币种|^währung|^moneda|^devise",),
    "description": (
        r"^(product |long |full |html |商品|产品)?(description|body|details?|描述|详情|介绍|说明|简介)\b",
        r"描述|详情|介绍|^(beschreibung|descripción|descripcion|descrizione|descrição|omschrijving|opis|описание|الوصف)\b",
    ),
    "pictures": (
        r"^(product |main |featured |primary |商品|产品)?(images?|pictures?|photos?|img|image.?(src|url|link|s)|主图|图片)\b",
        r"图片|主图|照片|图像|^(bild|bilder|imagen|imágenes|foto|photo|immagine|imagem|изображени|фото|картинк|الصورة)",
    ),
    "link": (
        r"^(product |商品|产品|宝贝|page )?(link|url|permalink|链接|网址|地址|page)\b",
        r"^(?!.*(图|video|视频|image)).*(链接|网址|\burl\b)",
    ),
    "category": (
        r"^(product |google product |main |商品|产品)?(category|categories|类目|分类|品类|类别)$",
        r"^(?!.*(secondary|sub)).*categor|类目|分类|品类|类别|^(kategorie|categoría|categoria|catégorie|категория|القسم)",
    ),
    "kind": (r"^(product |商品|产品)?(type|类型|品种)$",),
    "vendor": (r"^(brand|vendor|maker|manufacturer|producer|designer)\b|品牌|厂商|厂家|制造商|^(marke|marca|marque|бренд)\b",),
    "tags": (r"^(tags?|labels?|keywords?)\b|标签|关键[词字]",),
    "sku": (
        r"^(variant |seller )?sku\b|^sku",
        r"^(item|article|product|model|part)[ _-]?(no|number|code|nr)\b|^mpn$|货号|款号|商家编码|型号|^артикул|^artikelnummer",
    ),
    "availability": (r"^(in |stock|availab|qty|quantity|inventory)|库存|现货|有货|在售|数量|^(bestand|lager|наличие|остат)",),
}  # fmt: skip
_CHOICES = (
    r"^(sizes?|尺码|尺寸|规格|容量|大小|größe|talla|taille|размер)\b",
    r"^(colou?rs?|颜色|花色|色号|farbe|couleur|цвет)\b",
    r"^(materials?|材质|面料|flavou?r|口味|款式|pattern|scent|香味)\b",
)
# As traders in Hong Kong and Taiwan write the same words.
_SIMPLIFIED = str.maketrans(
    "稱價圖庫類標籤連結規顏貨號產寶貝題詳說網鏈幣編碼廠製關鍵詞數現圍質條碼單銷",
    "称价图库类标签连结规颜货号产宝贝题详说网链币编码厂制关键词数现围质条码单销",
)


def guess(header: Sequence[str]) -> dict[str, str]:
    """Return the mapping the names of the columns suggest, each column in one role at the most."""
    left = {name: _plain(name) for name in header if name}
    mapping: dict[str, str] = {}
    for role, patterns in _LIKELY.items():
        if column := next(_named(left, patterns), ""):
            mapping[role] = column
            del left[column]
    chosen = [column for pattern in _CHOICES for column in _named(left, (pattern,))][: len(OPTIONS)]
    return mapping | dict(zip(OPTIONS, chosen, strict=False))


def _named(columns: Mapping[str, str], patterns: Sequence[str]) -> Iterator[str]:
    for pattern in patterns:
        for column, plain in columns.items():
            if re.search(pattern, plain):
                yield column


def _plain(name: str) -> str:
    return " ".join(name[:200].casefold().translate(_SIMPLIFIED).replace("_", " ").split())


def problems(mapping: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """Return what is wrong with a mapping, by role; nothing, if the file can be read by it."""
    known = {role.key for role in ROLES}
    wrong = {role: _("There is no such role.") for role in mapping if role not in known}
    for role, column in mapping.items():
        if column and role in known and column not in header:
            wrong[role] = _("The file has no column “%(column)s”.") % {"column": column[:80]}
    for needed in (role.key for role in ROLES if role.required):
        if not mapping.get(needed):
            wrong[needed] = _("Choose the column it is in.")
    return wrong
