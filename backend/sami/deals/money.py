"""Money as the API has it: decimal text, because binary fractions lose cents, with a currency of ISO 4217."""

import re
from decimal import Decimal
from typing import Annotated, Any

from iso4217 import Currency as Iso4217
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from typing_extensions import TypeAliasType

MAX_DIGITS, MAX_DECIMALS = 15, 4

AMOUNT = rf"^[0-9]{{1,{MAX_DIGITS}}}(\.[0-9]{{1,{MAX_DECIMALS}}})?$"

#: Currency → the digits after the point that it has. Without gold, test codes and units of account, which have none.
CURRENCIES = {currency.code: currency.exponent for currency in Iso4217 if currency.exponent is not None}


def _amount(value: Any) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(AMOUNT, value, re.ASCII):
        raise ValueError(
            'Must be a decimal number as text, such as "1250.00", with at most '
            f"{MAX_DIGITS} digits before the point and {MAX_DECIMALS} after it"
        )
    return Decimal(value)


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        raise ValueError("Must be a currency's ISO 4217 code, such as EUR")
    return code


Amount = Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema({"type": "string", "pattern": AMOUNT})]
#: Named, so that generated clients have one enum of them and not one for each member and parameter.
Currency = TypeAliasType(
    "Currency",
    Annotated[str, AfterValidator(_currency), WithJsonSchema({"type": "string", "enum": sorted(CURRENCIES)})],
)


def in_currency(amount: Decimal, currency: str) -> Decimal:
    """The amount with as many digits after the point as the currency has.

    Raises ValueError, naming how many that are, when it has more than that which aren't zero.
    """
    digits = CURRENCIES[currency]
    exact = amount.quantize(Decimal(1).scaleb(-digits))
    if exact != amount:
        raise ValueError(f"{currency} has {digits} digits after the point")
    return exact
