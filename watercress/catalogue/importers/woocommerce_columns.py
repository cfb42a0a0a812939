"""
The columns of WooCommerce's product export, which is written in the language of the shop's administration.

Other languages than these are read too where their columns have been renamed; what a shop's plugins add is passed over.
"""

import re
from collections.abc import Sequence

from . import sheet

COLUMNS = {
    "ID": (),
    "Type": ("Typ", "Tipo", "类型"),
    "SKU": ("Artikelnummer", "UGS", "货号"),
    "Name": ("Nombre", "Nom", "Nome", "名称"),
    "Published": ("Veröffentlicht", "Publicado", "Publié", "Pubblicato", "已发布"),
    "Visibility in catalog": (
        "Sichtbarkeit im Katalog", "Visibilidad en el catálogo", "Visibilité dans le catalogue",
        "Visibilità nel catalogo", "Visibilidade no catálogo",
    ),
    "Short description": ("Kurzbeschreibung", "Descripción corta", "Description courte", "Descrição curta", "简短描述"),
    "Description": ("Beschreibung", "Descripción", "Descrizione", "Descrição", "描述"),
    "Date sale price starts": ("Datum, an dem Angebotspreis beginnt", "Día en que empieza el precio rebajado"),
    "Date sale price ends": ("Datum, an dem Angebotspreis endet", "Día en que termina el precio rebajado"),
    "In stock?": ("Vorrätig?", "¿Existencias?", "En stock ?", "Em estoque?", "有货？", "有货?"),
    "Stock": ("Lager", "Bestand", "Lagerbestand", "Inventario", "库存"),
    "Sale price": ("Angebotspreis", "Precio rebajado", "Tarif promo", "Prezzo in offerta", "Preço promocional", "促销价格"),
    "Regular price": ("Regulärer Preis", "Precio normal", "Tarif régulier", "Prezzo di listino", "Preço normal", "常规售价"),
    "Categories": ("Kategorien", "Categorías", "Catégories", "Categorie", "Categorias", "分类"),
    "Tags": ("Schlagwörter", "Etiquetas", "Étiquettes", "标签"),
    "Images": ("Bilder", "Imágenes", "Immagini", "Imagens", "图片"),
    "Parent": ("Übergeordnetes Produkt", "Superior", "Genitore", "父级"),
    "Grouped products": ("Gruppierte Produkte", "Productos agrupados", "Prodotti raggruppati", "Produtos agrupados"),
    "External URL": ("Externe URL", "URL externa", "URL externe", "外部链接"),
    "Brands": ("Brand", "Marken", "Marcas", "Marques", "品牌"),
    "Permalink": ("Product URL",),
}  # fmt: skip
NEEDED = ("Name", "Regular price")
MARKS = (
    "Type",
    "Published",
    "Regular price",
    "Sale price",
    "Categories",
    "Images",
    "Visibility in catalog",
    "In stock?",
)
TAX_RATES = frozenset({"country code", "rate %", "tax name"})
MOST_ATTRIBUTES = 50
_ATTRIBUTE = re.compile(r"attribut|atribut|attributo|属性", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,2}", re.ASCII)
_PARTS = {
    "value": re.compile(r"value|wert|valor|valeur|valuta|valore|值", re.IGNORECASE),
    "visible": re.compile(r"visib|sichtbar|可见", re.IGNORECASE),
    "name": re.compile(r"name|nom|名", re.IGNORECASE),
}


def places(names: Sequence[str]) -> dict[str, int]:
    """Return where each column we know stands; attributes are "1 name", "1 value", "1 visible" and so on."""
    found = sheet.places(names, COLUMNS)
    for place, name in enumerate(names):
        number = _NUMBER.search(name)
        if not number or not _ATTRIBUTE.search(name) or not 0 < int(number[0]) <= MOST_ATTRIBUTES:
            continue
        part = next((part for part, pattern in _PARTS.items() if pattern.search(_ATTRIBUTE.sub("", name))), "")
        if part:
            found.setdefault(f"{int(number[0])} {part}", place)
    return found


def missing(names: Sequence[str]) -> tuple[str, ...]:
    """Return which columns one could not do without and the file does not have."""
    found = places(names)
    lacking = tuple(name for name in NEEDED if name not in found)
    return lacking if "ID" in found or "SKU" in found else ("ID", *lacking)
