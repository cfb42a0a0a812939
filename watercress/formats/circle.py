from django.utils.translation import gettext_lazy as _

from watercress.community.features.cravings import Cravings
from watercress.community.features.invitations import Invitations
from watercress.community.features.pins import Pins
from watercress.community.features.sections import Sections
from watercress.community.features.shop_answers import ShopMayAnswer
from watercress.community.features.stewards import Stewards
from watercress.community.format import Audience, Format, Joining, Order
from watercress.community.parts import Images, Labels, Products, Text, Title
from watercress.community.rules import member, signed_in

CIRCLE = Format(
    key="circle",
    label=_("Circle"),
    label_many=_("Circles"),
    revives="淘宝圈子 (March 2012)",
    readable_by=(Audience.WORLD, Audience.MEMBERS),
    joining=(Joining.OPEN, Joining.ASK, Joining.INVITED),
    may_found=signed_in,
    may_join=signed_in,
    may_post=member,
    may_reply=member,
    may_like=member,
    founded_at_most=15,
    parts=(Title(most=80), Text(most=20_000), Images(most=9), Products(most=9), Labels(most=6)),
    reply_parts=(Text(most=10_000),),
    features=(
        Sections(most=8),
        Pins(),
        Stewards(),
        Invitations(),
        ShopMayAnswer(times=1),
        Cravings(cool_off=(3, 7, 30)),
    ),
    order=Order.LAST_REPLY,
    layout="topics",
)
