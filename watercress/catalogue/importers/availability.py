"""Whether a thing can be bought, in the words feeds, pages and tables say it with."""

import re

from django.utils.translation import gettext as _

_YES = """
    in stock; instock; available; available for order; available to order; preorder; pre order; presale; pre sale;
    backorder; back order; backordered; onbackorder; on backorder; limited; limited availability; limitedavailability;
    low stock; online only; onlineonly; in store only; instoreonly; made to order; madetoorder; reserved; yes; y; true;
    on; continue; unlimited; active; visible; stock; ok;
    auf lager; lieferbar; sofort lieferbar; verfügbar; vorrätig; vorbestellbar; ja; en stock; disponible; oui; precommande;
    en existencia; con existencias; sí; si; em estoque; disponível; sim; disponibile; in magazzino; op voorraad; i lager;
    på lager; dostępny; dostupné; skladem; na skladě; raktáron; stokta; stokta var; mevcut; còn hàng; tersedia;
    в наличии; есть в наличии; есть; доступен; доступно; под заказ; предзаказ; да; в наявності; є в наявності;
    متوفر; متاح; متوفر في المخزون; نعم; 有货; 有貨; 现货; 現貨; 有; 在售; 有库存; 庫存充足; 库存充足; 可售; 上架; 预售; 預售; 预订; 是;
    在庫あり; 予約受付中; 재고 있음; 판매중; มีสินค้า
"""
_NO = """
    out of stock; outofstock; oos; sold out; soldout; unavailable; not available; discontinued; no; n; false; none; off;
    nicht vorrätig; nicht auf lager; ausverkauft; nicht verfügbar; nicht lieferbar; nein; rupture de stock; en rupture;
    épuisé; indisponible; non; agotado; sin existencias; no disponible; esgotado; indisponível; fora de estoque; não;
    esaurito; non disponibile; uitverkocht; niet op voorraad; slutsåld; ej i lager; udsolgt; utsolgt; niedostępny; brak;
    vyprodáno; nedostupné; elfogyott; tükendi; stokta yok; hết hàng; habis;
    нет в наличии; нет; нет на складе; отсутствует; распродано; снят с производства; немає в наявності;
    غير متوفر; غير متاح; نفذت الكمية; نفد من المخزون; لا; 无货; 無貨; 缺货; 缺貨; 售罄; 已售罄; 已售完; 售完; 无; 无库存; 下架; 停售; 断货; 否;
    在庫なし; 売り切れ; 품절; 재고 없음; สินค้าหมด
"""
_SCHEMA = re.compile(r"^https?://(www\.)?schema\.org/", re.IGNORECASE)
_QUANTITY = re.compile(r"([+-]?[0-9]{1,12})(?:[.,][0-9]{1,6})?")


def _parted(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split(";"))


_BUYABLE, _GONE = _parted(_YES), _parted(_NO)


class NotSaid(ValueError):
    """Something is written, and neither of the two; `reason` is for the person whose file it stands in."""

    def __init__(self, written: str) -> None:
        self.reason = _("“%(written)s” says neither that it can be bought nor that it is sold out.") % {
            "written": written[:40]
        }
        super().__init__(self.reason)


def read(written: str) -> bool:
    """Say whether a thing can be bought; nothing written means it can. Raises NotSaid."""
    words = _SCHEMA.sub("", written.strip())
    if found := _QUANTITY.fullmatch(words):
        return int(found[1]) > 0
    words = " ".join(re.sub(r"[_-]", " ", words).split()).casefold().rstrip(".!")
    if not words or words in _BUYABLE:
        return True
    if words in _GONE:
        return False
    raise NotSaid(written)
